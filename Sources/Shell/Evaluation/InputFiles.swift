import FCCore
import ShellSyntax

/// Finds the events' files that are not there, before anything runs. A file that an earlier statement makes is none.
struct InputFiles {
    /// What `>` and `>>` of earlier statements write.
    private var written: Set<String> = []
    /// Whether a command of the system's shell may have made anything.
    private var mayBeMade = false

    /// A command of the system's shell runs here.
    mutating func noteShell() {
        mayBeMade = true
    }

    /// The files a command reads that are missing. What may be made by then, or is tried, is worth a warning only.
    mutating func missing(
        for command: CommandStatement, _ resolution: ResolvedStatement.Resolution, isTried: Bool, _ world: World
    ) -> [Diagnostic] {
        let files = Self.inputs(of: command, resolution)
        let missing = files.filter { file in
            let path = world.path(file.name)
            return !written.contains(path) && world.files.status(of: path) == nil
        }
        let isSure = !mayBeMade && !isTried
        note(command, world)
        return missing.map { file in
            Diagnostic(
                "file-missing", "there is no file \(file.name)", at: file.span, severity: isSure ? .error : .warning,
                notes: [Diagnostic.Note("the path starts from \(world.directory)")])
        }
    }

    private mutating func note(_ command: CommandStatement, _ world: World) {
        if command.pipe != nil { mayBeMade = true }
        for redirection in command.redirections {
            switch redirection.kind {
            case .output(let word), .append(let word):
                if let name = word.literalText { written.insert(world.path(name)) } else { mayBeMade = true }
            case .input, .heredoc: break
            }
        }
    }

    private static func inputs(
        of command: CommandStatement, _ resolution: ResolvedStatement.Resolution
    ) -> [(name: String, span: SourceSpan)] {
        var files: [(name: String, span: SourceSpan)] = []
        for redirection in command.redirections {
            if case .input(let word) = redirection.kind, let name = word.literalText { files.append((name, word.span)) }
        }
        guard case .command(_, let binding) = resolution else { return files }
        for item in binding.items where item.key == EventSource.file.declaration.key {
            if let name = item.word.literalText, name != "-" { files.append((name, item.word.span)) }
        }
        return files
    }
}
