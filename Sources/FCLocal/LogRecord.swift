/// What one request, or an instance between requests, wrote.
package struct LogRecord: Sendable, Hashable {
    /// The function that wrote it.
    package var function: String
    /// The version of the function: `LATEST`, or a number.
    package var version = "LATEST"
    /// The request it belongs to; a generated id for an instance's last words.
    package var requestID: String
    /// The instance that wrote it.
    package var instanceID: String
    /// When the request began, in milliseconds since 1970.
    package var time: Int64
    /// The exact bytes, with the platform's first and last lines.
    package var bytes: [UInt8]
    /// How many bytes at the front were written before the request began, by work left over from earlier.
    package var idleBytes: Int
    /// The kind of failure, nil when the request went well.
    package var errorType: String?

    /// Where it stands among the records of its endpoint; 0 before it was kept.
    package var position = 0

    /// The bytes as text; what is not UTF-8 is replaced.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}
