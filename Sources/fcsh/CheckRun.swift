import Shell
import ShellSyntax

/// Finds every fault of scripts without running a statement or touching the network.
struct CheckRun {
    /// How findings are shown.
    enum Format: String, CaseIterable {
        case text, json
    }

    let program: Program
    var format = Format.text

    /// Checks the files.
    /// - Returns: status 2 when any has an error.
    func run(_ files: [String]) -> ExitStatus {
        guard !files.isEmpty else {
            program.console.show(
                Failure(.usage, "no script is named", next: "fcsh check FILE…, or - for standard input"))
            return .usage
        }
        var status = ExitStatus.success
        var lines = 0
        var warnings = 0
        var report = DiagnosticsReport()
        for file in files {
            let source: SourceText
            do throws(Failure) {
                source = try program.script(file)
            } catch {
                status = .usage
                report.add(error, file: file)
                if format == .text { program.console.error(StyledText(error.message)) }
                continue
            }
            lines += source.lineCount - (source.bytes.last == UInt8(ascii: "\n") || source.bytes.isEmpty ? 1 : 0)
            var resolver = Resolver(
                catalog: program.catalog, world: program.world, isInteractive: program.hasTerminal, variables: [])
            resolver.isThorough = true
            let path = file == "-" ? nil : program.world.path(file)
            let resolution = resolver.resolve(Parser.parse(source), path: path)
            report.add(resolution.findings)
            if format == .text { program.console.show(resolution.findings) }
            if resolution.hasErrors { status = .usage }
            warnings += resolution.findings.reduce(0) { $0 + $1.diagnostics.count - $1.errors.count }
        }
        if format == .json {
            program.console.write(StyledText(report.text))
            return status
        }
        if status == .success {
            let count: Message = files.count == 1 ? "1 script" : "\(files.count) scripts"
            let verdict: Message =
                warnings == 0 ? "nothing wrong" : "\(warnings) warning\(warnings == 1 ? "" : "s")"
            program.console.notice(StyledText("\(count), \(lines) line\(lines == 1 ? "" : "s"), \(verdict)"))
        }
        return status
    }
}
