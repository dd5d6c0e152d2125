/// How values become text, numbers and truth in an expression, and how they compare: JavaScript's rules. Nil stands for
/// undefined.
enum JavaScriptConversion {
    /// A value as text: a map is `[object Object]`, a list its elements with commas between them.
    static func text(_ value: Value?) -> String {
        switch value {
        case nil: "undefined"
        case .null: "null"
        case .bool(let truth): truth ? "true" : "false"
        case .number(let number): JavaScriptNumber.text(number)
        case .string(let text): text
        case .array(let elements): elements.map { $0 == .null ? "" : text($0) }.joined(separator: ",")
        case .object: "[object Object]"
        }
    }

    /// A value as a number; not-a-number when it is none.
    static func number(_ value: Value?) -> Double {
        switch value {
        case nil: .nan
        case .null: 0
        case .bool(let truth): truth ? 1 : 0
        case .number(let number): number.doubleValue
        case .string(let text): JavaScriptNumber.value(of: text)
        case .array, .object: JavaScriptNumber.value(of: text(value))
        }
    }

    /// Whether a value counts as true.
    static func isTruthy(_ value: Value?) -> Bool {
        switch value {
        case nil, .null: false
        case .bool(let truth): truth
        case .number(let number): number.doubleValue != 0
        case .string(let text): !text.isEmpty
        case .array, .object: true
        }
    }

    /// `===`. Maps and lists are equal when their contents are: there are no identities here.
    static func isIdentical(_ left: Value?, _ right: Value?) -> Bool {
        left == right
    }

    /// `==`
    static func isEqual(_ left: Value?, _ right: Value?) -> Bool {
        let isMissing = { (value: Value?) in value == nil || value == .null }
        if isMissing(left) || isMissing(right) { return isMissing(left) && isMissing(right) }
        if left?.kind == right?.kind { return left == right }
        switch (left, right) {
        case (.array, .string), (.object, .string), (.string, .array), (.string, .object):
            return text(left) == text(right)
        case (.array, .object), (.object, .array): return false
        default: return number(left) == number(right)
        }
    }

    /// `<`, for texts by their UTF-16 code units, for everything else by number.
    static func isLess(_ left: Value?, _ right: Value?) -> Bool {
        if let (left, right) = texts(left, right) { return left.utf16.lexicographicallyPrecedes(right.utf16) }
        return number(left) < number(right)
    }

    /// `<=`: not the same as "not greater" when not-a-number takes part.
    static func isLessOrEqual(_ left: Value?, _ right: Value?) -> Bool {
        if let (left, right) = texts(left, right) { return !right.utf16.lexicographicallyPrecedes(left.utf16) }
        return number(left) <= number(right)
    }

    /// Both sides as text when JavaScript would compare or join them as such.
    private static func texts(_ left: Value?, _ right: Value?) -> (String, String)? {
        guard isTextual(left), isTextual(right) else { return nil }
        return (text(left), text(right))
    }

    /// Whether `+` joins this value rather than adding it.
    static func isTextual(_ value: Value?) -> Bool {
        switch value {
        case .string, .array, .object: true
        default: false
        }
    }
}
