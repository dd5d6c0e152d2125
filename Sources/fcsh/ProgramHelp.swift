import Shell

/// Help of the program: its ways in, then the shell's own help.
struct ProgramHelp {
    let catalog: Catalog

    /// `fcsh --help`
    var overview: StyledText {
        var text: StyledText = """
            fcsh: a shell for calling functions on Alibaba Cloud Function Compute

              fcsh                          the prompt; a script from standard input otherwise
              fcsh run FILE… [-- ARG…]      run scripts
              fcsh FILE [ARG…]              the same for one file
              fcsh -c 'STATEMENTS' [ARG…]   run the text
              fcsh COMMAND …                one command, words taken as they are
              fcsh RESOURCE COMMAND …       the same for one resource of the s.yaml
              fcsh check FILE…              find every fault, run nothing
              fcsh fmt [--check] FILE…      write scripts in their canonical form
              fcsh local [-t FILE]          run the functions of an s.yaml on this machine
              fcsh completions SHELL        completion script for bash, zsh or fish
              fcsh --version, --help, --man


            """
        text += "Options, before or after the command\n"
        for option in ProcessFlags.declarations where option.summary != "accepted and ignored" {
            let name = HelpText.spelling(of: option)
            let gap =
                name.count < 34
                ? String(repeating: " ", count: 34 - name.count) : "\n" + String(repeating: " ", count: 36)
            text += StyledText("  \(name)\(gap)\(option.summary)\n")
        }
        text += "\n"
        return text + HelpText(catalog: catalog).overview
    }

    /// `fcsh COMMAND --help`
    func topic(_ name: String) -> StyledText? {
        if let word = ProgramWords.all.first(where: { $0.name == name }) { return HelpText.text(of: word) }
        return HelpText(catalog: catalog).topic(name)
    }
}
