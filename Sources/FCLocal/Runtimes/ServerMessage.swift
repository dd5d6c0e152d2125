import FCCore

/// What the server of a custom runtime is asked.
struct ServerRequest: Sendable, Hashable {
    /// The method, in capitals.
    var method: String
    /// Path and query, as they are sent.
    var target: String
    /// The header fields, without those of the connection.
    var headers: HTTPHeaders
    /// The body.
    var body: [UInt8] = []
}

/// What it answers.
struct ServerResponse: Sendable, Hashable {
    /// The HTTP status.
    var status: Int
    /// The header fields as they came.
    var headers: HTTPHeaders
    /// The whole body, or what was kept of it.
    var body: [UInt8]
    /// How long the body was when only its beginning was kept, in bytes.
    var length: Int?
}

/// Why there is no answer.
enum ServerFault: Error, Sendable, Hashable {
    /// It took longer than the call may take.
    case timeout
    /// There is no connection, or it ended before the answer did.
    case disconnected(String)
    /// Nobody wants the answer any more.
    case cancelled

    /// The fault that an error of the connection is.
    init(_ error: any Error) {
        self = error as? ServerFault ?? .disconnected("\(error)")
    }
}
