/// What a key leads to in plain data.
enum ValueMember {
    /// The value under a key of a map, at an index of a list or a text, or the length of either; nil when there is none.
    static func of(_ value: Value?, _ key: String) -> Value? {
        switch value {
        case .object(let record): return record[key]
        case .array(let elements):
            if key == "length" { return .integer(elements.count) }
            guard let index = Int(key), elements.indices.contains(index) else { return nil }
            return elements[index]
        case .string(let text):
            let units = text.utf16
            if key == "length" { return .integer(units.count) }
            guard let index = Int(key), index >= 0, index < units.count else { return nil }
            let unit = units[units.index(units.startIndex, offsetBy: index)]
            return .string(String(decoding: [unit], as: UTF16.self))
        default: return nil
        }
    }
}
