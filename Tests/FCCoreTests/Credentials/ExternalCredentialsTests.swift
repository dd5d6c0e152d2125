import TestSupport
import Testing

@testable import FCCore

@Suite("Keys that a program prints")
struct ExternalCredentialsTests {
    @Test(
        "a command is split into words as a shell would, and nothing else of a shell happens",
        arguments: [
            ("echo a  b", ["echo", "a", "b"]), (#"echo 'a b' "c d""#, ["echo", "a b", "c d"]),
            (#"p "say \"hi\"" '\n'"#, ["p", #"say "hi""#, #"\n"#]), (#"a\ b "x\y""#, ["a b", #"x\y"#]),
            ("p '' \"\"", ["p", "", ""]), ("  p\t-x\n", ["p", "-x"]),
            ("p $HOME `id` ; rm *", ["p", "$HOME", "`id`", ";", "rm", "*"]),
            ("a'b'\"c\"d", ["abcd"]), ("", []), ("   ", []),
        ] as [(String, [String])])
    func words(row: (String, [String])) {
        #expect(ExternalCredentials.words(of: row.0) == row.1)
    }

    @Test("a quote that is not closed is no command", arguments: ["echo 'a", "echo \"a", "echo a\\"])
    func unclosed(command: String) {
        #expect(ExternalCredentials.words(of: command) == nil)
    }

    @Test(
        "both spellings are read",
        arguments: [
            (#"{"mode":"AK","access_key_id":"a","access_key_secret":"b"}"#, "a b -"),
            (#"{"mode":"StsToken","access_key_id":"a","access_key_secret":"b","sts_token":"c"}"#, "a b c"),
            (#"{"mode":"STS","access_key_id":"a","access_key_secret":"b","security_token":"c"}"#, "a b c"),
            (#"{"access_key_id":"a","access_key_secret":"b"}"#, "a b -"),
        ])
    func spellings(row: (String, String)) throws {
        let issued = try ExternalCredentials.read(Array(row.0.utf8), "here")
        let key = issued.credentials
        let parts = [key.accessKeyID, key.accessKeySecret.reveal(), key.securityToken?.reveal() ?? "-"]
        #expect(parts.joined(separator: " ") == row.1)
    }

    @Test(
        "what is no key is refused without being shown",
        arguments: [
            ("CanarySecret", CredentialError.Kind.sourceFailed), ("[\"CanarySecret\"]", .sourceFailed),
            ("", .sourceFailed),
            (#"{"mode":"AK","access_key_secret":"CanarySecret"}"#, .incomplete),
            (#"{"mode":"StsToken","access_key_id":"a","access_key_secret":"CanarySecret"}"#, .incomplete),
            (#"{"mode":"RamRoleArn","access_key_id":"a","access_key_secret":"CanarySecret"}"#, .unsupported),
        ])
    func refused(row: (String, CredentialError.Kind)) throws {
        let error = try #require(throws: CredentialError.self) {
            try ExternalCredentials.read(Array(row.0.utf8), "here")
        }
        #expect(error.kind == row.1)
        #expect(!error.message.contains("CanarySecret"))
    }

    @Test("a program's output is read, whatever it says on standard error")
    func output() async throws {
        let folder = try TemporaryFolder()
        let script = try folder.write("echo noise >&2; cat; printf 'got %s' \"$NAME\"", to: "p.sh")
        let output = try await ChildPrograms().output(
            of: ["sh", script], environment: ["NAME": "it", "PATH": "/usr/bin:/bin"], limit: .seconds(20))
        #expect(String(decoding: output, as: UTF8.self) == "got it")
    }

    @Test("a program that does not end is ended")
    func limit() async throws {
        let start = ContinuousClock.now
        await #expect(throws: ProgramFailure.overLimit) {
            _ = try await ChildPrograms().output(
                of: ["sleep", "600"], environment: ["PATH": "/usr/bin:/bin"], limit: .milliseconds(200))
        }
        #expect(start.duration(to: .now) < .seconds(60))
        #expect(ExternalCredentials.limit == .seconds(60))
    }

    @Test("a program whose child keeps the pipe open does not hold the caller")
    func grandchild() async throws {
        await #expect(throws: ProgramFailure.overLimit) {
            _ = try await ChildPrograms().output(
                of: ["sh", "-c", "sleep 5 & exit 0"], environment: ["PATH": "/usr/bin:/bin"],
                limit: .milliseconds(200))
        }
    }

    @Test("who gives up waiting ends it")
    func cancelled() async throws {
        let task = Task {
            try await ChildPrograms().output(
                of: ["sleep", "600"], environment: ["PATH": "/usr/bin:/bin"], limit: .seconds(600))
        }
        task.cancel()
        await #expect(throws: ProgramFailure.cancelled) { _ = try await task.value }
    }

    @Test("what cannot be started or fails says so")
    func failures() async throws {
        let environment = ["PATH": "/usr/bin:/bin"]
        await #expect(throws: ProgramFailure.notStarted("there is no such program")) {
            _ = try await ChildPrograms().output(
                of: ["no-such-program-here"], environment: environment, limit: .seconds(20))
        }
        await #expect(throws: ProgramFailure.status(3)) {
            _ = try await ChildPrograms().output(
                of: ["sh", "-c", "exit 3"], environment: environment, limit: .seconds(20))
        }
        await #expect(throws: ProgramFailure.tooMuch) {
            _ = try await ChildPrograms().output(
                of: ["head", "-c", "3000000", "/dev/zero"], environment: environment, limit: .seconds(20))
        }
    }

    @Test("it can be forbidden", arguments: ["1", "true"])
    func forbidden(value: String) async throws {
        for (mode, field) in [("External", "process_command"), ("CredentialsURI", "credentials_uri")] {
            let text = #"{"current":"x","profiles":[{"name":"x","mode":"\#(mode)","\#(field)":"http://127.0.0.1/"}]}"#
            let home = CredentialCase(
                [CredentialCase.home + "/.aliyun/config.json": text],
                environment: ["ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS": value])
            let services = IdentityServices()
            let outcome = await CredentialOutcome(home.chain(CredentialRequest(profile: "x"), services))
            #expect(outcome.error?.kind == .unsupported)
            #expect(outcome.error?.message.contains("ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS") == true)
            #expect(services.requests.isEmpty)
        }
    }
}
