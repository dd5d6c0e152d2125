import Synchronization
import TestSupport
import Testing

@testable import FCCore

@Suite("Accounts that are remembered")
struct AccountFileTests {
    @Test("an account is found again, and nothing of the key is kept but the digest of its id")
    func remembers() throws {
        let folder = try TemporaryFolder()
        let memory = AccountFile(folder: folder.path + "/cache/fcsh")
        #expect(memory.account(of: "LTAIFakeKeyID") == nil)
        memory.remember("1000000000000001", of: "LTAIFakeKeyID")
        memory.remember("1000000000000002", of: "STS.FakeKeyID")
        #expect(memory.account(of: "LTAIFakeKeyID") == "1000000000000001")
        #expect(memory.account(of: "STS.FakeKeyID") == "1000000000000002")
        #expect(memory.account(of: "other") == nil)
        let text = try folder.read("cache/fcsh/accounts.json")
        #expect(!text.contains("Fake"))
        #expect(text.contains("\"1000000000000001\""))
        let files = DiskFiles()
        #expect(files.status(of: folder.path + "/cache/fcsh/accounts.json")?.permissions == 0o600)
        #expect(files.status(of: folder.path + "/cache/fcsh")?.permissions == 0o700)
    }

    @Test("the oldest entries give way")
    func bounded() throws {
        let folder = try TemporaryFolder()
        let memory = AccountFile(folder: folder.path)
        for number in 0...AccountFile.limit { memory.remember("1\(number)", of: "key\(number)") }
        #expect(memory.account(of: "key0") == nil)
        #expect(memory.account(of: "key1") == "11")
        #expect(memory.account(of: "key\(AccountFile.limit)") == "1\(AccountFile.limit)")
    }

    @Test("a broken file is as good as none", arguments: ["", "{", "[]", "\u{0}\u{1}", #"{"x":1}"#])
    func broken(text: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "accounts.json")
        let memory = AccountFile(folder: folder.path)
        #expect(memory.account(of: "key") == nil)
        memory.remember("42", of: "key")
        #expect(memory.account(of: "key") == "42")
    }

    @Test("what is no account id is neither kept nor believed")
    func onlyDigits() throws {
        let folder = try TemporaryFolder()
        let memory = AccountFile(folder: folder.path)
        memory.remember("evil.example.com/", of: "key")
        #expect(memory.account(of: "key") == nil)
        memory.remember("42", of: "key")
        let text = try folder.read("accounts.json")
        try folder.write(text.split(separator: "42").joined(separator: "evil.com"), to: "accounts.json")
        #expect(memory.account(of: "key") == nil)
    }

    @Test("a folder that cannot be made costs nothing but asking again")
    func unwritable() throws {
        let folder = try TemporaryFolder()
        try folder.write("a file", to: "cache")
        let memory = AccountFile(folder: folder.path + "/cache/fcsh")
        memory.remember("42", of: "key")
        #expect(memory.account(of: "key") == nil)
    }

    @Test(
        "the folder is that of the environment",
        arguments: [
            (["XDG_CACHE_HOME": "/c", "HOME": "/h"], "/c/fcsh"),
            (["XDG_CACHE_HOME": "c", "HOME": "/h"], "/h/.cache/fcsh"),
            (["HOME": "/h"], "/h/.cache/fcsh"), ([:], nil),
        ] as [([String: String], String?)])
    func folders(row: ([String: String], String?)) {
        #expect(AccountFile.folder(environment: row.0) == row.1)
    }

    @Test("an account that is remembered is not asked for again, by this chain or another")
    func chain() async throws {
        let folder = try TemporaryFolder()
        let memory = AccountFile(folder: folder.path)
        let services = IdentityServices(accountID: "2000000000000077")
        let home = CredentialCase(
            [:], environment: ["ALIBABA_CLOUD_ACCESS_KEY_ID": "k", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "s"])
        for _ in 0..<2 {
            var surroundings = home.surroundings(services)
            surroundings.accounts = memory
            let chain = CredentialChain(CredentialRequest(), in: surroundings)
            #expect(try await chain.accountID() == "2000000000000077")
            #expect(try await chain.accountID() == "2000000000000077")
            #expect(await chain.knownAccountID() == "2000000000000077")
        }
        #expect(services.addresses == ["POST https://sts.aliyuncs.com/"])
    }

    @Test("the memory is asked once for a key, whatever it knows", arguments: [nil, "2000000000000077"] as [String?])
    func asksOnce(account: String?) async throws {
        final class Memory: AccountMemory {
            let known: String?
            let questions = Mutex(0)

            init(_ known: String?) { self.known = known }

            func account(of keyID: String) -> String? {
                questions.withLock { $0 += 1 }
                return known
            }

            func remember(_ account: String, of keyID: String) {}
        }
        let memory = Memory(account)
        var surroundings = CredentialCase(
            [:], environment: ["ALIBABA_CLOUD_ACCESS_KEY_ID": "k", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "s"]
        ).surroundings(IdentityServices(accountID: "1"))
        surroundings.accounts = memory
        let chain = CredentialChain(CredentialRequest(), in: surroundings)
        for _ in 0..<3 {
            let identity = try await chain.found()
            #expect(identity.knownAccountID == account)
            #expect(identity.credentials.accessKeyID == "k")
            #expect(identity.secrets == [Secret("s")])
        }
        #expect(memory.questions.withLock { $0 } == 1)
    }

    @Test("a failure to ask is met once in a session")
    func failure() async throws {
        let services = IdentityServices { _, _ throws(TransportError) in
            throw TransportError(.cannotResolve, host: "sts.aliyuncs.com")
        }
        let chain = CredentialCase(
            [:], environment: ["ALIBABA_CLOUD_ACCESS_KEY_ID": "k", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "s"]
        ).chain(CredentialRequest(), services)
        for _ in 0..<3 {
            await #expect(throws: CredentialError.self) { _ = try await chain.accountID() }
        }
        #expect(services.requests.count == 1)
    }
}
