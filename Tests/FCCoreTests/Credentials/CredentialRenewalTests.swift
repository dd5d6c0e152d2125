import Synchronization
import TestSupport
import Testing

@testable import FCCore

@Suite("Keys that end")
struct CredentialRenewalTests {
    private static let role = #"""
        {"current":"x","profiles":[{"name":"x","mode":"RamRoleArn","access_key_id":"a","access_key_secret":"b",
        "ram_role_arn":"acs:ram::1000000000000101:role/r","ram_session_name":"s"}]}
        """#
    private static let configuration = CredentialCase.home + "/.aliyun/config.json"

    /// A clock that a test moves.
    private final class TestClock: Sendable {
        private let second = Mutex(CredentialCase.now)
        var now: Int { second.withLock { $0 } }
        func pass(_ seconds: Int) { second.withLock { $0 += seconds } }
    }

    /// STS that gives keys of this life, in seconds.
    private static func services(
        life: Int, _ clock: TestClock, failing: @escaping @Sendable (Int) -> Bool = { _ in false }
    )
        -> IdentityServices
    {
        IdentityServices { _, number throws(TransportError) in
            if failing(number) { throw TransportError(.connectTimeout, host: "sts.aliyuncs.com") }
            let end = UTCTime(seconds: clock.now + life).timestamp
            return IdentityServices.answer(
                #"{"Credentials":{"AccessKeyId":"STS.ak\#(number)","AccessKeySecret":"sk\#(number)","#
                    + #""SecurityToken":"tok\#(number)","Expiration":"\#(end)"}}"#)
        }
    }

    private static func chain(
        _ services: IdentityServices, _ clock: TestClock, _ files: any FileReader = MemoryFiles([configuration: role]),
        environment: [String: String] = [:], _ request: CredentialRequest = CredentialRequest()
    ) -> CredentialChain {
        let environment = environment.merging(["ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true"]) { own, _ in own }
        return CredentialChain(
            request,
            in: CredentialSurroundings(
                environment: environment, home: CredentialCase.home, files: files,
                now: { UTCTime(seconds: clock.now).date }, network: { () throws(CredentialError) in services }))
    }

    @Test("a key is used until five minutes before its end, then replaced")
    func renewal() async throws {
        let clock = TestClock()
        let services = Self.services(life: 3600, clock)
        let chain = Self.chain(services, clock)
        #expect(try await chain.credentials().accessKeyID == "STS.ak1")
        clock.pass(3600 - CredentialChain.margin)
        #expect(try await chain.credentials().accessKeyID == "STS.ak1")
        clock.pass(1)
        #expect(try await chain.credentials().accessKeyID == "STS.ak2")
        #expect(try await chain.credentials().accessKeyID == "STS.ak2")
        #expect(await chain.explain().expiration == UTCTime(seconds: clock.now + 3600).timestamp)
        #expect(services.requests.count == 2)
    }

    @Test("while the old key lives, a failed renewal is no failure, and is not tried with every call")
    func failedRenewal() async throws {
        let clock = TestClock()
        let services = Self.services(life: 3600, clock) { $0 > 1 }
        let chain = Self.chain(services, clock)
        _ = try await chain.credentials()
        clock.pass(3400)
        for _ in 0..<5 { #expect(try await chain.credentials().accessKeyID == "STS.ak1") }
        #expect(services.requests.count == 2)
        clock.pass(CredentialChain.pause)
        #expect(try await chain.credentials().accessKeyID == "STS.ak1")
        #expect(services.requests.count == 3)
        clock.pass(600)
        let error = await #expect(throws: CredentialError.self) { _ = try await chain.credentials() }
        #expect(error?.message.contains("the key of sdk:cli_profile:x has ended") == true)
        #expect(error?.message.contains("did not answer in time") == true)
    }

    @Test("a key that lives for less than the margin serves to its end, and no longer")
    func shortLife() async throws {
        let clock = TestClock()
        let services = Self.services(life: 30, clock)
        let chain = Self.chain(services, clock)
        for _ in 0..<3 { #expect(try await chain.credentials().accessKeyID == "STS.ak1") }
        clock.pass(30)
        #expect(try await chain.credentials().accessKeyID == "STS.ak2")
        #expect(services.requests.count == 2)
    }

    @Test("another identity never takes the place of one that ends")
    func noOtherIdentity() async throws {
        let clock = TestClock()
        let services = Self.services(life: 900, clock) { $0 > 1 }
        let section = "[default]\ntype = access_key\naccess_key_id = iniKey\naccess_key_secret = iniSecret\n"
        let files = MemoryFiles([
            Self.configuration: Self.role, CredentialCase.home + "/.alibabacloud/credentials": section,
        ])
        let chain = Self.chain(services, clock, files)
        #expect(try await chain.credentials().accessKeyID == "STS.ak1")
        clock.pass(1000)
        let error = await #expect(throws: CredentialError.self) { _ = try await chain.credentials() }
        #expect(error?.message.contains("sdk:cli_profile:x has ended") == true)
        // At the start of a session the SDKs' rule holds, and is said.
        let fresh = await CredentialOutcome(Self.chain(services, clock, files))
        #expect(fresh.report.source == "sdk:profile:default")
        #expect(
            fresh.report.notices.contains { $0.hasPrefix("sdk:cli_profile does not work, using section [default]") })
    }

    @Test("a key that a service calls expired is replaced, once")
    func discarded() async throws {
        let clock = TestClock()
        let services = Self.services(life: 3600, clock)
        let chain = Self.chain(services, clock)
        let first = try await chain.credentials()
        await chain.discard(first)
        let second = try await chain.credentials()
        #expect(second.accessKeyID == "STS.ak2")
        await chain.discard(first)
        #expect(try await chain.credentials() == second)
        #expect(services.requests.count == 2)
    }

    @Test("a token that was renewed in its file is taken from there")
    func renewedFile() async throws {
        let files = ChangingFiles(Self.configuration, Self.token("tok1"))
        let chain = Self.chain(IdentityServices(), TestClock(), files)
        let first = try await chain.credentials()
        #expect(first.securityToken?.reveal() == "tok1")
        await chain.discard(first)
        #expect(try await chain.credentials() == first, "there is no other yet")
        files.change(Self.token("tok2"))
        #expect(try await chain.credentials().securityToken?.reveal() == "tok2")
        files.change("{")
        #expect(try await chain.credentials().securityToken?.reveal() == "tok2", "the file is not read again")
    }

    private static func token(_ token: String) -> String {
        #"{"current":"x","profiles":[{"name":"x","mode":"StsToken","access_key_id":"STS.a","access_key_secret":"b","#
            + #""sts_token":"\#(token)"}]}"#
    }

    @Test("whoever asks at the same time gets the same key, asked for once")
    func together() async throws {
        let clock = TestClock()
        let services = Self.services(life: 3600, clock)
        let chain = Self.chain(services, clock)
        let keys = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 { group.addTask { try await chain.credentials().accessKeyID } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(keys == ["STS.ak1"])
        #expect(services.requests.count == 1)
    }

    @Test("who gives up does not spoil it for the others")
    func cancellation() async throws {
        let started = Mutex(false)
        let services = IdentityServices { _, number throws(TransportError) in
            guard number == 1 else { return nil }
            started.withLock { $0 = true }
            do {
                try await Task.sleep(for: .seconds(600))
            } catch {
                throw TransportError(.cancelled)
            }
            return nil
        }
        let chain = Self.chain(services, TestClock())
        let impatient = Task { try await chain.credentials() }
        while !started.withLock({ $0 }) { await Task.yield() }
        let patient = Task { try await chain.credentials() }
        impatient.cancel()
        let error = await #expect(throws: CredentialError.self) { _ = try await impatient.value }
        #expect(error?.kind == .cancelled)
        #expect(try await patient.value.accessKeyID == "STS.ak2")
    }

    @Test("every secret on the way to a key is told as it is met")
    func secrets() async throws {
        let met = Mutex<Set<String>>([])
        let home = CredentialCase([
            Self.configuration: Self.role, CredentialCase.home + "/.s/access.yaml": "{}",
        ])
        var surroundings = home.surroundings(IdentityServices())
        surroundings.secretMet = { secret in _ = met.withLock { $0.insert(secret.reveal()) } }
        let chain = CredentialChain(CredentialRequest(profile: "x"), in: surroundings)
        _ = try await chain.credentials()
        #expect(met.withLock { $0 } == ["b", "sk1", "tok1"])
        #expect(Set(await chain.secrets.map { $0.reveal() }) == ["b", "sk1", "tok1"])
    }
}

/// One file whose text a test changes.
private final class ChangingFiles: FileReader {
    private let path: String
    private let text: Mutex<String>

    init(_ path: String, _ text: String) {
        self.path = path
        self.text = Mutex(text)
    }

    func change(_ text: String) { self.text.withLock { $0 = text } }

    func contents(of path: String) throws(FileReadError) -> [UInt8]? {
        path == self.path ? Array(text.withLock { $0 }.utf8) : nil
    }

    func status(of path: String) -> FileStatus? { path == self.path ? FileStatus() : nil }
}
