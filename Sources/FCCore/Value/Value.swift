/// A JSON value that keeps what people wrote: the order of keys, repeated keys and every digit of a number.
///
/// Events, answers, variables and manifests are all made of it.
public enum Value: Sendable, Hashable {
    case null
    case bool(Bool)
    case number(Number)
    case string(String)
    case array([Value])
    case object(Record)
}

extension Value {
    /// The names of JSON's types, as `expect … is TYPE` spells them.
    public enum Kind: String, Sendable, CaseIterable {
        case null, bool, number, string, array, object
    }

    /// The type of this value.
    public var kind: Kind {
        switch self {
        case .null: .null
        case .bool: .bool
        case .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// The text of a string value, else nil.
    public var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The truth of a bool value, else nil.
    public var boolValue: Bool? {
        if case .bool(let truth) = self { truth } else { nil }
    }

    /// The number of a number value, else nil.
    public var numberValue: Number? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The number of a number value when it is a whole number that fits, else nil.
    public var intValue: Int? { numberValue?.intValue }

    /// The elements of an array value, else nil.
    public var arrayValue: [Value]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The fields of an object value, else nil.
    public var recordValue: Record? {
        if case .object(let record) = self { record } else { nil }
    }

    /// The value of a key in an object, nil for a missing key and for anything that is no object.
    public subscript(key: String) -> Value? { recordValue?[key] }

    /// The element at an index of an array; a negative index counts from the end. Nil outside the array.
    public subscript(index: Int) -> Value? {
        guard let elements = arrayValue else { return nil }
        let position = index < 0 ? elements.count + index : index
        return elements.indices.contains(position) ? elements[position] : nil
    }

    /// A whole number as a value.
    public static func integer(_ number: Int) -> Value { .number(Number(number)) }
}

// Null has no literal: `nil` for it would be mistaken for the absence of a value wherever a `Value?` is expected.
extension Value: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral text: String) { self = .string(text) }
    public init(booleanLiteral truth: Bool) { self = .bool(truth) }
    public init(integerLiteral number: Int) { self = .integer(number) }
    public init(arrayLiteral elements: Value...) { self = .array(elements) }
    public init(dictionaryLiteral fields: (String, Value)...) { self = .object(Record(fields)) }
}
