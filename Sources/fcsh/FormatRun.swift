import FCCore
import Shell
import ShellSyntax

/// Writes scripts in their canonical form. Only the text is looked at: no name is resolved, nothing runs.
struct FormatRun {
    let program: Program
    /// Whether to say what differs instead of changing it.
    var checksOnly = false

    /// Formats the files; standard input goes to standard output. A text with an error stays as it is.
    /// - Returns: status 2 when any has an error, else 4 when files were only checked and any differs.
    func run(_ files: [String]) -> ExitStatus {
        guard !files.isEmpty else {
            program.console.error("no script is named; fcsh fmt FILE…, or - for standard input")
            return .usage
        }
        var status = ExitStatus.success
        var changed = 0
        for file in files {
            do throws(Failure) {
                guard let isChanged = try format(file) else {
                    status = .usage
                    continue
                }
                if isChanged { changed += 1 }
            } catch {
                program.console.show(error)
                status = .usage
            }
        }
        if files != ["-"] { sum(changed, of: files.count) }
        return status == .success && checksOnly && changed > 0 ? .expectation : status
    }

    /// Formats one script.
    /// - Returns: whether it differs from its canonical form; nil when it has an error, which has been shown.
    private func format(_ file: String) throws(Failure) -> Bool? {
        let source = try program.script(file)
        let script = Parser.parse(source)
        guard let formatted = ScriptFormatter.format(script) else {
            let renderer = DiagnosticRenderer(for: program.console.errorCapabilities)
            program.console.notice(renderer.render(script.diagnostics, in: source))
            return nil
        }
        let isChanged = formatted != source.bytes
        if checksOnly {
            if isChanged { program.console.writeLine(StyledText(VisibleText.of(source.name))) }
        } else if file == "-" {
            program.console.writeAnswer(formatted)
        } else if isChanged {
            try FileReplacement.write(formatted, to: program.world.path(file))
        }
        return isChanged
    }

    private func sum(_ changed: Int, of count: Int) {
        let scripts: Message = count == 1 ? "1 script" : "\(count) scripts"
        let rest: Message = checksOnly ? "\(changed) to be formatted" : "\(changed) formatted"
        program.console.notice(StyledText("\(scripts), \(rest)", .faint))
    }
}
