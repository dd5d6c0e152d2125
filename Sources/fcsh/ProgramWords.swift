import Shell

/// The words of the command line that are no commands of the shell, declared the same way.
enum ProgramWords {
    /// The shells there are completions for.
    enum CompletionShell: String, CaseIterable {
        case bash, zsh, fish
    }

    static let files = Operand("FILE", kind: .file, arity: .rest, summary: "the scripts; - is standard input")
    static let keepGoing = Flag(
        "--keep-going", summary: "after a failed test go on with the next one, after a failed file with the next file")
    static let report = Option(
        "--report", kind: .report, summary: "write a report: junit, tap, json or html; - is standard output")
    static let test = Option(
        "--test", kind: .text("PATTERN"), summary: "only tests whose name holds this, or fits it with * and ?")
    static let saveSession = Option("--save-session", kind: .file, summary: "keep every call and its answer")
    static let replay = Option(
        "--replay", kind: .file, summary: "answer calls from a saved session; no network, no credentials")
    static let checkFormat = Option(
        "--format", kind: ArgumentKind<CheckRun.Format>.choice("text|json"),
        summary: "lines for people, or a JSON array for editors")
    static let checksOnly = Flag("--check", summary: "change nothing; list what differs, status 4 if anything does")
    static let runLimit = Option("--max-time", kind: .seconds, summary: "limit of the whole run; status 124 beyond it")
    static let variable = Option("--variable", kind: .text("NAME=VALUE"), summary: "a variable of every script")
    static let variableFile = Option(
        "--variables", kind: .file, summary: "variables: a JSON object, or lines NAME=VALUE")
    static let completionShell = Operand(
        "SHELL", kind: ArgumentKind<CompletionShell>.choice("SHELL"), arity: .required, summary: "bash, zsh or fish")

    /// What options before the first word are bound against.
    static let noWord = CommandSpec("fcsh", group: .shell, summary: "a shell for calling functions", examples: [])
    static let run = CommandSpec(
        "run", group: .scripting, summary: "run scripts",
        discussion: "Words behind -- are the arguments of every script: ${1}, ${2}, …",
        operands: [files.declaration],
        options: [
            keepGoing.declaration, test.declaration, report.declaration, runLimit.declaration, variable.declaration,
            variableFile.declaration, saveSession.declaration, replay.declaration,
        ],
        examples: [
            .init("fcsh run smoke.fcsh -- staging", "run a script with one argument"),
            .init("fcsh run --keep-going --report junit:results.xml *.fcsh", "run a folder, for a build server"),
        ])
    static let check = CommandSpec(
        "check", group: .scripting, summary: "find every fault of scripts without running them",
        operands: [files.declaration], options: [checkFormat.declaration],
        examples: [.init("fcsh check *.fcsh", "check a folder")])
    static let format = CommandSpec(
        "fmt", group: .scripting, summary: "write scripts in their canonical form",
        discussion: """
            One statement per line, two blanks per block, comments kept. Continued lines stay continued; JSON values and
            heredocs stay as they are. Files with errors are not touched. For - the text goes to standard output.
            """,
        operands: [files.declaration], options: [checksOnly.declaration],
        examples: [
            .init("fcsh fmt *.fcsh", "format a folder"),
            .init("fcsh fmt --check *.fcsh", "in a pipeline: status 4 when a file is not formatted"),
        ])
    static let local = CommandSpec(
        "local", group: .state, summary: "run the functions of an s.yaml on this machine until Ctrl-C",
        discussion: "Prints the address and the throw-away key. In a shell or script use `local start`.",
        options: LocalOptions.declarations,
        examples: [
            .init("fcsh local -t s.yaml --port 9000", "serve on port 9000"),
            .init("fcsh local --debug hello --vscode", "let VS Code attach to the function hello"),
            .init("fcsh local --state .queue", "keep asynchronous calls until they are done, also over restarts"),
        ])
    static let completions = CommandSpec(
        "completions", group: .shell, summary: "print the completion script of a system shell",
        operands: [completionShell.declaration],
        examples: [.init("fcsh completions bash > ~/.local/share/bash-completion/completions/fcsh", "for bash")])
    static let docs = CommandSpec(
        "docs", group: .shell, summary: "print the reference of all commands as Markdown", examples: [])

    /// Everything with a word of its own.
    static let all = [run, check, format, local, completions]
    static let names = (all + [docs]).map { $0.name }
}
