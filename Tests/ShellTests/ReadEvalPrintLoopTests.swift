import FCCore
import FoundationEssentials
import Synchronization
import TestSupport
import Testing

@testable import Shell

/// The loop over lines that were typed beforehand.
@Suite("Read, evaluate, print")
struct ReadEvalPrintLoopTests {
    /// Gives out lines and notes the prompts.
    private final class TypedLines: LineSource {
        private let rest: Mutex<[LineEditorResult]>
        private let seen = Mutex<[(prompt: String, initial: String?)]>([])

        init(_ lines: [LineEditorResult]) { rest = Mutex(lines) }

        var prompts: [(prompt: String, initial: String?)] { seen.withLock { $0 } }

        func nextLine(prompt: StyledText, initial: String?) async -> LineEditorResult {
            seen.withLock { $0.append((prompt.plain, initial)) }
            return rest.withLock { $0.isEmpty ? .endOfInput : $0.removeFirst() }
        }
    }

    private struct Run {
        var status: Shell.ExitStatus
        var output: String
        var errors: String
        var prompts: [(prompt: String, initial: String?)]
        var history: [HistoryEntry]
    }

    private func run(_ lines: [LineEditorResult], startup: String? = nil) async -> Run {
        let files = MemoryFiles(startup.map { ["/c/rc.fcsh": $0] } ?? [:])
        let world = World(
            environment: ["HOME": "/home/me"], directory: "/p", files: files,
            now: { Date(timeIntervalSince1970: 1_700_000_000) }, nonce: { "nonce" },
            makeTransport: { () throws(Failure) in throw Failure(.noAnswer, "no network in tests") })
        let (output, errors) = (BufferSink(), BufferSink())
        let console = Console(
            output: output, outputCapabilities: .pipe, error: errors, errorCapabilities: .pipe, masker: Masker())
        let history = HistoryStore(file: nil)
        let surroundings = Interpreter.Surroundings(
            session: Session(world: world, masker: console.masker), console: console,
            catalog: Catalog(Catalog.standardCommands), person: nil, standardInput: .holdsPrompt, history: history)
        let source = TypedLines(lines)
        var loop = ReadEvalPrintLoop(
            interpreter: Interpreter(surroundings: surroundings, scope: Scope(environment: world.environment)),
            interrupts: Interrupts { _ in }, lines: source, files: ShellFiles(startup: "/c/rc.fcsh"), terminal: -1)
        let status = await loop.run()
        return Run(
            status: status, output: output.text, errors: errors.text, prompts: source.prompts,
            history: history.entries().map(\.entry))
    }

    private func run(_ lines: String..., startup: String? = nil) async -> Run {
        await run(lines.map { .line($0) }, startup: startup)
    }

    @Test("Ctrl-D ends with 0, exit with its number, exit alone with 0 even after failures")
    func endings() async {
        #expect(await run("nonsense").status == .success)
        #expect(await run("exit 3", "print no").status == Shell.ExitStatus(3))
        let plain = await run("expect .a == 1", "exit", "print no")
        #expect(plain.status == .success)
        #expect(plain.output.isEmpty)
    }

    @Test("Variables and settings stay from line to line, and failures stop nothing")
    func goesOn() async {
        let run = await run("let x = 5", "use hello:prod", "expect .a == 1", "print \"x is ${x}\"")
        #expect(run.output == "x is 5\n")
        #expect(
            run.prompts.map(\.prompt) == [
                "fcsh> ", "fcsh> ", "hello:prod> ", "hello:prod [failed]> ", "hello:prod> ",
            ])
    }

    @Test("A line with an error is shown with its place and nothing of it runs")
    func errors() async {
        let run = await run("print a; infoke {}; print ${nothing}", "print b")
        #expect(run.output == "b\n")
        #expect(run.errors.contains("<prompt>:1:10: error: there is no command 'infoke'"))
        #expect(run.errors.contains("did you mean invoke?"))
        #expect(run.errors.contains("'nothing' is not set"))
    }

    @Test("!! and its kin put the line on the prompt")
    func references() async {
        let run = await run("print 1", "print 2", "!!", "!-2", "!99")
        #expect(run.output == "1\n2\n")
        #expect(run.prompts.map(\.initial) == [nil, nil, nil, "print 2", "print 1", nil])
        #expect(run.errors.contains("there is no history entry !99"))
        #expect(run.history.map(\.text) == ["print 1", "print 2"])
    }

    @Test("history shows, erases and exports; erasing is not kept itself")
    func historyCommand() async {
        let run = await run(
            "print one", "print two", "nonsense", "history two", "history --failed", "history delete 1 9-12",
            "history delete", "history delete x", "history delete 5-2", "history delete --matching nothing",
            "history 'delete'", "history export")
        #expect(run.output.contains("2\t2023-11-14T22:13:20Z\tok\tprint two\n"))
        #expect(run.output.contains("3\t2023-11-14T22:13:20Z\tfailed\tnonsense\n"))
        #expect(run.errors.contains("erased 1 entry"))
        #expect(run.errors.contains("history delete needs to know what"))
        #expect(run.errors.contains("'x' is neither the number of an entry nor a range"))
        #expect(run.errors.contains("'5-2' is neither"))
        #expect(run.errors.contains("no entry of the history is meant"))
        #expect(run.errors.contains("history export needs one file"))
        #expect(
            run.history.map(\.text) == ["print two", "nonsense", "history two", "history --failed", "history export"])
    }

    @Test("Ctrl-C drops the line and the mark of the last failure")
    func interrupted() async {
        let run = await run([.line("nonsense"), .interrupted])
        #expect(run.prompts.map(\.prompt) == ["fcsh> ", "fcsh [failed]> ", "fcsh> "])
        #expect(run.status == .success)
    }

    @Test("History has what was entered, with time, folder, target and outcome")
    func history() async throws {
        let run = await run("use hello", " print hidden", "secret x = abc", "   ", "infoke", "invoke {")
        #expect(run.history.map(\.text) == ["use hello", "infoke", "invoke {"])
        let last = try #require(run.history.last)
        #expect(last.time == "2023-11-14T22:13:20Z")
        #expect(last.directory == "/p")
        #expect(last.target.function == "hello")
        #expect(run.history.map(\.outcome) == ["ok", "failed", "failed"])
    }

    @Test("A call that could not be sent is named by its outcome")
    func unsent() async {
        let run = await run("set region cn-hangzhou", "use hello", "invoke {}")
        #expect(run.prompts.last?.prompt == "cn-hangzhou/hello [not-sent]> ")
        #expect(run.history.last?.outcome == "not-sent")
    }

    @Test("The start-up script runs first; its errors are shown and its exit is obeyed")
    func startup() async {
        let good = await run("print ${name}", startup: "let name = World\nuse hello\n")
        #expect(good.output == "World\n")
        #expect(good.prompts.first?.prompt == "hello> ")
        #expect(good.history.map(\.text) == ["print ${name}"])
        let bad = await run("print on", startup: "print one\nnonsense\n")
        #expect(bad.output == "on\n")
        #expect(bad.errors.contains("/c/rc.fcsh:2:1: error: there is no command 'nonsense'"))
        let failing = await run("print on", startup: "expect .a == 1\nprint never\n")
        #expect(failing.output == "on\n")
        #expect(await run("print on", startup: "exit 4\n").status == Shell.ExitStatus(4))
    }
}
