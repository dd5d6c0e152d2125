import TestSupport
import Testing

@testable import FCCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that is broken in some way gives one clear error at once, and does not change what other sources give.
@Suite("Broken files")
struct BrokenFileTests {
    /// A way to be broken.
    enum Damage: String, CaseIterable, Sendable {
        case badYAML, badCipher, cutJSON, folder, noPermission, large, bomb, anchorLoop, binary, empty
    }

    /// A file that credentials lie in.
    enum Source: String, CaseIterable, Sendable {
        case access = ".s/access.yaml"
        case aliyun = ".aliyun/config.json"
        case section = ".alibabacloud/credentials"

        /// The request that names an entry of this file.
        var request: CredentialRequest {
            self == .access ? CredentialRequest(access: "default") : CredentialRequest(profile: "default")
        }
    }

    @Test("a broken file costs less than a second", arguments: Source.allCases, Damage.allCases)
    func time(source: Source, damage: Damage) throws {
        let folder = try TemporaryFolder()
        try Self.damage(source, damage, in: folder)
        // The time of this thread: other tests may be keeping the processors busy.
        let start = Self.threadTime()
        switch source {
        case .access:
            _ = try? AccessStore(environment: [:], home: folder.path, files: DiskFiles()).entry(named: "default")
        case .aliyun:
            _ = try? AliyunConfiguration(environment: [:], home: folder.path, files: DiskFiles())
        case .section:
            _ = try? SDKCredentialsFile(environment: [:], home: folder.path, files: DiskFiles())
        }
        #expect(Self.threadTime() - start < 1)
    }

    private static func threadTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    @Test("one clear error", arguments: Source.allCases, Damage.allCases)
    func oneError(source: Source, damage: Damage) async throws {
        let folder = try TemporaryFolder()
        try Self.damage(source, damage, in: folder)
        let outcome = await CredentialOutcome(Self.chain(folder, source.request, readable: damage != .noPermission))
        let error = try #require(outcome.error)
        #expect(error.kind != .noCredentials)
        #expect(!error.message.contains("\n"))
        #expect(error.message.utf8.count < 400)
        #expect(error.message.contains(folder.path) || error.message.contains("access 'default'"), "\(error.message)")
        #expect(!error.message.contains("Canary"))
        if source == .access { #expect(error.kind != .accessNotFound || damage == .empty) }
    }

    @Test("other sources give what they give without it", arguments: Source.allCases, Damage.allCases)
    func othersStay(source: Source, damage: Damage) async throws {
        let folder = try TemporaryFolder()
        try Self.write(in: folder)
        try Self.damage(source, damage, in: folder)
        let readable = damage != .noPermission
        let triple = ["AccountID": "1", "AccessKeyID": "tripleKey", "AccessKeySecret": "tripleSecret"]
        let byTriple = await CredentialOutcome(Self.chain(folder, CredentialRequest(), triple, readable: readable))
        #expect(byTriple.credentials?.accessKeyID == "tripleKey")
        let json = ["ci_serverless_devs_key": #"{"AccessKeyID":"jsonKey","AccessKeySecret":"jsonSecret"}"#]
        let byJSON = await CredentialOutcome(
            Self.chain(folder, CredentialRequest(access: "ci_serverless_devs_key"), json, readable: readable))
        #expect(byJSON.credentials?.accessKeyID == "jsonKey")
        if source != .access {
            let named = await CredentialOutcome(
                Self.chain(folder, CredentialRequest(access: "default"), readable: readable))
            #expect(named.credentials?.accessKeyID == "accessKey")
        }
        if source != .aliyun {
            let named = await CredentialOutcome(
                Self.chain(folder, CredentialRequest(profile: "cli"), readable: readable))
            #expect(named.credentials?.accessKeyID == "cliKey")
        }
    }

    @Test("in the SDKs' order a broken profile file is passed over, with the reason", arguments: Damage.allCases)
    func passedOver(damage: Damage) async throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.section("default"), to: Source.section.rawValue)
        try Self.damage(.aliyun, damage, in: folder)
        let outcome = await CredentialOutcome(
            Self.chain(folder, CredentialRequest(), readable: damage != .noPermission))
        #expect(outcome.credentials?.accessKeyID == "sectionKey")
        #expect(outcome.report.skipped.filter { $0.source == "sdk:cli_profile" }.count == 1)
    }

    private static func chain(
        _ folder: TemporaryFolder, _ request: CredentialRequest, _ environment: [String: String] = [:], readable: Bool
    ) -> CredentialChain {
        CredentialChain(
            request,
            in: CredentialSurroundings(
                environment: environment, home: folder.path,
                files: readable ? DiskFiles() : Unreadable(inner: DiskFiles())))
    }

    private static func write(in folder: TemporaryFolder) throws {
        try folder.write("default: {AccessKeyID: accessKey, AccessKeySecret: s}", to: Source.access.rawValue)
        try folder.write(
            #"{"current":"cli","profiles":[{"name":"cli","mode":"AK","access_key_id":"cliKey","#
                + #""access_key_secret":"s"}]}"#, to: Source.aliyun.rawValue)
        try folder.write(section("default"), to: Source.section.rawValue)
    }

    private static func section(_ name: String) -> String {
        "[\(name)]\ntype = access_key\naccess_key_id = sectionKey\naccess_key_secret = s\n"
    }

    private static func damage(_ source: Source, _ damage: Damage, in folder: TemporaryFolder) throws {
        let path = folder.path + "/" + source.rawValue
        switch damage {
        case .badYAML: try folder.write("default: [Canary, {\n  - x: 'y", to: source.rawValue)
        case .badCipher:
            try folder.write(
                "default:\n  AccessKeyID: U2FsdGVkX18M8Wdtt0loaC982tzMLMqcXJ9tK68J\n  AccessKeySecret: Canary\n",
                to: source.rawValue)
        case .cutJSON:
            try folder.write(
                #"{"current":"default","profiles":[{"name":"default","mode":"AK","access_key_id":"Canary"#,
                to: source.rawValue)
        case .folder:
            unlink(path)
            try folder.write("", to: source.rawValue + "/inside")
        case .noPermission:
            try folder.write("default: {AccessKeyID: Canary, AccessKeySecret: Canary}", to: source.rawValue)
            chmod(path, 0)
        case .large:
            try folder.write(String(repeating: "default: Canary # 10 MB\n", count: 440_000), to: source.rawValue)
        case .bomb:
            let levels = (1...30).map { level in
                let parts = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ",")
                return "a\(level): &a\(level) [\(parts)]"
            }
            try folder.write("a0: &a0 [Canary]\n" + levels.joined(separator: "\n") + "\n", to: source.rawValue)
        case .anchorLoop: try folder.write("default: &a {AccessKeyID: *a, Canary: x}\n", to: source.rawValue)
        case .binary: try folder.write("\u{0}\u{1}\u{7F}Canary\u{FFFD}\u{0}", to: source.rawValue)
        case .empty: try folder.write("", to: source.rawValue)
        }
    }

    /// A file system whose files without permission cannot be read by the superuser either.
    private struct Unreadable: FileReader {
        let inner: DiskFiles

        func contents(of path: String) throws(FileReadError) -> [UInt8]? {
            if let status = inner.status(of: path), status.permissions & 0o400 == 0 {
                throw FileReadError(path: path, reason: "Permission denied")
            }
            return try inner.contents(of: path)
        }

        func status(of path: String) -> FileStatus? { inner.status(of: path) }
    }
}
