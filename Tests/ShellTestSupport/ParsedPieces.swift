package import ShellSyntax

/// Parts of the language, parsed for a test.
package enum ParsedPieces {
    /// The text has faults, or is another statement than the test needs.
    package struct Unexpected: Error {
        package let text: String
        package let diagnostics: [Diagnostic]

        package init(text: String, diagnostics: [Diagnostic]) {
            self.text = text
            self.diagnostics = diagnostics
        }
    }

    /// The one statement of a text.
    package static func statement(_ text: String) throws -> Statement {
        let script = Parser.parse(SourceText(name: "test", text))
        guard script.diagnostics.isEmpty, script.statements.count == 1 else {
            throw Unexpected(text: text, diagnostics: script.diagnostics)
        }
        return script.statements[0]
    }

    /// The word behind `let x = `.
    package static func word(_ text: String) throws -> Word {
        guard case .let(let statement) = try statement("let x = \(text)").kind else {
            throw Unexpected(text: text, diagnostics: [])
        }
        return statement.value
    }

    /// An `expect` without the word itself.
    package static func expect(_ text: String) throws -> ExpectStatement {
        guard case .expect(let statement) = try statement("expect \(text)").kind else {
            throw Unexpected(text: text, diagnostics: [])
        }
        return statement
    }

    /// A command with its words.
    package static func command(_ text: String) throws -> CommandStatement {
        guard case .command(let statement) = try statement(text).kind else {
            throw Unexpected(text: text, diagnostics: [])
        }
        return statement
    }
}
