/// What is wrong with a JSON text, and where.
public struct JSONError: Error, Sendable, Hashable {
    /// What was found or missing, as a phrase without a place.
    public let message: String
    /// Offset of the fault in bytes.
    public let offset: Int
    /// Line of the fault, from 1.
    public let line: Int
    /// Column of the fault in characters, from 1.
    public let column: Int
}
