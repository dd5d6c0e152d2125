import FCCore
import FoundationEssentials
import ShellSyntax
import Synchronization
import TestSupport
import Testing

@testable import Shell

/// `event` and `invoke --event-template` as scripts use them.
@Suite struct EventCommandTests {
    @Test func listNamesEveryKind() async {
        let shell = EventShell()
        #expect(await shell.run("event list") == .success)
        let lines = shell.output.split(separator: "\n")
        #expect(lines.map { $0.split(separator: "\t").first.map { String($0) } } == EventKind.allCases.map(\.rawValue))
        #expect(await shell.run("event") == .success)
    }

    @Test func listAsValues() async throws {
        let shell = EventShell()
        #expect(await shell.run("event list -o json") == .success)
        let kinds = try JSONReader.read(shell.output).arrayValue?.compactMap { $0["kind"]?.stringValue }
        #expect(kinds == EventKind.allCases.map(\.rawValue))
    }

    @Test(arguments: ["oss", "OSS", "mns_topic", "sls", "cloudevents", "async_destination"])
    func showPrintsIndentedJSON(_ name: String) async throws {
        let shell = EventShell()
        #expect(await shell.run("event show \(name)") == .success)
        let kind = try #require(EventKind(name: name))
        #expect(shell.output == JSONWriter.text(try shell.sample(kind).shown, layout: .pretty) + "\n")
        #expect(shell.errors.isEmpty)
    }

    @Test func aTerminalGetsAWordOnTheFields() async {
        let shell = EventShell(capabilities: SinkCapabilities(isTerminal: true, columns: 80, colour: false))
        #expect(await shell.run("event show log") == .success)
        #expect(shell.errors.contains(".source.beginCursor  where to begin"))
        let quiet = EventShell(capabilities: SinkCapabilities(isTerminal: true, columns: 80, colour: false))
        #expect(await quiet.run("event new log") == .success)
        #expect(quiet.errors.isEmpty)
    }

    @Test func newTakesChanges() async throws {
        let shell = EventShell()
        let status = await shell.run(
            """
            let key = "in/1.png"
            set region cn-beijing
            event new oss --set .events[0].eventName="ObjectCreated:CopyObject" \\
              --set .events[0].oss.object.key=${key} --set .events[0].oss.object.size=12345678901234567890123 \\
              --set .events[0].extra.list[0]={"n": 1.50}
            """)
        #expect(status == .success)
        let event = try #require(try JSONReader.read(shell.output)["events"]?[0])
        #expect(event["eventName"] == "ObjectCreated:CopyObject")
        #expect(event["oss"]?["object"]?["key"] == "in/1.png")
        #expect(event["region"] == "cn-beijing")
        #expect(shell.output.contains("\"size\": 12345678901234567890123"))
        #expect(shell.output.contains("\"n\": 1.50"))
    }

    @Test func aTextIsTheMessageAlone() async {
        let shell = EventShell()
        #expect(await shell.run("event new mns-topic-stream --set .='it is ${here}'") == .success)
        #expect(shell.output == "it is ${here}")
        let person = EventShell(capabilities: SinkCapabilities(isTerminal: true))
        #expect(await person.run("event new mns-topic-stream --set .='a'") == .success)
        #expect(person.output == "a\n")
    }

    @Test(arguments: [
        ("event show oos", "did you mean oss?"),
        ("event show cdn", "one of cdn-log-file-created, cdn-objects-refreshed"),
        ("event show cdn_events", "one of cdn-"), ("event show zzzzzz", "next: event list"),
        ("event show", "the kind of event is missing"), ("event show oss --set .a=1", "event show changes nothing"),
        ("event list --batch 2", "event list changes nothing"), ("event new oss --batch 2", "one at a time"),
        ("event new oss --set a=1", "'a=1' is not PATH=VALUE"),
        (
            "event new oss --set .events[0].eventName.x=1",
            "nothing can be set below .events[0].eventName: it is a string, not an object"
        ),
        ("event new mns-topic-stream --set .a=1", "nothing can be set below .: it is a string"),
        ("event new oss --set .a=.b", "a value cannot begin with . unless it is quoted"),
        ("invoke hello --event-template oos", "did you mean oss?"),
        ("invoke hello --set .a=1", "--set changes a template, and there is none"),
        ("invoke hello --event-template timer {\"k\": 1}", "the event is given twice"),
        ("invoke hello --event-template timer --set .payload.x=1", "nothing can be set below .payload"),
    ])
    func mistakesAreNamed(_ line: String, _ words: String) async {
        let shell = EventShell()
        #expect(await shell.run(line) == .usage)
        #expect(shell.errors.contains(words))
        #expect(shell.output.isEmpty)
        #expect(shell.sent.isEmpty)
    }

    @Test func aMistakeIsPlacedAtTheChange() async {
        let shell = EventShell()
        #expect(await shell.run("event new timer --set .payload.x=1 --set .triggerName=t") == .usage)
        #expect(shell.errors.contains("-c:1:23: error: nothing can be set below .payload"))
    }

    @Test func checkFindsAnUnknownKind() {
        #expect(EventShell().findings("event show oos").count == 1)
        #expect(EventShell().findings("event new oss --set .a=${b:-1}").isEmpty)
    }

    @Test func invokeSendsCompactJSON() async throws {
        let shell = EventShell()
        let line = "invoke hello --event-template timer --set .triggerName=nightly --region cn-beijing"
        #expect(await shell.run(line) == .success)
        #expect(
            shell.sent.map { String(decoding: $0, as: UTF8.self) } == [
                #"{"triggerTime":"2024-05-01T08:00:00Z","triggerName":"nightly","payload":""}"#
            ])
    }

    @Test func invokeUsesTheRegionOfTheCall() async throws {
        let shell = EventShell()
        #expect(await shell.run("invoke hello --event-template oss --region cn-beijing") == .success)
        let event = try JSONReader.read(try #require(shell.sent.first))
        #expect(event["events"]?[0]?["region"] == "cn-beijing")
    }

    @Test func invokeSendsARowAsCBOR() async throws {
        let shell = EventShell()
        #expect(await shell.run("invoke hello --event-template tablestore --set .Records=[{\"n\": 1}]") == .success)
        #expect(
            shell.sent == [
                Array([0xA2, 0x67] + "Version".utf8 + [0x67] + "Sync-v1".utf8 + [0x67])
                    + Array("Records".utf8) + [0x81, 0xA1, 0x61, 0x6E, 0x01]
            ])
    }
}

/// A shell whose network answers everything and whose moment never changes.
private struct EventShell {
    private let session: Session
    private let console: Console
    private let outputSink = BufferSink()
    private let errorSink = BufferSink()
    private let transport = EventTransport()
    private let catalog = Catalog(Catalog.standardCommands)

    init(capabilities: SinkCapabilities = .pipe) {
        let transport = transport
        let world = World(
            environment: [
                "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAITestKey", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "FakeSecretOfTests",
                "FCSH_ENDPOINT": "http://127.0.0.1:9", "FCSH_REGION": "cn-shanghai",
            ],
            directory: "/project", files: MemoryFiles([:]), now: { Samples.moment.date }, nonce: { "seed" },
            makeTransport: { () throws(Failure) in transport })
        console = Console(
            output: outputSink, outputCapabilities: capabilities, error: errorSink, errorCapabilities: .pipe,
            masker: Masker())
        session = Session(world: world, masker: console.masker)
    }

    var output: String { outputSink.text }
    var errors: String { errorSink.text }
    /// The events that were sent.
    var sent: [[UInt8]] { transport.events }

    func sample(_ kind: EventKind) throws -> SampleEvent {
        try SampleEvent(kind, filler: EventFiller(moment: Samples.moment, region: "cn-shanghai", seed: "seed"))
    }

    func findings(_ text: String) -> [Diagnostic] {
        resolve(text).findings.flatMap(\.diagnostics)
    }

    func run(_ text: String) async -> Shell.ExitStatus {
        let resolution = resolve(text)
        console.show(resolution.findings)
        if resolution.hasErrors { return .usage }
        let surroundings = Interpreter.Surroundings(
            session: session, console: console, catalog: catalog, person: nil, standardInput: .holdsScript)
        var interpreter = Interpreter(
            surroundings: surroundings, scope: Scope(environment: session.world.environment))
        let ending = await interpreter.run(resolution.script)
        return interpreter.status(of: ending)
    }

    private func resolve(_ text: String) -> Resolver.Resolution {
        var resolver = Resolver(catalog: catalog, world: session.world, isInteractive: false, variables: [])
        return resolver.resolve(Parser.parse(SourceText(name: "-c", text)), path: nil)
    }
}

/// Answers every invocation with nothing and keeps its event.
private final class EventTransport: Transport {
    private let kept = Mutex<[[UInt8]]>([])

    var events: [[UInt8]] { kept.withLock { $0 } }

    func send(_ request: HTTPRequest, deadline: ContinuousClock.Instant?) async throws(TransportError) -> HTTPResponse {
        if case .bytes(let bytes) = request.body { kept.withLock { $0.append(bytes) } }
        return HTTPResponse(status: 200, headers: HTTPHeaders(), body: ResponseBody([]))
    }

    func shutdown() async {}
}
