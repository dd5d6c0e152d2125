/// The header fields of a message, in order; names are looked up without regard to letter case.
public struct HTTPHeaders: Sendable {
    /// One field as it was written.
    public typealias Field = (name: String, value: String)

    /// Every field in order, repeated names included.
    public private(set) var fields: [Field]

    /// Headers of the given fields, kept as they come.
    public init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// The value of the first field of that name.
    public subscript(name: String) -> String? {
        fields.first { Self.sameName($0.name, name) }?.value
    }

    /// The values of every field of that name, in order.
    public func all(_ name: String) -> [String] {
        fields.filter { Self.sameName($0.name, name) }.map(\.value)
    }

    /// Gives a name exactly one value; the field stays where its first occurrence stood.
    public mutating func set(_ name: String, _ value: String) {
        guard let place = fields.firstIndex(where: { Self.sameName($0.name, name) }) else {
            return add(name, value)
        }
        fields[place] = (name, value)
        let tail = fields[(place + 1)...].filter { !Self.sameName($0.name, name) }
        fields.replaceSubrange((place + 1)..., with: tail)
    }

    /// Adds a field at the end, also when the name is there already.
    public mutating func add(_ name: String, _ value: String) {
        fields.append((name, value))
    }

    /// Removes every field of that name.
    public mutating func remove(_ name: String) {
        fields.removeAll { Self.sameName($0.name, name) }
    }

    /// Whether two names are the same header: ASCII letters are equal whatever their case.
    static func sameName(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        return left == right || left.utf8.elementsEqual(right.utf8) { lowercased($0) == lowercased($1) }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}

extension HTTPHeaders: Hashable, ExpressibleByDictionaryLiteral {
    /// Equal when the same fields stand in the same order; letter case of names plays no part.
    public static func == (left: HTTPHeaders, right: HTTPHeaders) -> Bool {
        left.fields.elementsEqual(right.fields) { sameName($0.name, $1.name) && $0.value == $1.value }
    }

    /// Names are left out, since their letter case does not count.
    public func hash(into hasher: inout Hasher) {
        for field in fields { hasher.combine(field.value) }
    }

    public init(dictionaryLiteral fields: (String, String)...) {
        self.init(fields.map { (name: $0.0, value: $0.1) })
    }
}
