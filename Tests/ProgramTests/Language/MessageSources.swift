import FCCore
import FoundationEssentials

/// The literals of the program's sources that are sentences for people.
enum MessageSources {
    /// Folders and files whose texts are for machines, or are the English of a file format or protocol.
    private static let machineTexts = [
        "Shell/Reports/HTML", "Shell/Reports/LatencyPlot", "Shell/Reports/JUnit", "Shell/Reports/TAP",
        "Shell/Reports/JSONReport", "Shell/Reports/StepText",
        "Shell/Replay/FailureSpelling",
        "Shell/Language/", "fcsh/CompletionScript", "fcsh/ManualPage", "fcsh/CommandReference", "FCCore/Signing",
        "FCLocal/Front", "FCLocal/Page", "FCLocal/RuntimeAPI", "FCLocal/Runtimes", "FCLocal/Scheduling",
        "FCLocal/Tasks", "FCLocal/Tokens", "FCLocal/Versions",
    ]

    /// Every literal that reads like a sentence, from the sources as they are now.
    static func sentences() throws -> [SourceLiteral] {
        try literals().filter { isSentence($0.template) && !isEventBody($0) }
    }

    /// Every literal of the sources that may be for people.
    static func literals() throws -> [SourceLiteral] {
        let sources = FilePaths.resolve("../../../Sources", from: FilePaths.directory(of: #filePath))
        var found: [SourceLiteral] = []
        for module in ["ShellSyntax", "FCCore", "Shell", "FCLocal", "fcsh"] {
            let paths = try FileManager.default.subpathsOfDirectory(atPath: "\(sources)/\(module)")
            for path in paths.sorted() where path.hasSuffix(".swift") {
                let file = "\(module)/\(path)"
                guard !machineTexts.contains(where: { file.hasPrefix($0) }) else { continue }
                let bytes = FileManager.default.contents(atPath: "\(sources)/\(file)") ?? Data()
                let scanner = LiteralScanner(String(decoding: bytes, as: UTF8.self), file: file)
                found += scanner.literals
            }
        }
        return found
    }

    /// Whether it is what a trigger sends, and no word about it.
    private static func isEventBody(_ literal: SourceLiteral) -> Bool {
        let begins = ["{", "\"", ","].contains { literal.template.hasPrefix($0) }
        return begins && literal.file.hasPrefix("Shell/Events/EventTemplate")
    }

    /// Whether a text has two words in a row, or a word beside a hole: `no region is set`, `'‹1›' exists`.
    static func isSentence(_ template: String) -> Bool {
        template.contains(#/[a-z]{2}[,;:]? +[A-Za-z‹$`'(]|[›)'`},;:] +[a-z]{2}/#)
    }
}
