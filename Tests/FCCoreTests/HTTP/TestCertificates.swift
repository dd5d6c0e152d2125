import TestSupport

/// Throw-away certificates, made anew for each test so that no key is kept anywhere.
struct TestCertificates {
    private let folder: TemporaryFolder
    /// The private key, PEM.
    let key: String
    /// A self-signed certificate for 127.0.0.1.
    let certificate: String
    /// A self-signed certificate of the same key for another host.
    let otherCertificate: String

    /// Makes a key and both certificates with the openssl command.
    init() async throws {
        folder = try TemporaryFolder()
        key = folder.path + "/key.pem"
        certificate = folder.path + "/certificate.pem"
        otherCertificate = folder.path + "/other.pem"
        try await openssl(["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key])
        try await sign(certificate, for: "IP:127.0.0.1")
        try await sign(otherCertificate, for: "DNS:other.test")
    }

    private func sign(_ file: String, for host: String) async throws {
        try await openssl([
            "req", "-x509", "-new", "-key", key, "-days", "2", "-subj", "/CN=Test", "-addext",
            "subjectAltName=\(host)", "-out", file,
        ])
    }

    private func openssl(_ arguments: [String]) async throws {
        let outcome = try await Program.run(
            ["/usr/bin/env", "openssl"] + arguments, environment: Program.environment(home: folder.path))
        guard outcome.status == .exited(0) else {
            throw TestFailure("openssl \(arguments[0]): \(outcome.errorText)")
        }
    }
}
