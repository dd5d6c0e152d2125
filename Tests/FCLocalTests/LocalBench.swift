import FCCore
import FoundationEssentials
import Synchronization
import TestSupport

@testable import FCLocal

/// A project in a temporary folder with a router in front of its functions; needs no socket.
final class LocalBench: Sendable {
    static let credentials = Credentials(
        accessKeyID: "LocalTestKeyId", accessKeySecret: Secret("LocalTestKeySecret"), accountID: "1234567890")

    let folder: TemporaryFolder
    /// A folder that lives as long as the bench.
    let kept: TemporaryFolder?
    let configuration: LocalConfiguration
    let registry: FunctionRegistry
    let router: Router
    private let box: NoticeBox

    /// A bench whose functions all have the folder `code` and live in one file, `index.py` unless it says otherwise.
    init(
        _ code: String = "def handler(event, context):\n    return event\n", file: String = "index.py",
        functions: [LocalFunction]? = nil, keeping kept: TemporaryFolder? = nil, instanceLimit: Int = 2,
        change: (inout LocalFunction) -> Void = { _ in }
    ) throws {
        let folder = try TemporaryFolder()
        try folder.write(code, to: "code/" + file)
        var function = LocalFunction(
            name: "hello", runtime: "python3.12", handler: "index.handler", codePath: folder.path + "/code",
            timeout: 20, memorySize: 128)
        change(&function)
        let notices = NoticeBox()
        var configuration = LocalConfiguration(
            functions: functions ?? [function], accountID: "1234567890", credentials: Self.credentials,
            stateFolder: folder.path + "/state", instanceLimit: instanceLimit,
            helperPath: try BuiltProduct.path("fcsh"), interpreters: Self.interpreters)
        configuration.retryPause = .milliseconds(10)
        configuration.cacheFolder = try Self.cacheFolder()
        configuration.notice = { text in notices.texts.withLock { $0.append(text) } }
        configuration.reloaded = configuration.notice
        self.folder = folder
        self.kept = kept
        self.configuration = configuration
        box = notices
        registry = FunctionRegistry(configuration)
        router = Router(registry: registry, configuration: configuration, credentials: Self.credentials)
    }

    /// A bench with a Node.js function.
    static func node(
        _ code: String, runtime: String = "nodejs20", file: String = "index.js", instanceLimit: Int = 2,
        change: (inout LocalFunction) -> Void = { _ in }
    ) throws -> LocalBench {
        try LocalBench(code, file: file, instanceLimit: instanceLimit) { function in
            function.runtime = runtime
            change(&function)
        }
    }

    /// A bench with a custom runtime that `command` starts.
    static func server(
        _ code: String, file: String, command: [String], port: Int = 0, instanceLimit: Int = 2,
        change: (inout LocalFunction) -> Void = { _ in }
    ) throws -> LocalBench {
        try LocalBench(code, file: file, instanceLimit: instanceLimit) { function in
            function.runtime = "custom.debian10"
            function.handler = "index.handler"
            function.server.command = command
            function.server.port = port
            change(&function)
        }
    }

    /// A bench with a PHP function.
    static func php(
        _ code: String, runtime: String = "php7.2", instanceLimit: Int = 2,
        change: (inout LocalFunction) -> Void = { _ in }
    ) throws -> LocalBench {
        try LocalBench(code, file: "index.php", instanceLimit: instanceLimit) { function in
            function.runtime = runtime
            change(&function)
        }
    }

    /// A bench with one of the Java handlers of ``JavaFixture``, such as `Streams$Echo`.
    static func java(
        _ handler: String, runtime: String = "java17", instanceLimit: Int = 2,
        change: (inout LocalFunction) -> Void = { _ in }
    ) async throws -> LocalBench {
        let classes = try await JavaFixture.classes()
        return try LocalBench("", file: "none", instanceLimit: instanceLimit) { function in
            function.runtime = runtime
            function.handler = "example.\(handler)::handleRequest"
            function.codePath = classes
            function.memorySize = 256
            change(&function)
        }
    }

    /// What is compiled once stays from test to test beside the programs that were built.
    static func cacheFolder() throws -> String {
        let program = try BuiltProduct.path("fcsh")
        return program.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            + "/test-cache"
    }

    /// What the user was told.
    var told: [String] { box.texts.withLock { $0 } }

    /// The interpreters of the machine the tests run on.
    static var interpreters: InterpreterSearch {
        var variables: [String: String] = [:]
        for name in ["PATH", "HOME", "PYENV_ROOT", "JAVA_HOME"] { variables[name] = environmentVariable(name) }
        return InterpreterSearch(environment: variables)
    }

    /// Runs the body and stops every function afterwards.
    func use<Result: Sendable>(_ body: (LocalBench) async throws -> Result) async throws -> Result {
        do {
            let result = try await body(self)
            await stop()
            return result
        } catch {
            await stop()
            throw error
        }
    }

    /// Runs the body with an endpoint on the bench's functions.
    func serve(_ body: (LocalEndpoint) async throws -> Void) async throws {
        try await LocalEndpoint.run(configuration, body)
    }

    func stop() async {
        for scheduler in registry.schedulers { await scheduler.stop() }
        await registry.versions.stop()
        await configuration.runtimeAPI.stop()
    }

    /// Calls a function with a signed request.
    func invoke(
        _ function: String = "hello", _ event: [UInt8] = [], headers: [String: String] = [:],
        query: [(String, String)] = []
    ) async -> Call {
        Call(
            await router.reply(
                to: Self.request(
                    "POST", ["functions", function, "invocations"], action: "InvokeFunction", query: query,
                    headers: headers.merging(["x-fc-log-type": "Tail"]) { given, _ in given }, body: event)))
    }

    func invoke(_ function: String = "hello", text: String) async -> Call {
        await invoke(function, Array(text.utf8))
    }

    func get(_ segments: [String], action: String, query: [(String, String)] = []) async -> Call {
        Call(await router.reply(to: Self.request("GET", segments, action: action, query: query)))
    }

    /// A request signed with the bench's key.
    static func request(
        _ method: String, _ segments: [String], action: String, query: [(String, String)] = [],
        headers: [String: String] = [:], body: [UInt8] = [], credentials: Credentials = credentials,
        endpoint: Endpoint = Endpoint(scheme: .http, host: "127.0.0.1", port: 9999), date: Date = .now,
        nonce: String = Identifiers.uuid()
    ) -> FrontRequest {
        var request = HTTPRequest(
            method: method, endpoint: endpoint, path: HTTPRequest.path(segments: ["2023-03-30"] + segments),
            query: query.map { (name: $0.0, value: $0.1) },
            body: method == "POST" || !body.isEmpty ? .bytes(body) : .none)
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) { request.headers.add(name, value) }
        let signed = ACS3Signer(credentials: credentials).sign(
            request, action: action, version: "2023-03-30", date: date, nonce: nonce
        ).request
        let target = signed.target
        let mark = target.firstIndex(of: "?") ?? target.endIndex
        return FrontRequest(
            method: method, rawPath: String(target[..<mark]), rawQuery: String(target[mark...].dropFirst()),
            headers: signed.headers, body: body)
    }
}

private final class NoticeBox: Sendable {
    let texts = Mutex<[String]>([])
}

/// A reply, read the way a client would.
struct Call: Sendable {
    let reply: FrontReply

    init(_ reply: FrontReply) { self.reply = reply }

    var status: Int { reply.status }
    var body: [UInt8] { reply.body }
    var text: String { String(decoding: reply.body, as: UTF8.self) }
    var json: Value? { try? JSONReader.read(reply.body) }
    var code: String? { json?["Code"]?.stringValue }
    var message: String? { json?["Message"]?.stringValue }
    var errorType: String? { reply.headers["x-fc-error-type"] }
    var requestID: String { reply.headers["x-fc-request-id"] ?? "" }
    var instanceID: String? { reply.headers["x-fc-instance-id"] }
    /// The decoded log tail.
    var log: String {
        String(decoding: Data(base64Encoded: reply.headers["x-fc-log-result"] ?? "") ?? Data(), as: UTF8.self)
    }
}

/// Waits until a condition holds.
func eventually(
    within limit: Duration = .seconds(5), _ condition: () async -> Bool
) async throws -> Bool {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
        if await condition() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return await condition()
}
