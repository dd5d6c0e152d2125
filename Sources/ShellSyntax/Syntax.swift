/// A whole text as a tree. Every node knows its bytes.
package struct Script: Sendable {
    package var source: SourceText
    package var statements: [Statement]
    /// The comments in order, for the formatter and for colouring.
    package var comments: [SourceSpan]
    /// Everything that is wrong with the text, in order of place.
    package var diagnostics: [Diagnostic]

    package init(source: SourceText, statements: [Statement], comments: [SourceSpan], diagnostics: [Diagnostic]) {
        self.source = source
        self.statements = statements
        self.comments = comments
        self.diagnostics = diagnostics
    }
}

/// One statement: what a line holds, or a block with its body.
package struct Statement: Sendable {
    package indirect enum Kind: Sendable {
        /// A command of the catalogue with its words.
        case command(CommandStatement)
        /// `wait [%N|all] [for D]`
        case wait(WaitStatement)
        /// A selector alone: prints what it selects.
        case selector(Selector)
        /// `!command …`: the rest of the line for the system shell.
        case shell(ShellLine)
        case `let`(LetStatement)
        case secret(SecretStatement)
        case capture(CaptureStatement)
        case expect(ExpectStatement)
        /// `on error stop|continue`
        case onError(ErrorPolicy)
        case source(SourceStatement)
        case `repeat`(RepeatStatement)
        case retry(RetryStatement)
        case test(TestStatement)
    }

    package var kind: Kind
    package var span: SourceSpan
    /// Whether `try` stands before it: it never fails, so that the next `expect` can examine it.
    package var isTried: Bool

    package init(_ kind: Kind, span: SourceSpan, isTried: Bool = false) {
        self.kind = kind
        self.span = span
        self.isTried = isTried
    }
}

/// A name as it stands in the text.
package struct Identifier: Sendable, Hashable {
    package var text: String
    package var span: SourceSpan

    package init(_ text: String, span: SourceSpan) {
        self.text = text
        self.span = span
    }
}
