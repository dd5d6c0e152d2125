/// What an expression meets while it is evaluated: plain data, or a place in a project that is looked at only as far as
/// the expression goes.
enum ExpressionOperand<Place> {
    /// Nil is JavaScript's undefined.
    case value(Value?)
    case place(Place)
}

/// Why an expression has no value now.
enum ExpressionFailure<Elsewhere: Error>: Error {
    /// The expression itself is at fault.
    case here(ExpressionFault)
    /// Something it leads to is at fault, and says where.
    case elsewhere(Elsewhere)
    /// The value is known only when something has been deployed.
    case later
    /// A key with hyphens does not exist; `parts` of them may be minus signs.
    case hyphens(offset: Int, fault: ExpressionFault)
}

/// The names an expression may use and what they lead to.
protocol ExpressionScope {
    associatedtype Place
    associatedtype Elsewhere: Error

    /// What a name stands for.
    mutating func operand(named name: String, at offset: Int) throws(ExpressionFailure<Elsewhere>)
        -> ExpressionOperand<Place>

    /// What stands under a key of a place; an undefined value when there is nothing.
    mutating func member(_ key: String, of place: Place, at offset: Int) throws(ExpressionFailure<Elsewhere>)
        -> ExpressionOperand<Place>

    /// The data of a place.
    mutating func value(of place: Place, at offset: Int) throws(ExpressionFailure<Elsewhere>) -> Value?

    /// The keys of a place, for a suggestion.
    mutating func keys(of place: Place) -> [String]

    /// The result of a function.
    mutating func call(_ function: String, _ arguments: [Value?], at offset: Int) throws(ExpressionFailure<Elsewhere>)
        -> Value?
}

/// Evaluates one expression. It stops at the first fault; what a condition passes over is not looked at.
struct ExpressionEvaluator<Scope: ExpressionScope> {
    typealias Failure = ExpressionFailure<Scope.Elsewhere>
    typealias Operand = ExpressionOperand<Scope.Place>

    private(set) var scope: Scope
    /// What was asked for and not found last, so that an undefined result can name it.
    private var missing: ExpressionFault?

    init(_ scope: Scope) {
        self.scope = scope
    }

    /// Evaluates a text.
    /// - Parameter text: what stands between `${` and `}`.
    /// - Returns: the value; never null.
    /// - Throws: ``ExpressionFailure``; a value that is undefined or null is a fault.
    mutating func evaluate(_ text: String) throws(Failure) -> Value {
        var minusSigns: [Int: Int] = [:]
        var first: ExpressionFault?
        while true {
            do throws(Failure) {
                return try evaluate(text, minusSigns)
            } catch .hyphens(let offset, let fault) {
                // One hyphen less belongs to the key; in the end none does.
                minusSigns[offset, default: 0] += 1
                first = first ?? fault
            } catch .here(let fault) {
                // Who writes `vars.bucket-nam` means a key, not a subtraction.
                throw .here(first ?? fault)
            } catch {
                throw error
            }
        }
    }

    private mutating func evaluate(_ text: String, _ minusSigns: [Int: Int]) throws(Failure) -> Value {
        missing = nil
        let expression: Expression
        do {
            expression = try ExpressionParser.parse(text, minusSigns: minusSigns)
        } catch {
            throw .here(error)
        }
        guard let value = try value(expression), value != .null else {
            var fault = missing ?? ExpressionFault(.notFound, at: 0, "${\(text)} not found")
            if missing == nil { fault.hint = "its value is null or undefined" }
            throw .here(fault)
        }
        return value
    }

    private mutating func value(_ expression: Expression) throws(Failure) -> Value? {
        switch try operand(expression) {
        case .value(let value): return value
        case .place(let place): return try scope.value(of: place, at: Self.offset(of: expression))
        }
    }

    private mutating func operand(_ expression: Expression) throws(Failure) -> Operand {
        switch expression {
        case .literal(let value): return .value(value)
        case .undefined: return .value(nil)
        case .name(let name, let offset): return try scope.operand(named: name, at: offset)
        case .member(let base, let key, let offset):
            return try member(key, of: base, whole: expression, at: offset)
        case .index(let base, let key, let offset):
            let key = JavaScriptConversion.text(try value(key))
            return try member(key, of: base, whole: expression, at: offset)
        case .call(let name, let arguments, let offset):
            var values: [Value?] = []
            for argument in arguments { values.append(try value(argument)) }
            return .value(try scope.call(name, values, at: offset))
        case .unary(let symbol, let operand, let offset):
            return .value(try unary(symbol, try value(operand), at: offset))
        case .binary(let symbol, let left, let right, let offset):
            return .value(try binary(symbol, left, right, at: offset))
        case .conditional(let condition, let chosen, let other):
            return try operand(JavaScriptConversion.isTruthy(try value(condition)) ? chosen : other)
        }
    }

    private mutating func member(
        _ key: String, of base: Expression, whole: Expression, at offset: Int
    ) throws(Failure) -> Operand {
        let target = try operand(base)
        let found: Operand
        switch target {
        case .place(let place): found = try scope.member(key, of: place, at: offset)
        case .value(let value): found = .value(ValueMember.of(value, key))
        }
        guard case .value(nil) = found else { return found }
        // A missing base was noted already and is the better thing to say.
        if case .value(nil) = target { return found }
        let fault = notFound(key, in: target, whole, at: offset)
        if case .member = whole, key.contains("-") { throw .hyphens(offset: offset, fault: fault) }
        missing = fault
        return found
    }

    private mutating func notFound(
        _ key: String, in target: Operand, _ whole: Expression, at offset: Int
    ) -> ExpressionFault {
        var fault = ExpressionFault(.notFound, at: offset, "\(whole.path.map { "${\($0)}" } ?? key) not found")
        let keys =
            switch target {
            case .place(let place): scope.keys(of: place)
            case .value(let value): value?.recordValue?.keys ?? []
            }
        // Shown as people would write them, beside what they wrote.
        guard let path = whole.path, path.hasSuffix("." + key) else { return fault }
        fault.wanted = path
        fault.candidates = keys.map { path.dropLast(key.count) + $0 }
        return fault
    }

    private mutating func unary(
        _ symbol: Expression.UnaryOperator, _ value: Value?, at offset: Int
    ) throws(Failure) -> Value {
        switch symbol {
        case .not: return .bool(!JavaScriptConversion.isTruthy(value))
        case .minus: return try number(-JavaScriptConversion.number(value), of: [value], at: offset)
        case .plus: return try number(JavaScriptConversion.number(value), of: [value], at: offset)
        }
    }

    private mutating func binary(
        _ symbol: Expression.BinaryOperator, _ left: Expression, _ right: Expression, at offset: Int
    ) throws(Failure) -> Value? {
        let first = try value(left)
        switch symbol {
        case .or: return JavaScriptConversion.isTruthy(first) ? first : try value(right)
        case .and: return JavaScriptConversion.isTruthy(first) ? try value(right) : first
        case .coalesce: return first == nil || first == .null ? try value(right) : first
        default: break
        }
        let second = try value(right)
        switch symbol {
        case .identical: return .bool(JavaScriptConversion.isIdentical(first, second))
        case .notIdentical: return .bool(!JavaScriptConversion.isIdentical(first, second))
        case .equal: return .bool(JavaScriptConversion.isEqual(first, second))
        case .notEqual: return .bool(!JavaScriptConversion.isEqual(first, second))
        case .less: return .bool(JavaScriptConversion.isLess(first, second))
        case .greater: return .bool(JavaScriptConversion.isLess(second, first))
        case .lessOrEqual: return .bool(JavaScriptConversion.isLessOrEqual(first, second))
        case .greaterOrEqual: return .bool(JavaScriptConversion.isLessOrEqual(second, first))
        case .add where JavaScriptConversion.isTextual(first) || JavaScriptConversion.isTextual(second):
            let joined = JavaScriptConversion.text(first) + JavaScriptConversion.text(second)
            guard joined.utf8.count <= VariableText.lengthLimit else {
                throw .here(ExpressionFault(.tooLarge, at: offset, "the text grows beyond all measure"))
            }
            return .string(joined)
        default: return try arithmetic(symbol, first, second, at: offset)
        }
    }

    private mutating func arithmetic(
        _ symbol: Expression.BinaryOperator, _ first: Value?, _ second: Value?, at offset: Int
    ) throws(Failure) -> Value {
        let left = JavaScriptConversion.number(first)
        let right = JavaScriptConversion.number(second)
        let result =
            switch symbol {
            case .add: left + right
            case .subtract: left - right
            case .multiply: left * right
            case .divide: left / right
            default: left.truncatingRemainder(dividingBy: right)
            }
        return try number(result, of: [first, second], at: offset)
    }

    /// A number as a value. Not-a-number and infinity, which no function takes, are faults that name their reason.
    private func number(_ result: Double, of operands: [Value?], at offset: Int) throws(Failure) -> Value {
        if let number = JavaScriptNumber.number(result) { return .number(number) }
        let culprit = operands.first { JavaScriptConversion.number($0).isNaN }
        // What was not found is the reason when arithmetic met it.
        if let missing, culprit != nil { throw .here(missing) }
        let reason = culprit.map { "'\(JavaScriptConversion.text($0))' is no number" } ?? "the result is no number"
        throw .here(ExpressionFault(.value, at: offset, reason))
    }

    private static func offset(of expression: Expression) -> Int {
        switch expression {
        case .literal, .undefined, .conditional: 0
        case .name(_, let offset), .member(_, _, let offset), .index(_, _, let offset), .call(_, _, let offset),
            .unary(_, _, let offset), .binary(_, _, _, let offset):
            offset
        }
    }
}
