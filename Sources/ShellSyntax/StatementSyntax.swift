/// `let NAME = arg`
package struct LetStatement: Sendable {
    package var name: Identifier
    package var value: Word

    package init(name: Identifier, value: Word) {
        self.name = name
        self.value = value
    }
}

/// `secret NAME [= arg]`
package struct SecretStatement: Sendable {
    package var name: Identifier
    package var value: Word?

    package init(name: Identifier, value: Word?) {
        self.name = name
        self.value = value
    }
}

/// `capture [--secret] NAME selector`
package struct CaptureStatement: Sendable {
    package var name: Identifier
    package var selector: Selector
    package var isSecret: Bool

    package init(name: Identifier, selector: Selector, isSecret: Bool) {
        self.name = name
        self.selector = selector
        self.isSecret = isSecret
    }
}

/// `expect ( ok | error | selector [not] predicate )`
package struct ExpectStatement: Sendable {
    package enum Assertion: Sendable {
        case ok
        case error
        case predicate(Selector, isNegated: Bool, Predicate)
    }

    package var assertion: Assertion

    package init(_ assertion: Assertion) {
        self.assertion = assertion
    }
}

/// What `expect` may ask of a selected value.
package struct Predicate: Sendable {
    package enum Comparison: String, Sendable, CaseIterable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }

    package enum TypeName: String, Sendable, CaseIterable {
        case null, bool, number, string, array, object
    }

    package enum Test: Sendable {
        case exists
        case isType(TypeName)
        case compare(Comparison, Word)
        case contains(Word)
        case startsWith(Word)
        case endsWith(Word)
        case matches(Word)
    }

    package var test: Test
    package var span: SourceSpan

    package init(_ test: Test, span: SourceSpan) {
        self.test = test
        self.span = span
    }
}

/// `on error ( stop | continue )`
package enum ErrorPolicy: String, Sendable, CaseIterable {
    case stop
    case `continue`
}

/// `source path [arg …]`
package struct SourceStatement: Sendable {
    package var path: Word
    package var arguments: [Word]

    package init(path: Word, arguments: [Word]) {
        self.path = path
        self.arguments = arguments
    }
}

/// `wait [ %N | all ] [ for D ]`
package struct WaitStatement: Sendable {
    package enum Target: Sendable, Hashable {
        /// The last asynchronous call.
        case last
        case result(Int)
        case all
    }

    package var target: Target
    package var limit: DurationLiteral?

    package init(target: Target, limit: DurationLiteral?) {
        self.target = target
        self.limit = limit
    }
}
