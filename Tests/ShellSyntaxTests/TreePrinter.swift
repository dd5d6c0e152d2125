import ShellSyntax

/// Writes a tree as text, one statement a line. It knows nothing of the parser and little of style.
enum TreePrinter {
    static func text(_ statements: [Statement]) -> String {
        statements.map { text($0) }.joined()
    }

    /// A statement with its line end and the heredocs behind it.
    static func text(_ statement: Statement) -> String {
        var heredocs = ""
        let line = (statement.isTried ? "try " : "") + text(statement.kind, &heredocs)
        return line + "\n" + heredocs
    }

    private static func text(_ kind: Statement.Kind, _ heredocs: inout String) -> String {
        switch kind {
        case .command(let command): return text(command, &heredocs)
        case .wait(let wait):
            let target: String =
                switch wait.target {
                case .last: ""
                case .all: " all"
                case .result(let number): " %\(number)"
                }
            return "wait" + target + (wait.limit.map { " for \(text($0))" } ?? "")
        case .selector(let selector): return text(selector)
        case .shell(let line): return "! \(line.text)"
        case .let(let statement): return "let \(statement.name.text) = \(text(statement.value))"
        case .secret(let statement):
            return "secret \(statement.name.text)" + (statement.value.map { "=\(text($0))" } ?? "")
        case .capture(let statement):
            return "capture \(statement.isSecret ? "--secret " : "")\(statement.name.text) \(text(statement.selector))"
        case .expect(let statement): return "expect \(text(statement.assertion))"
        case .onError(let policy): return "on error \(policy.rawValue)"
        case .source(let statement):
            return (["source", text(statement.path)] + statement.arguments.map { text($0) }).joined(separator: " ")
        case .repeat(let statement):
            let parallel = statement.parallel.map { " parallel \(text($0))" } ?? ""
            return "repeat \(text(statement.count))\(parallel)" + clauses(statement.interval, statement.limit)
                + text(statement.body, &heredocs)
        case .retry(let statement):
            return "retry \(text(statement.count))" + clauses(statement.interval, statement.limit)
                + text(statement.body, &heredocs)
        case .test(let statement): return "test \(text(statement.name))\(text(statement.body, &heredocs))"
        }
    }

    private static func clauses(_ interval: DurationLiteral?, _ limit: DurationLiteral?) -> String {
        (interval.map { " every \(text($0))" } ?? "") + (limit.map { " for \(text($0))" } ?? "")
    }

    private static func text(_ duration: DurationLiteral) -> String {
        let (seconds, attoseconds) = duration.duration.components
        return "\(seconds * 1000 + attoseconds / 1_000_000_000_000_000)ms"
    }

    private static func text(_ count: CountExpression) -> String {
        switch count {
        case .literal(let number, _): "\(number)"
        case .expansion(let expansion): text(expansion)
        }
    }

    private static func text(_ block: Block, _ heredocs: inout String) -> String {
        if block.isDelimited { return " do\n\(text(block.statements))end" }
        return " " + block.statements.map { text($0.kind, &heredocs) }.joined()
    }

    private static func text(_ command: CommandStatement, _ heredocs: inout String) -> String {
        var line = ([command.name.text] + command.arguments.map { text($0) }).joined(separator: " ")
        for redirection in command.redirections {
            switch redirection.kind {
            case .input(let word): line += " < \(text(word))"
            case .output(let word): line += " > \(text(word))"
            case .append(let word): line += " >> \(text(word))"
            case .heredoc(let heredoc):
                let name = heredoc.delimiter.text
                line += " <<" + (heredoc.isQuoted ? "'\(name)'" : name)
                let body = heredoc.isQuoted ? plain(heredoc.pieces) : template(heredoc.pieces)
                heredocs += body + "\n  \(name)\n"
            }
        }
        return line + (command.pipe.map { " | \($0.text)" } ?? "")
    }

    private static func plain(_ pieces: [TemplatePiece]) -> String {
        pieces.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    }

    private static func template(_ pieces: [TemplatePiece]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): escapingExpansions(text)
            case .expansion(let expansion, _): Self.text(expansion)
            }
        }.joined()
    }

    private static func escapingExpansions(_ text: String) -> String {
        var result = ""
        var previous: Character?
        for character in text {
            if character == "{", previous == "$" {
                result.removeLast()
                result += "\\$"
            }
            result.append(character)
            previous = character
        }
        return result
    }

    private static func text(_ word: Word) -> String {
        word.pieces.map { piece in
            switch piece {
            case .plain(let text, _): text
            case .escaped(let text, _): "\\\(text)"
            case .single(let text, _): "'\(text)'"
            case .double(let text, _): quoted(text)
            case .expansion(let expansion, _): Self.text(expansion)
            case .json(let template): Self.template(template.pieces)
            }
        }.joined()
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for character in text {
            switch character {
            case "\\", "\"", "$": result += "\\\(character)"
            case "\t": result += "\\t"
            default: result.append(character)
            }
        }
        return result + "\""
    }

    private static func text(_ expansion: Expansion) -> String {
        let reference =
            switch expansion.reference {
            case .variable(let name): name
            case .environment(let name): "env.\(name)"
            case .argument(let number): "\(number)"
            case .argumentCount: "#"
            case .selector(let selector): text(selector)
            }
        let rendering = expansion.rendering == .natural ? "" : ":\(expansion.rendering)"
        return "${\(reference)\(rendering)" + (expansion.defaultText.map { ":-\($0)" } ?? "") + "}"
    }

    private static func text(_ selector: Selector) -> String {
        let result = selector.result.map { "%\($0)" } ?? ""
        switch selector.target {
        case .result: return result
        case .fact(let names): return result + "@" + names.joined(separator: ".")
        case .path(let steps): return result + path(steps)
        }
    }

    private static func path(_ steps: [PathStep]) -> String {
        var text = "."
        for (index, step) in steps.enumerated() {
            switch step {
            case .index(let number): text += "[\(number)]"
            case .all: text += "[*]"
            case .key(let key):
                let isPlain =
                    !key.isEmpty && !key.hasPrefix("-")
                    && key.allSatisfy { $0.isLetter || $0.isASCII && $0.isNumber || "_$-".contains($0) }
                text += isPlain ? (index > 0 ? "." : "") + key : "[\(escapedKey(key))]"
            }
        }
        return text
    }

    private static func escapedKey(_ key: String) -> String {
        quoted(key).split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
    }

    private static func text(_ assertion: ExpectStatement.Assertion) -> String {
        switch assertion {
        case .ok: "ok"
        case .error: "error"
        case .predicate(let selector, let isNegated, let predicate):
            text(selector) + (isNegated ? " not " : " ") + text(predicate)
        }
    }

    private static func text(_ predicate: Predicate) -> String {
        switch predicate.test {
        case .exists: "exists"
        case .isType(let type): "is \(type.rawValue)"
        case .compare(let comparison, let word): "\(comparison.rawValue) \(text(word))"
        case .contains(let word): "contains \(text(word))"
        case .startsWith(let word): "startsWith \(text(word))"
        case .endsWith(let word): "endsWith \(text(word))"
        case .matches(let word): "matches \(text(word))"
        }
    }
}
