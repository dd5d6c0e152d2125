import TestSupport
import Testing

@testable import FCCore

/// A home directory with files and an environment, as the credential vectors describe them.
struct CredentialCase {
    /// The home directory that stands for `{{HOME}}`.
    static let home = "/home/tester"

    let files: MemoryFiles
    let environment: [String: String]

    /// The case of a vector.
    /// - Parameters:
    ///   - vector: has `env`, `home` (names of vector files, or texts when no such file exists) and `home_inline`.
    ///   - folder: the folder of the vector files.
    init(_ vector: Value, folder: String) throws {
        var texts: [String: String] = [:]
        for field in vector["home"]?.recordValue?.fields ?? [] {
            let name = try #require(field.value.stringValue)
            texts[Self.home + "/" + field.key] = Self.fill((try? DataVectors.text("\(folder)/\(name)")) ?? name)
        }
        texts[Self.home + "/token.jwt"] = "header.payload.sig"
        for field in vector["home_inline"]?.recordValue?.fields ?? [] {
            texts[Self.home + "/" + field.key] = Self.fill(try #require(field.value.stringValue))
        }
        self.init(texts, environment: Self.environment(vector["env"]))
    }

    init(_ texts: [String: String], environment: [String: String] = [:]) {
        files = MemoryFiles(texts)
        self.environment = environment
    }

    /// The environment of a vector.
    static func environment(_ value: Value?) -> [String: String] {
        Dictionary(
            (value?.recordValue?.fields ?? []).map { ($0.key, fill($0.value.stringValue ?? "")) },
            uniquingKeysWith: { _, last in last })
    }

    /// When it is in these tests, in seconds since 1970.
    static let now = 1_750_000_000

    /// The chain that answers a request in this home; without services there is no network.
    func chain(_ request: CredentialRequest, _ services: IdentityServices? = nil) -> CredentialChain {
        CredentialChain(request, in: surroundings(services))
    }

    /// This home as the chain sees it.
    func surroundings(_ services: IdentityServices? = nil) -> CredentialSurroundings {
        var surroundings = CredentialSurroundings(
            environment: environment, home: Self.home, files: files, now: { UTCTime(seconds: Self.now).date },
            nonce: { "TestNonce" }, userAgent: "fcsh-test")
        if let services {
            surroundings.network = { () throws(CredentialError) in services }
            surroundings.metadata = Endpoint(scheme: .http, host: "100.100.100.200")
        }
        return surroundings
    }

    static func fill(_ text: String) -> String {
        text.split(separator: "{{HOME}}", omittingEmptySubsequences: false).joined(separator: home)
    }
}

/// What a look-up ended with, in the words of the vectors.
struct CredentialOutcome {
    let credentials: Credentials?
    let error: CredentialError?
    let report: CredentialReport

    init(_ chain: CredentialChain) async {
        var found: Credentials?
        var failure: CredentialError?
        do throws(CredentialError) {
            found = try await chain.credentials()
        } catch {
            failure = error
        }
        credentials = found
        error = failure
        report = await chain.explain()
    }

    /// Checks the parts of credentials that a vector lists; `AccountID` only when it is known.
    func matches(_ expected: Value?, accountIDIsKnown: Bool = true) throws {
        let credentials = try #require(credentials, "\(error?.message ?? "")")
        #expect(credentials.accessKeyID == expected?["AccessKeyID"]?.stringValue)
        #expect(credentials.accessKeySecret.reveal() == expected?["AccessKeySecret"]?.stringValue)
        #expect(credentials.securityToken?.reveal() == expected?["SecurityToken"]?.stringValue)
        if accountIDIsKnown { #expect(credentials.accountID == expected?["AccountID"]?.stringValue) }
    }

    /// Checks the kind of an error, under the vectors' name for it, and the words its message must have.
    func fails(_ expected: Value?) throws {
        let error = try #require(error)
        let name = try #require(expected?["kind"]?.stringValue)
        #expect(Self.kinds[name] == error.kind, "\(name): \(error)")
        for phrase in expected?["contains"]?.arrayValue ?? [] {
            let phrase = try #require(phrase.stringValue)
            #expect(error.message.contains(phrase), "\(error.message) lacks \(phrase)")
        }
        #expect(report.error == error)
        #expect(report.source == nil)
    }

    private static let kinds: [String: CredentialError.Kind] = [
        "accessNotFound": .accessNotFound, "profileNotFound": .accessNotFound, "aliyunConfigNotFound": .accessNotFound,
        "credentialUndecryptable": .unreadable, "accessFileInvalid": .unreadable, "credentialIncomplete": .incomplete,
        "unsupportedMode": .unsupported, "noCredentials": .noCredentials, "usage": .usage, "profileLoop": .loop,
        "externalFailed": .sourceFailed, "reloginNeeded": .loginExpired,
    ]
}
