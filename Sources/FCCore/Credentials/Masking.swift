/// How a value is shown when it must be recognisable and not usable.
package enum Masking {
    /// The value with its middle replaced by stars; a short one is all stars.
    /// - Parameter value: a key id, an account id.
    package static func masked(_ value: String) -> String {
        guard value.count > 8 else { return String(repeating: "*", count: value.count) }
        return String(value.prefix(3)) + String(repeating: "*", count: value.count - 6) + String(value.suffix(3))
    }

    /// The same for a field of an access entry: what begins with `__` describes the entry and is shown.
    package static func masked(_ value: String, key: String) -> String {
        key.hasPrefix("__") ? value : masked(value)
    }
}
