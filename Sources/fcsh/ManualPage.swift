import Shell

/// The manual page in roff, made from the declarations of the commands.
struct ManualPage {
    let catalog: Catalog

    /// The page.
    var text: String {
        var page = """
            .TH FCSH 1 "" "fcsh \(Version.current)" "User Commands"
            .SH NAME
            fcsh \\- a shell for calling functions on Alibaba Cloud Function Compute
            .SH SYNOPSIS
            .B fcsh
            [option...] [run FILE... [-- ARG...] | FILE [ARG...] | \\-c STATEMENTS [ARG...] | COMMAND ... | RESOURCE COMMAND ...]
            .SH OPTIONS
            Valid before and after the command.

            """
        page += options(ProcessFlags.declarations)
        page += ".SH WAYS IN\n"
        for spec in ProgramWords.all { page += section(spec) }
        page += ".SH COMMANDS\n"
        for command in catalog.commands { page += section(command.spec) }
        page += """
            .SH EXIT STATUS
            0 all well; 1 the function failed; 2 the text is wrong; 3 identity; 4 an expectation was false; 5 the platform
            refused; 6 no answer; 7 a system command failed; 70 a fault of fcsh; 124 limit of a run; 130 interrupted; 141
            broken pipe; 143 terminated.
            .SH FILES
            .TP
            .I $XDG_CONFIG_HOME/fcsh/rc.fcsh
            statements the prompt begins with
            .TP
            .I $XDG_STATE_HOME/fcsh/history.jsonl
            what was typed
            .TP
            .I ~/.s/access.yaml, ~/.aliyun/config.json, s.yaml
            read, never written

            """
        return page
    }

    private func section(_ spec: CommandSpec) -> String {
        var text =
            ".SS \(escaped(spec.usage))\n\(escaped(spec.summary.prefix(1).uppercased() + spec.summary.dropFirst())).\n"
        if !spec.discussion.isEmpty { text += ".PP\n\(escaped(spec.discussion))\n" }
        for operand in spec.operands { text += ".TP\n.I \(escaped(operand.name))\n\(escaped(operand.summary))\n" }
        return text + options(spec.options)
    }

    private func options(_ options: [OptionDeclaration]) -> String {
        options.map { ".TP\n.B \(escaped(HelpText.spelling(of: $0)))\n\(escaped($0.summary))\n" }.joined()
    }

    /// Text that roff prints as it is, in ASCII alone: backslashes, dashes, other characters by number, and lines that begin like a request.
    private func escaped(_ text: String) -> String {
        var plain = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": plain += "\\e"
            case "-": plain += "\\-"
            case _ where scalar.isASCII: plain.unicodeScalars.append(scalar)
            default: plain += "\\[u\(String(scalar.value, radix: 16, uppercase: true).leftPadded(to: 4))]"
            }
        }
        return plain.split(separator: "\n", omittingEmptySubsequences: true).map { line in
            line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : String(line)
        }.joined(separator: "\n")
    }
}

extension String {
    /// Digits with zeros in front.
    fileprivate func leftPadded(to length: Int) -> String {
        String(repeating: "0", count: max(0, length - count)) + self
    }
}
