import Shell

/// Completion scripts for system shells, made from the declarations of the commands.
struct CompletionScript {
    private let specs: [CommandSpec]

    init(catalog: Catalog) {
        let words = ProgramWords.all
        let names = Set(words.map { $0.name })
        // `local` is both a word of the program and a command of the shell; on the command line it is the former.
        specs = words + catalog.commands.map { $0.spec }.filter { !names.contains($0.name) }
    }

    /// The script for bash, zsh or fish.
    func text(for shell: String) -> String {
        switch shell {
        case "zsh": zsh
        case "fish": fish
        default: bash
        }
    }

    private var commonOptions: [OptionDeclaration] { ProcessFlags.declarations }

    private func options(of spec: CommandSpec) -> [OptionDeclaration] {
        let own = Set(spec.options.flatMap(\.names))
        return spec.options + commonOptions.filter { own.isDisjoint(with: $0.names) }
    }

    private var bash: String {
        var cases = ""
        for spec in specs {
            let names = options(of: spec).flatMap(\.names).joined(separator: " ")
            cases += "        \(spec.name)) words='\(names) --help' ;;\n"
        }
        var values = ""
        for option in allOptions {
            guard let action = bashAction(option.completion), option.takesValue else { continue }
            values += "        \(option.names.joined(separator: "|"))) \(action); return ;;\n"
        }
        return """
            # bash completion for fcsh; made by `fcsh completions bash`
            _fcsh() {
                local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command='' words='' i
                COMPREPLY=()
                case $previous in
            \(values)    esac
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case " \(specs.map { $0.name }.joined(separator: " ")) " in
                        *" ${COMP_WORDS[i]} "*) command=${COMP_WORDS[i]}; break ;;
                    esac
                done
                if [[ -z $command && $current != -* ]]; then
                    COMPREPLY=($(compgen -W '\(specs.map { $0.name }.joined(separator: " "))' -- "$current") $(compgen -f -X '!*.fcsh' -- "$current"))
                    return
                fi
                case $command in
            \(cases)        *) words='\(commonOptions.flatMap(\.names).joined(separator: " ")) --help --version -c' ;;
                esac
                if [[ $current == -* ]]; then
                    COMPREPLY=($(compgen -W "$words" -- "$current"))
                else
                    COMPREPLY=($(compgen -f -- "$current"))
                fi
            }
            complete -o filenames -F _fcsh fcsh

            """
    }

    private var allOptions: [OptionDeclaration] {
        var seen: Set<String> = []
        return (specs.flatMap(\.options) + commonOptions).filter { seen.insert($0.key).inserted }
    }

    private func bashAction(_ completion: CompletionSource) -> String? {
        switch completion {
        case .files: "COMPREPLY=($(compgen -f -- \"$current\"))"
        case .choices(let words): "COMPREPLY=($(compgen -W '\(words.joined(separator: " "))' -- \"$current\"))"
        default: "COMPREPLY=()"
        }
    }

    private var zsh: String {
        let commands = specs.map { "        '\($0.name):\(quoted($0.summary))'" }.joined(separator: "\n")
        var cases = ""
        for spec in specs {
            cases += "        \(spec.name)) _arguments -s \\\n"
            for option in options(of: spec) { cases += "            \(zshArgument(option)) \\\n" }
            cases += "            '*:file:_files' ;;\n"
        }
        return """
            #compdef fcsh
            # zsh completion for fcsh; made by `fcsh completions zsh`
            _fcsh() {
                local -a commands
                commands=(
            \(commands)
                )
                if (( CURRENT == 2 )); then
                    _describe command commands
                    _files -g '*.fcsh'
                    return
                fi
                local command=$words[2]
                shift words
                (( CURRENT-- ))
                case $command in
            \(cases)        *) _files ;;
                esac
            }
            _fcsh "$@"

            """
    }

    private func zshArgument(_ option: OptionDeclaration) -> String {
        let names = option.names.count == 1 ? option.names[0] : "{\(option.names.joined(separator: ","))}"
        let summary = "[\(quoted(option.summary).replacing("[", with: "(").replacing("]", with: ")"))]"
        var value = ""
        if option.takesValue {
            switch option.completion {
            case .files: value = ":file:_files"
            case .choices(let words): value = ":value:(\(words.joined(separator: " ")))"
            default: value = ":value:"
            }
        }
        return option.names.count == 1 ? "'\(names)\(summary)\(value)'" : "\(names)'\(summary)\(value)'"
    }

    private var fish: String {
        var lines = ["# fish completion for fcsh; made by `fcsh completions fish`"]
        for spec in specs {
            lines.append("complete -c fcsh -n __fish_use_subcommand -a \(spec.name) -d '\(quoted(spec.summary))'")
        }
        for option in commonOptions { lines.append("complete -c fcsh\(fishOption(option))") }
        let common = Set(commonOptions.map(\.key))
        for spec in specs {
            for option in spec.options where !common.contains(option.key) {
                lines.append("complete -c fcsh -n '__fish_seen_subcommand_from \(spec.name)'\(fishOption(option))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func fishOption(_ option: OptionDeclaration) -> String {
        var text = ""
        for name in option.names {
            text += name.hasPrefix("--") ? " -l \(name.dropFirst(2))" : " -s \(name.dropFirst())"
        }
        if option.takesValue {
            switch option.completion {
            case .files: text += " -r"
            case .choices(let words): text += " -x -a '\(words.joined(separator: " "))'"
            default: text += " -x"
            }
        }
        return text + " -d '\(quoted(option.summary))'"
    }

    /// A text inside single quotes of all three shells.
    private func quoted(_ text: String) -> String {
        text.replacing("'", with: "’")
    }
}
