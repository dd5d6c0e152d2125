/// What stands between `${` and `}`: a small part of JavaScript's expressions. Offsets are bytes of that text.
indirect enum Expression: Sendable, Hashable {
    /// An operator between two operands, by JavaScript's name.
    enum BinaryOperator: String, Sendable, CaseIterable {
        case or = "||"
        case and = "&&"
        case coalesce = "??"
        case identical = "==="
        case notIdentical = "!=="
        case equal = "=="
        case notEqual = "!="
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case less = "<"
        case greater = ">"
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case remainder = "%"
    }

    /// An operator before its operand.
    enum UnaryOperator: String, Sendable {
        case not = "!"
        case minus = "-"
        case plus = "+"
    }

    case literal(Value)
    case undefined
    case name(String, offset: Int)
    /// `base.key`; a key may hold hyphens, which are minus signs when no such key exists.
    case member(Expression, key: String, offset: Int)
    case index(Expression, Expression, offset: Int)
    case call(String, [Expression], offset: Int)
    case unary(UnaryOperator, Expression, offset: Int)
    case binary(BinaryOperator, Expression, Expression, offset: Int)
    case conditional(Expression, Expression, Expression)

    /// The expression as people write a path, e.g. `vars.a[0]`; nil for anything that is no path.
    var path: String? {
        switch self {
        case .name(let name, _): return name
        case .member(let base, let key, _): return base.path.map { $0 + "." + key }
        case .index(let base, .literal(let key), _):
            guard let path = base.path else { return nil }
            if let text = key.stringValue { return "\(path)['\(text)']" }
            return key.numberValue.map { "\(path)[\($0.text)]" }
        default: return nil
        }
    }
}

/// Why an expression has no value: a fact with a place in the expression.
struct ExpressionFault: Error, Sendable, Hashable {
    /// What kind of trouble it is.
    enum Kind: Sendable, Hashable {
        /// The text is no expression of the language.
        case syntax
        /// Something that JavaScript has and this language has not.
        case unsupported
        /// A name, a key or a variable of the environment that is not there.
        case notFound
        /// A file that is not there.
        case fileNotFound
        /// A text that is no JSON.
        case json
        /// A path that is not there.
        case pathNotFound
        /// A value that leads back to itself.
        case cycle
        /// More work than any file needs.
        case tooLarge
        /// Anything else that is wrong with a value.
        case value
    }

    var kind: Kind
    /// Bytes from the start of the expression.
    var offset: Int
    /// The sentence for people.
    var reason: String
    /// What to do about it.
    var hint: String?
    /// The name that was not found as it was written, with those that would have been.
    var wanted: String?
    var candidates: [String] = []

    init(_ kind: Kind, at offset: Int, _ reason: String, hint: String? = nil) {
        self.kind = kind
        self.offset = offset
        self.reason = reason
        self.hint = hint
    }
}
