/// A number with a unit: `800ms`, `2s`, `1.5m`, `1h`.
package struct DurationLiteral: Sendable, Hashable {
    package var duration: Duration
    package var span: SourceSpan

    package init(_ duration: Duration, span: SourceSpan) {
        self.duration = duration
        self.span = span
    }
}

/// How often: a number in the text or one known later.
package enum CountExpression: Sendable {
    case literal(Int, SourceSpan)
    case expansion(Expansion)
}

/// `repeat COUNT [parallel COUNT] [every DUR] [for DUR] tail`
package struct RepeatStatement: Sendable {
    package var count: CountExpression
    package var parallel: CountExpression?
    package var interval: DurationLiteral?
    package var limit: DurationLiteral?
    package var body: Block

    package init(
        count: CountExpression, parallel: CountExpression?, interval: DurationLiteral?, limit: DurationLiteral?,
        body: Block
    ) {
        self.count = count
        self.parallel = parallel
        self.interval = interval
        self.limit = limit
        self.body = body
    }
}

/// `retry COUNT [every DUR] [for DUR] tail`
package struct RetryStatement: Sendable {
    package var count: CountExpression
    package var interval: DurationLiteral?
    package var limit: DurationLiteral?
    package var body: Block

    package init(count: CountExpression, interval: DurationLiteral?, limit: DurationLiteral?, body: Block) {
        self.count = count
        self.interval = interval
        self.limit = limit
        self.body = body
    }
}

/// `test "name" do … end`
package struct TestStatement: Sendable {
    package var name: Word
    package var body: Block

    package init(name: Word, body: Block) {
        self.name = name
        self.body = body
    }
}

/// The statements of a block: those between `do` and `end`, or the single one that stands in their place.
package struct Block: Sendable {
    package var statements: [Statement]
    /// Whether it was written with `do … end`.
    package var isDelimited: Bool
    package var span: SourceSpan

    package init(statements: [Statement], isDelimited: Bool, span: SourceSpan) {
        self.statements = statements
        self.isDelimited = isDelimited
        self.span = span
    }
}
