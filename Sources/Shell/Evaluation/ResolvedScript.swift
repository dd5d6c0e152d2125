package import ShellSyntax

/// A script with every name bound to its declaration: ready to run, nothing left to look up.
package struct ResolvedScript: Sendable {
    package var source: SourceText
    /// The file it was read from; nil for other texts. What it sources is found from there.
    package var path: String?
    package var statements: [ResolvedStatement]

    package init(source: SourceText, path: String? = nil, statements: [ResolvedStatement]) {
        self.source = source
        self.path = path
        self.statements = statements
    }
}

/// A statement with what resolving found for it.
package struct ResolvedStatement: Sendable {
    /// What resolving adds to the tree.
    package enum Resolution: Sendable {
        /// A command with its bound words.
        case command(any Command.Type, Binding)
        /// The text of a sourced file whose path is known beforehand.
        case source(ResolvedScript)
        /// The statements of a block.
        case block([ResolvedStatement])
        /// Nothing: the tree says it all.
        case none
    }

    package var statement: Statement
    package var resolution: Resolution

    package init(_ statement: Statement, _ resolution: Resolution) {
        self.statement = statement
        self.resolution = resolution
    }

    /// The statements of a block; empty for everything else.
    var body: [ResolvedStatement] {
        if case .block(let statements) = resolution { statements } else { [] }
    }
}
