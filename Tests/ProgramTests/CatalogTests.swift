import FCCore
import Shell
import ShellSyntax
import ShellTestSupport
import TestSupport
import Testing

@testable import fcsh

/// No file at all.
struct NoFiles: FileReader {
    func contents(of path: String) throws(FileReadError) -> [UInt8]? { nil }

    func status(of path: String) -> FileStatus? { nil }
}

/// Every command is declared in full: one place feeds binder, help, completion and the pages.
@Suite struct CatalogTests {
    private static let specs = TestProgram.catalog.commands.map { $0.spec }

    private static let page: String = {
        let path = FilePaths.resolve("../../docs/commands.md", from: FilePaths.directory(of: #filePath))
        let bytes = (try? DiskFiles().contents(of: path)) ?? nil
        return String(decoding: bytes ?? [], as: UTF8.self)
    }()

    @Test(arguments: specs.map(\.name))
    func isDeclaredInFull(name: String) throws {
        let spec = try #require(TestProgram.catalog[name]).spec
        #expect(!spec.summary.isEmpty)
        #expect(spec.summary.last != ".")
        #expect(!spec.examples.isEmpty)
        #expect(spec.options.allSatisfy { !$0.summary.isEmpty })
        #expect(spec.operands.allSatisfy { !$0.summary.isEmpty })
        let names = spec.options.flatMap(\.names)
        #expect(Set(names).count == names.count, "a name stands for one option")
        #expect(!Catalog.keywords.contains(name))
        #expect(Self.page.contains("\n### \(name)\n"))
    }

    @Test func namesAreUnique() {
        #expect(Set(Self.specs.map(\.name)).count == Self.specs.count)
    }

    @Test(arguments: specs.flatMap { spec in spec.examples.map { (spec.name, $0.line) } })
    func examplesParseAndBind(name: String, line: String) throws {
        let shell = TestShell(files: NoFiles(), catalog: TestProgram.catalog)
        let resolution = shell.resolve(line)
        #expect(resolution.findings.flatMap(\.diagnostics).map(\.message) == [])
        #expect(
            resolution.script.statements.contains { statement in
                if case .command(let command, _) = statement.resolution { command.spec.name == name } else { false }
            })
    }

    @Test func thePageOfCommandsIsUpToDate() {
        #expect(Self.page == CommandReference(catalog: TestProgram.catalog).text, "make docs writes docs/commands.md")
    }

    @Test(arguments: specs.map(\.name))
    func theManualKnowsIt(name: String) {
        let page = ManualPage(catalog: TestProgram.catalog).text
        #expect(page.contains("\n.SS \(name)"))
    }

    @Test func theManualIsRoff() {
        let lines = ManualPage(catalog: TestProgram.catalog).text.split(separator: "\n")
        let requests: Set = [".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".I"]
        for line in lines where line.hasPrefix(".") || line.hasPrefix("'") {
            #expect(requests.contains(String(line.prefix { $0 != " " })), "\(line)")
        }
        #expect(lines.first?.hasPrefix(".TH FCSH 1") == true)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionKnowsEveryCommandAndOption(shell: String) {
        let script = CompletionScript(catalog: TestProgram.catalog).text(for: shell)
        // `local` is a word of the program on the command line, with options of its own.
        let specs = Self.specs.filter { !ProgramWords.names.contains($0.name) } + ProgramWords.all
        for spec in specs {
            #expect(script.contains(spec.name))
            for name in spec.options.flatMap(\.names) {
                let spelling = shell == "fish" ? String(name.drop { $0 == "-" }) : name
                #expect(script.contains(spelling), "\(spec.name) \(name)")
            }
        }
    }

    @Test func theBashScriptIsOne() async throws {
        let script = CompletionScript(catalog: TestProgram.catalog).text(for: "bash")
        let folder = try TemporaryFolder()
        let path = try folder.write(script, to: "fcsh.bash")
        let check =
            "source \(path); COMP_WORDS=(fcsh inv); COMP_CWORD=1; _fcsh; echo ${COMPREPLY[@]};"
            + " COMP_WORDS=(fcsh invoke --invocation-type a); COMP_CWORD=3; _fcsh; echo ${COMPREPLY[@]};"
            + " COMP_WORDS=(fcsh invoke --event-f); COMP_CWORD=2; _fcsh; echo ${COMPREPLY[@]}"
        let outcome = try await TestSupport.Program.run(
            ["/bin/bash", "-c", check], environment: TestSupport.Program.environment(home: folder.path))
        #expect(outcome.text == "invoke\nasync\n--event-file\n", "\(outcome.errorText)")
    }
}
