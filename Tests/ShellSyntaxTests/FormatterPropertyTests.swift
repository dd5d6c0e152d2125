import FoundationEssentials
import ShellSyntax
import Testing

/// Formatting keeps what a text means: random trees, loosely written ones, and the scripts of the repository.
@Suite struct FormatterPropertyTests {
    @Test(arguments: 1...400 as ClosedRange<UInt64>)
    func randomTreesStay(_ seed: UInt64) {
        var generator = TreeGenerator(seed: seed)
        FormattingProperties.check(TreePrinter.text(generator.statements()))
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func looselyWrittenTextStays(_ seed: UInt64) {
        var generator = TreeGenerator(seed: seed)
        var loose = ""
        for (index, statement) in generator.statements().enumerated() {
            let text = TreePrinter.text(statement)
            let isShort = text.utf8.filter { $0 == UInt8(ascii: "\n") }.count == 1
            let choice = (Int(truncatingIfNeeded: seed) + index) % 6
            switch choice {
            case 0: loose += "\n\n \t\n" + text
            case 1: loose += "  # own line \\ \n\t" + text
            case 2 where isShort && !takesRestOfLine(statement): loose += text.dropLast() + "   # behind \n"
            case 3 where isShort && !takesRestOfLine(statement): loose += text.dropLast() + " ;; "
            case 4 where isShort && !takesRestOfLine(statement): loose += text.dropLast() + " \\\n  \\\n\n"
            case 5 where !takesRestOfLine(statement): loose += "test t do " + text + "# last\nend;"
            default: loose += text
            }
        }
        FormattingProperties.check(loose)
    }

    private func takesRestOfLine(_ statement: Statement) -> Bool {
        switch statement.kind {
        case .shell: true
        case .command(let command): command.pipe != nil
        case .repeat(let block): block.body.statements.contains { takesRestOfLine($0) }
        case .retry(let block): block.body.statements.contains { takesRestOfLine($0) }
        default: false
        }
    }

    @Test(arguments: LanguageExampleTests.examples)
    func examplesOfTheLanguageStay(_ title: String, _ text: String) {
        FormattingProperties.check(text)
        FormattingProperties.check(
            text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n"))
    }

    @Test(arguments: try scripts(in: ["examples", "Tests/Golden", "Fuzz/corpus/parser"]))
    func scriptsOfTheRepositoryStay(_ path: String) throws {
        let text = try text(path)
        guard !parse(text).diagnostics.contains(where: { $0.severity == .error }) else { return }
        FormattingProperties.check(text)
    }

    @Test(arguments: try scripts(in: ["examples"]))
    func examplesAreFormatted(_ path: String) throws {
        let text = try text(path)
        #expect(ScriptFormatter.format(parse(text)) == Array(text.utf8))
    }

    @Test func examplesAreFound() throws {
        #expect(try !Self.scripts(in: ["examples"]).isEmpty)
    }

    private static let root = String(#filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 })

    private func text(_ path: String) throws -> String {
        let data = try #require(FileManager.default.contents(atPath: Self.root + "/" + path))
        return String(decoding: data, as: UTF8.self)
    }

    /// The paths of the scripts in folders of the repository.
    private static func scripts(in folders: [String]) throws -> [String] {
        try folders.filter { FileManager.default.fileExists(atPath: root + "/" + $0) }.flatMap { folder in
            try FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder)
                .filter { $0.hasSuffix(".fcsh") }.sorted().map { folder + "/" + $0 }
        }
    }
}
