import FCCore
import Shell
import ShellSyntax

/// Finds every fault of scripts without running a statement or touching the network.
struct CheckRun {
    let program: Program

    /// Checks the files.
    /// - Returns: status 2 when any has an error.
    func run(_ files: [String]) -> ExitStatus {
        guard !files.isEmpty else {
            program.console.error("no script is named; fcsh check FILE…, or - for standard input")
            return .usage
        }
        var status = ExitStatus.success
        var lines = 0
        for file in files {
            guard let source = read(file) else {
                status = .usage
                continue
            }
            lines += source.lineCount
            var resolver = Resolver(
                catalog: program.catalog, world: program.world, isInteractive: program.hasTerminal, variables: [])
            let path = file == "-" ? nil : program.world.path(file)
            let resolution = resolver.resolve(Parser.parse(source), path: path)
            program.console.show(resolution.findings)
            if resolution.hasErrors { status = .usage }
        }
        if status == .success {
            let count = files.count == 1 ? "1 script" : "\(files.count) scripts"
            program.console.notice(StyledText("\(count), \(lines) lines, nothing wrong"))
        }
        return status
    }

    private func read(_ file: String) -> SourceText? {
        do throws(Failure) {
            if file == "-" { return SourceText(name: "<standard input>", bytes: try StandardInputReader.read()) }
        } catch {
            program.console.error(StyledText(error.message))
            return nil
        }
        do {
            if let bytes = try program.world.files.contents(of: program.world.path(file)) {
                return SourceText(name: file, bytes: bytes)
            }
            program.console.error(StyledText("there is no file \(file)"))
        } catch {
            program.console.error(StyledText("\(file) cannot be read: \(error.reason)"))
        }
        return nil
    }
}
