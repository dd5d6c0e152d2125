/// The fields of a JSON object in the order they came, repeated keys included.
///
/// Reading a repeated key gives its last value, as JSON readers commonly do. Two records are equal when they hold
/// the same keys with equal values; the order of keys plays no part in it.
public struct Record: Sendable {
    /// One key with its value.
    public typealias Field = (key: String, value: Value)

    /// Every field, in order, repetitions included.
    public private(set) var fields: [Field]

    /// A record of the given fields, kept as they come.
    public init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// A record of the given pairs, kept as they come.
    public init(_ pairs: [(String, Value)]) {
        fields = pairs.map { (key: $0.0, value: $0.1) }
    }

    /// The keys in order, repetitions included.
    public var keys: [String] { fields.map(\.key) }

    /// The number of fields, repetitions included.
    public var count: Int { fields.count }

    /// Whether there is no field at all.
    public var isEmpty: Bool { fields.isEmpty }

    /// The last value of a key.
    ///
    /// Setting replaces the last field of that name where it stands or appends a new one; setting nil removes every
    /// field of that name.
    public subscript(key: String) -> Value? {
        get { fields.last { $0.key == key }?.value }
        set {
            guard let newValue else {
                fields.removeAll { $0.key == key }
                return
            }
            if let position = fields.lastIndex(where: { $0.key == key }) {
                fields[position].value = newValue
            } else {
                fields.append((key: key, value: newValue))
            }
        }
    }

    /// Adds a field at the end, also when the key is there already.
    public mutating func append(_ key: String, _ value: Value) {
        fields.append((key: key, value: value))
    }

    /// The value each key ends up with.
    private var lastValues: [String: Value] {
        Dictionary(fields.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
    }
}

extension Record: Hashable {
    public static func == (left: Record, right: Record) -> Bool {
        left.lastValues == right.lastValues
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(lastValues)
    }
}
