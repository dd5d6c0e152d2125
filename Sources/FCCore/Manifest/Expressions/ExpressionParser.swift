/// Makes a tree of an expression.
///
/// A hyphen in `vars.bucket-name` is a minus sign unless such a key exists, and that shows only when the tree is
/// evaluated. So the parser is told for each such place how many hyphenated parts to give up.
struct ExpressionParser {
    /// How deep parentheses and conditions may be nested.
    static let depthLimit = 40
    /// How many parts an expression may have: each may be a level of the tree.
    static let sizeLimit = 300

    private var lexer: ExpressionLexer
    private var token = ExpressionToken.end
    private var offset = 0
    private var depth = 0
    private var size = 0
    /// For the offset of a key: how many of its hyphenated parts are no parts of it.
    private let minusSigns: [Int: Int]

    private init(_ text: String, minusSigns: [Int: Int]) {
        lexer = ExpressionLexer(text)
        self.minusSigns = minusSigns
    }

    /// Reads an expression that fills the text.
    /// - Parameters:
    ///   - text: what stands between `${` and `}`.
    ///   - minusSigns: for the offsets of keys, how many hyphens behind them are minus signs.
    /// - Throws: ``ExpressionFault`` with the place of the first fault.
    static func parse(_ text: String, minusSigns: [Int: Int] = [:]) throws(ExpressionFault) -> Expression {
        var parser = ExpressionParser(text, minusSigns: minusSigns)
        try parser.advance()
        if parser.token == .end { throw ExpressionFault(.syntax, at: 0, "${} holds no expression") }
        let expression = try parser.conditional()
        if parser.token != .end { throw parser.unexpected() }
        return expression
    }

    private mutating func advance() throws(ExpressionFault) {
        (token, offset) = try lexer.next()
    }

    private mutating func conditional() throws(ExpressionFault) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else {
            throw ExpressionFault(.tooLarge, at: offset, "the expression is nested too deeply")
        }
        let condition = try binary(level: 0)
        guard try take("?") else { return condition }
        let chosen = try conditional()
        guard try take(":") else { throw expected("':'") }
        return try counted(.conditional(condition, chosen, try conditional()))
    }

    /// Operators by how tightly they bind, loosest first.
    private static let levels: [[Expression.BinaryOperator]] = [
        [.or, .coalesce], [.and],
        [.identical, .notIdentical, .equal, .notEqual],
        [.lessOrEqual, .greaterOrEqual, .less, .greater], [.add, .subtract], [.multiply, .divide, .remainder],
    ]

    private mutating func binary(level: Int) throws(ExpressionFault) -> Expression {
        guard level < Self.levels.count else { return try unary() }
        var left = try binary(level: level + 1)
        while case .symbol(let symbol) = token, let found = Self.levels[level].first(where: { $0.rawValue == symbol }) {
            let place = offset
            try advance()
            left = try counted(.binary(found, left, try binary(level: level + 1), offset: place))
        }
        return left
    }

    private mutating func unary() throws(ExpressionFault) -> Expression {
        guard case .symbol(let symbol) = token, let found = Expression.UnaryOperator(rawValue: symbol) else {
            return try postfix()
        }
        let place = offset
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else {
            throw ExpressionFault(.tooLarge, at: offset, "the expression is nested too deeply")
        }
        try advance()
        return try counted(.unary(found, try unary(), offset: place))
    }

    private mutating func postfix() throws(ExpressionFault) -> Expression {
        var expression = try primary()
        while case .symbol(let symbol) = token {
            let place = offset
            switch symbol {
            case ".", "?.":
                try advance()
                expression = try member(of: expression)
            case "[":
                try advance()
                let key = try conditional()
                guard try take("]") else { throw expected("']'") }
                expression = try counted(.index(expression, key, offset: place))
            case "(":
                expression = try method(expression)
            default: return expression
            }
        }
        return expression
    }

    private mutating func member(of base: Expression) throws(ExpressionFault) -> Expression {
        guard case .name(var key) = token else { throw expected("a name behind the point") }
        let place = offset
        let parts = lexer.hyphenatedParts()
        let kept = parts.prefix(max(0, parts.count - (minusSigns[place] ?? 0)))
        key += kept.joined()
        lexer.skip(kept)
        try advance()
        return try counted(.member(base, key: key, offset: place))
    }

    /// The only functions with a point in their name read whole numbers of the environment.
    private mutating func method(_ callee: Expression) throws(ExpressionFault) -> Expression {
        guard case .member(.name("env", let place), let key, _) = callee, ["int", "init"].contains(key) else {
            var name = ""
            var place = offset
            if case .member(_, let key, let keyPlace) = callee { (name, place) = (".\(key)()", keyPlace) }
            throw ExpressionFault(
                .unsupported, at: place,
                name.isEmpty ? "only functions can be called" : "methods of values such as \(name) are not supported")
        }
        return try call("env.\(key)", at: place)
    }

    private mutating func primary() throws(ExpressionFault) -> Expression {
        let place = offset
        switch token {
        case .number(let number):
            try advance()
            return try counted(.literal(.number(number)))
        case .string(let text):
            try advance()
            return try counted(.literal(.string(text)))
        case .name(let name):
            try advance()
            if token == .symbol("(") { return try call(name, at: place) }
            return try counted(Self.named(name, place))
        case .symbol("("):
            try advance()
            let inner = try conditional()
            guard try take(")") else { throw expected("')'") }
            return inner
        default: throw unexpected()
        }
    }

    private static func named(_ name: String, _ place: Int) -> Expression {
        switch name {
        case "true": .literal(true)
        case "false": .literal(false)
        case "null": .literal(.null)
        case "undefined": .undefined
        default: .name(name, offset: place)
        }
    }

    private mutating func call(_ name: String, at place: Int) throws(ExpressionFault) -> Expression {
        try advance()
        var arguments: [Expression] = []
        if try take(")") { return try counted(.call(name, arguments, offset: place)) }
        while true {
            arguments.append(try conditional())
            if try take(",") { continue }
            guard try take(")") else { throw expected("',' or ')'") }
            return try counted(.call(name, arguments, offset: place))
        }
    }

    private mutating func take(_ symbol: String) throws(ExpressionFault) -> Bool {
        guard token == .symbol(symbol) else { return false }
        try advance()
        return true
    }

    private mutating func counted(_ expression: Expression) throws(ExpressionFault) -> Expression {
        size += 1
        guard size <= Self.sizeLimit else {
            throw ExpressionFault(.tooLarge, at: offset, "the expression has more than \(Self.sizeLimit) parts")
        }
        return expression
    }

    private func expected(_ what: String) -> ExpressionFault {
        ExpressionFault(.syntax, at: offset, "\(what) is expected, not \(described)")
    }

    private func unexpected() -> ExpressionFault {
        ExpressionFault(.syntax, at: offset, "unexpected \(described)")
    }

    private var described: String {
        switch token {
        case .number(let number): number.text
        case .string(let text): "'\(text)'"
        case .name(let name): "'\(name)'"
        case .symbol(let symbol): "'\(symbol)'"
        case .end: "end"
        }
    }
}
