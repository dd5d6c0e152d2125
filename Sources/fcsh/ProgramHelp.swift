import Shell
import ShellSyntax

/// Help of the program: its ways in, then the shell's own help.
struct ProgramHelp {
    let catalog: Catalog

    /// The ways to call the program.
    private static let waysIn: [(String, Message)] = [
        ("fcsh", "the prompt; a script from standard input otherwise"),
        ("fcsh run FILE… [-- ARG…]", "run scripts"),
        ("fcsh FILE [ARG…]", "the same for one file"),
        ("fcsh -c 'STATEMENTS' [ARG…]", "run the text"),
        ("fcsh COMMAND …", "one command, words taken as they are"),
        ("fcsh RESOURCE COMMAND …", "the same for one resource of the s.yaml"),
        ("fcsh check FILE…", "find every fault, run nothing"),
        ("fcsh fmt [--check] FILE…", "write scripts in their canonical form"),
        ("fcsh local [-t FILE]", "run the functions of an s.yaml on this machine"),
        ("fcsh completions SHELL", "completion script for bash, zsh or fish"),
        ("fcsh --version, --help, --man", "what fcsh is; its manual page"),
    ]

    /// `fcsh --help`
    var overview: StyledText {
        var text: StyledText = "fcsh: a shell for calling functions on Alibaba Cloud Function Compute"
        text += "\n\n"
        for (way, meaning) in Self.waysIn { text += HelpText.row(way, meaning, columns: 32) }
        text.appendLine()
        text.appendLine("Options, before or after the command", .bold)
        for option in ProcessFlags.declarations where option.summary != "accepted and ignored" {
            text += HelpText.row(HelpText.spelling(of: option), Message(option.summary), columns: 36)
        }
        text.appendLine()
        return text + HelpText(catalog: catalog).overview
    }

    /// `fcsh COMMAND --help`
    func topic(_ name: String) -> StyledText? {
        if let word = ProgramWords.all.first(where: { $0.name == name }) { return HelpText.text(of: word) }
        return HelpText(catalog: catalog).topic(name)
    }
}
