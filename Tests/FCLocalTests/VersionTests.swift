import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// Published versions and aliases.
    @Suite struct VersionTests {
        private static func code(_ mark: String) -> String {
            """
            import helper, os
            def handler(event, context):
                return "\(mark) " + helper.NAME + " " + os.environ["FC_FUNCTION_VERSION"]
            """
        }

        private static func bench() throws -> LocalBench {
            let bench = try LocalBench(code("old")) { $0.runtime = "python3.10" }
            try bench.folder.write("NAME = 'one'\n", to: "code/helper.py")
            return bench
        }

        @Test func aVersionRunsTheCodeItWasPublishedWith() async throws {
            try await Self.bench().use { bench in
                let published = await bench.perform(
                    "POST", ["versions"], "PublishFunctionVersion", #"{"description": "d"}"#)
                #expect(published.status == 200)
                #expect(published.json?["versionId"] == "1")
                #expect(published.json?["description"] == "d")
                try bench.folder.write(Self.code("new"), to: "code/index.py")
                try bench.folder.write("NAME = 'two'\n", to: "code/helper.py")
                let latest = await bench.invoke()
                #expect(latest.text == "new two LATEST")
                let frozen = await bench.invoke("hello", [], query: [("qualifier", "1")])
                #expect(frozen.text == "old one 1")
                #expect(frozen.reply.headers["x-fc-invocation-service-version"] == "1")
                #expect(frozen.reply.headers["x-fc-code-checksum"] != latest.reply.headers["x-fc-code-checksum"])
                let function = await bench.get(
                    ["functions", "hello"], action: "GetFunction", query: [("qualifier", "1")])
                #expect(function.json?["version"] == "1")
            }
        }

        @Test func versionsAreListedAndDeleted() async throws {
            try await Self.bench().use { bench in
                for _ in 1...3 { _ = await bench.perform("POST", ["versions"], "PublishFunctionVersion") }
                func list(_ query: [(String, String)]) async -> Value? {
                    await bench.get(["functions", "hello", "versions"], action: "ListFunctionVersions", query: query)
                        .json
                }
                func numbers(_ page: Value?) -> [String] {
                    (page?["versions"]?.arrayValue ?? []).compactMap { $0["versionId"]?.stringValue }
                }
                #expect(numbers(await list([])) == ["3", "2", "1"])
                #expect(numbers(await list([("direction", "FORWARD")])) == ["1", "2", "3"])
                let first = await list([("limit", "2")])
                let token = try #require(first?["nextToken"]?.stringValue)
                #expect(numbers(await list([("nextToken", token)])) == ["1"])
                #expect(await bench.perform("DELETE", ["versions", "2"], "DeleteFunctionVersion").status == 204)
                #expect(numbers(await list([])) == ["3", "1"])
                let gone = await bench.invoke("hello", [], query: [("qualifier", "2")])
                #expect(gone.code == "VersionNotFound")
                #expect(await bench.perform("DELETE", ["versions", "2"], "DeleteFunctionVersion").status == 404)
                let next = await bench.perform("POST", ["versions"], "PublishFunctionVersion")
                #expect(next.json?["versionId"] == "4")
            }
        }

        @Test func anAliasLeadsToItsVersion() async throws {
            try await Self.bench().use { bench in
                for _ in 1...2 { _ = await bench.perform("POST", ["versions"], "PublishFunctionVersion") }
                let made = await bench.perform(
                    "POST", ["aliases"], "CreateAlias", #"{"aliasName": "prod", "versionId": "1", "description": "d"}"#)
                #expect(made.json?["aliasName"] == "prod")
                let call = await bench.invoke("hello", [], query: [("qualifier", "prod")])
                #expect(call.text == "old one 1")
                #expect(call.reply.headers["x-fc-invocation-service-version"] == "prod")
                let again = await bench.perform(
                    "POST", ["aliases"], "CreateAlias", #"{"aliasName": "prod", "versionId": "1"}"#)
                #expect(again.status == 409)
                #expect(again.code == "AliasAlreadyExists")
                let used = await bench.perform("DELETE", ["versions", "1"], "DeleteFunctionVersion")
                #expect(used.status == 412)
                let changed = await bench.perform("PUT", ["aliases", "prod"], "UpdateAlias", #"{"versionId": "2"}"#)
                #expect(changed.json?["versionId"] == "2")
                #expect(changed.json?["description"] == "d")
                #expect(await bench.invoke("hello", [], query: [("qualifier", "prod")]).text == "old one 2")
                #expect(await bench.perform("GET", ["aliases", "prod"], "GetAlias").json?["versionId"] == "2")
                let list = await bench.perform("GET", ["aliases"], "ListAliases")
                #expect(list.json?["aliases"]?.arrayValue?.count == 1)
                #expect(await bench.perform("DELETE", ["aliases", "prod"], "DeleteAlias").status == 204)
                #expect(await bench.invoke("hello", [], query: [("qualifier", "prod")]).code == "AliasNotFound")
                #expect(await bench.perform("GET", ["aliases", "prod"], "GetAlias").code == "AliasNotFound")
            }
        }

        @Test(
            arguments: [
                (#"{"aliasName": "1a", "versionId": "LATEST"}"#, "InvalidArgument"),
                (#"{"aliasName": "LATEST", "versionId": "LATEST"}"#, "InvalidArgument"),
                (#"{"aliasName": "a", "versionId": "9"}"#, "VersionNotFound"),
                (
                    #"{"aliasName": "a", "versionId": "LATEST", "additionalVersionWeight": {"9": 0.5}}"#,
                    "VersionNotFound"
                ),
                (#"{"aliasName": "a", "versionId": "LATEST", "additionalVersionWeight": {"1": 2}}"#, "InvalidArgument"),
                ("[]", "InvalidArgument"),
            ]) func aliasesThatMakeNoSenseAreRefused(body: String, code: String) async throws
        {
            let call = await (try Self.bench()).perform("POST", ["aliases"], "CreateAlias", body)
            #expect(call.code == code, "\(call.text)")
        }

        @Test func weightsShareTheCalls() {
            let alias = VersionAlias(
                name: "a", version: "1", weights: ["2": Number(verified: "0.25"), "3": Number(verified: "0.5")],
                createdTime: 0, modifiedTime: 0)
            #expect(
                [0, 0.24, 0.25, 0.74, 0.75, 0.99].map { alias.version(for: $0) } == ["2", "2", "3", "3", "1", "1"])
        }

        @Test func theEndOfTheEndpointRemovesTheCopies() async throws {
            let bench = try Self.bench()
            try await bench.use { bench in
                _ = await bench.perform("POST", ["versions"], "PublishFunctionVersion")
                let folders = FileSystem.names(in: bench.folder.path + "/state/versions")
                #expect(folders.count == 1)
            }
            #expect(FileSystem.names(in: bench.folder.path + "/state/versions").isEmpty)
        }
    }
}

extension LocalBench {
    /// Asks for an operation on the function.
    fileprivate func perform(
        _ method: String, _ path: [String], _ action: String, _ body: String = ""
    ) async -> Call {
        Call(
            await router.reply(
                to: Self.request(method, ["functions", "hello"] + path, action: action, body: Array(body.utf8))))
    }
}
