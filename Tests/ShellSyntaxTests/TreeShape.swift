import ShellSyntax

/// A tree as one line without places, to compare trees and to read them in tables.
enum TreeShape {
    static func of(_ text: String) -> String { of(parse(text).statements) }

    static func of(_ statements: [Statement]) -> String {
        statements.map { of($0) }.joined(separator: " ; ")
    }

    static func of(_ statement: Statement) -> String {
        (statement.isTried ? "try " : "") + of(statement.kind)
    }

    private static func of(_ kind: Statement.Kind) -> String {
        switch kind {
        case .command(let command): return of(command)
        case .wait(let wait):
            let limit = wait.limit.map { " for \($0.duration)" } ?? ""
            switch wait.target {
            case .last: return "wait" + limit
            case .result(let number): return "wait %\(number)" + limit
            case .all: return "wait all" + limit
            }
        case .selector(let selector): return "select \(of(selector))"
        case .shell(let line): return "shell<\(line.text)>"
        case .let(let statement): return "let \(statement.name.text) = \(of(statement.value))"
        case .secret(let statement):
            return "secret \(statement.name.text)" + (statement.value.map { " = \(of($0))" } ?? "")
        case .capture(let statement):
            return "capture\(statement.isSecret ? " secret" : "") \(statement.name.text) \(of(statement.selector))"
        case .expect(let statement): return "expect \(of(statement.assertion))"
        case .onError(let policy): return "on error \(policy.rawValue)"
        case .source(let statement):
            return (["source", of(statement.path)] + statement.arguments.map { of($0) }).joined(separator: " ")
        case .repeat(let statement):
            let parallel = statement.parallel.map { " parallel \(of($0))" } ?? ""
            return "repeat \(of(statement.count))\(parallel)" + clauses(statement.interval, statement.limit)
                + of(statement.body)
        case .retry(let statement):
            return "retry \(of(statement.count))" + clauses(statement.interval, statement.limit) + of(statement.body)
        case .test(let statement): return "test \(of(statement.name))\(of(statement.body))"
        }
    }

    private static func clauses(_ interval: DurationLiteral?, _ limit: DurationLiteral?) -> String {
        (interval.map { " every \($0.duration)" } ?? "") + (limit.map { " for \($0.duration)" } ?? "")
    }

    private static func of(_ block: Block) -> String {
        block.isDelimited ? " { \(of(block.statements)) }" : " > \(of(block.statements))"
    }

    private static func of(_ count: CountExpression) -> String {
        switch count {
        case .literal(let number, _): "\(number)"
        case .expansion(let expansion): of(expansion)
        }
    }

    private static func of(_ command: CommandStatement) -> String {
        let words = [command.name.text] + command.arguments.map { of($0) } + command.redirections.map { of($0) }
        return words.joined(separator: " ") + (command.pipe.map { " pipe<\($0.text)>" } ?? "")
    }

    private static func of(_ redirection: Redirection) -> String {
        switch redirection.kind {
        case .input(let word): "<\(of(word))"
        case .output(let word): ">\(of(word))"
        case .append(let word): ">>\(of(word))"
        case .heredoc(let heredoc):
            "here(\(heredoc.delimiter.text)\(heredoc.isQuoted ? " quoted" : "")\(heredoc.isJSON ? " json" : "") \(of(heredoc.pieces)))"
        }
    }

    static func of(_ word: Word) -> String {
        word.pieces.map { piece in
            switch piece {
            case .plain(let text, _): text
            case .escaped(let text, _): "\\\(text)"
            case .single(let text, _): "'\(visible(text))'"
            case .double(let text, _): "\"\(visible(text))\""
            case .expansion(let expansion, let isQuoted): (isQuoted ? "q" : "") + of(expansion)
            case .json(let template): "json(\(of(template.pieces)))"
            }
        }.joined(separator: "+")
    }

    private static func of(_ pieces: [TemplatePiece]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): "‹\(visible(text))›"
            case .expansion(let expansion, let isInsideString): (isInsideString ? "s" : "") + of(expansion)
            }
        }.joined()
    }

    private static func visible(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "⏎")
    }

    static func of(_ expansion: Expansion) -> String {
        let reference =
            switch expansion.reference {
            case .variable(let name): name
            case .environment(let name): "env:\(name)"
            case .argument(let number): "arg:\(number)"
            case .argumentCount: "argc"
            case .selector(let selector): of(selector)
            }
        let rendering = expansion.rendering == .natural ? "" : "|\(expansion.rendering)"
        return "${\(reference)\(rendering)" + (expansion.defaultText.map { "|default \($0)" } ?? "") + "}"
    }

    static func of(_ selector: Selector) -> String {
        let result = selector.result.map { "%\($0)" } ?? ""
        switch selector.target {
        case .result: return result
        case .fact(let names): return result + "@" + names.joined(separator: ".")
        case .path(let steps):
            return result + "."
                + steps.map { step in
                    switch step {
                    case .key(let key): "/\(key)"
                    case .index(let index): "[\(index)]"
                    case .all: "[*]"
                    }
                }.joined()
        }
    }

    private static func of(_ assertion: ExpectStatement.Assertion) -> String {
        switch assertion {
        case .ok: "ok"
        case .error: "error"
        case .predicate(let selector, let isNegated, let predicate):
            of(selector) + (isNegated ? " not " : " ") + of(predicate)
        }
    }

    private static func of(_ predicate: Predicate) -> String {
        switch predicate.test {
        case .exists: "exists"
        case .isType(let type): "is \(type.rawValue)"
        case .compare(let comparison, let word): "\(comparison.rawValue) \(of(word))"
        case .contains(let word): "contains \(of(word))"
        case .startsWith(let word): "startsWith \(of(word))"
        case .endsWith(let word): "endsWith \(of(word))"
        case .matches(let word): "matches \(of(word))"
        }
    }
}
