import Shell
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads lines with the editor and prints each in quotes: the editor by itself, for tests that drive it.
///
/// Some lines ask for more: `:exit N`; `:edit TEXT` puts the text on the next prompt; `:print TEXT`, `:leave`,
/// `:signal N` and `:trap` print, exit, send themselves a signal and fail while the next line is edited. A line with an open `{` or a `\` at its end is
/// incomplete.
///
/// `append FILE NAME SIZE [COUNT]` does something else: it appends entries of a size to a history and says so after each,
/// without end or so many.
@main
struct LineEditorProbe {
    private static let words = ["invoke", "info", "instances", "测试一", "测试二", "use"]

    static func main() async {
        if CommandLine.arguments.dropFirst().first == "append" {
            return append(Array(CommandLine.arguments.dropFirst(2)))
        }
        let entered = Mutex<[String]>([])
        var configuration = LineEditorConfiguration()
        configuration.programName = "probe"
        configuration.bindingsFile = variable("HOME").map { "\($0)/.editrc" }
        configuration.isDumb = variable("TERM") == "dumb"
        let manner = EditingManner(usesColor: variable("NO_COLOR") == nil, showsHints: variable("HINTS") != nil)
        configuration.manner = { manner }
        configuration.suggestion = { text in
            entered.withLock { lines in lines.last { $0.hasPrefix(text) && $0 != text } }
        }
        let external = ExternalEditor(environment: ["EDITOR": variable("EDITOR") ?? "false", "PATH": "/usr/bin:/bin"])
        configuration.openEditor = { text throws(ExternalEditor.Problem) in try external.edit(text) }
        configuration.completeness = { text in
            let isOpen = text.count { $0 == "{" } > text.count { $0 == "}" }
            return isOpen || text.hasSuffix("\\") ? .incomplete : .complete
        }
        configuration.completions = complete
        configuration.recall = { age in
            entered.withLock { lines in age < lines.count ? lines[lines.count - 1 - age] : nil }
        }
        let editor: LineEditor
        do {
            editor = try LineEditor(configuration: configuration)
        } catch {
            print("error \(error)")
            exit(2)
        }
        let prompt = StyledText("probe", Style(.green, bold: true)) + StyledText("函数", Style(.cyan)) + "> "
        var initial: String?
        while let result = try? await editor.readLine(prompt: prompt, initial: initial) {
            initial = nil
            switch result {
            case .interrupted: say("interrupted")
            case .endOfInput:
                say("end")
                exit(0)
            case .line(let line):
                entered.withLock { $0.append(line) }
                initial = obey(line, editor)
            }
        }
    }

    private static func append(_ words: [String]) {
        let history = HistoryStore(file: words[0])
        let filling = String(repeating: "x", count: Int(words[2]) ?? 0)
        for number in 1...(words.count > 3 ? Int(words[3]) ?? 1 : .max - 1) {
            history.append(HistoryEntry(text: "\(words[1]) \(number) \(filling)", time: "t"))
            say("wrote \(number)")
        }
    }

    private static func obey(_ line: String, _ editor: LineEditor) -> String? {
        let words = line.split(separator: " ", maxSplits: 1).map(String.init)
        switch words.first {
        case ":exit": exit(words.count > 1 ? Int32(words[1]) ?? 0 : 0)
        case ":edit": return words.count > 1 ? words[1] : nil
        case ":trap": later { fatalError("asked to") }
        case ":print":
            let text = words.count > 1 ? words[1] : ""
            later { editor.printAbove(text) }
        case ":leave": later { exit(7) }
        case ":signal":
            let number = words.count > 1 ? Int32(words[1]) ?? 0 : 0
            later { kill(getpid(), number) }
        default:
            // Long lines are told by their length: a screen cannot hold them.
            say(line.utf8.count > 300 ? "long \(line.utf8.count)" : "line \(line.debugDescription)")
        }
        return nil
    }

    /// Does something while the next line is being edited.
    private static func later(_ action: @escaping @Sendable () -> Void) {
        Task.detached {
            try? await Task.sleep(for: .milliseconds(300))
            action()
        }
    }

    private static func complete(_ text: String, _ cursor: Int) -> CompletionAnswer {
        let head = String(decoding: Array(text.utf8.prefix(cursor)), as: UTF8.self)
        let word = head.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        return CompletionAnswer(
            replacement: cursor - word.utf8.count..<cursor,
            candidates: words.filter { $0.hasPrefix(word) }.map { CompletionCandidate($0) })
    }

    private static func say(_ text: String) {
        print(text)
        fflush(nil)
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
