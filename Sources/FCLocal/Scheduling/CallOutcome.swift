/// How a request to a function ended.
struct CallOutcome: Sendable, Hashable {
    /// What the caller gets.
    enum Content: Sendable, Hashable {
        /// The handler's result.
        case result([UInt8])
        /// The function failed: the type for `X-Fc-Error-Type` and the error document.
        case functionError(type: ErrorType, body: [UInt8])
        /// No instance could take it; the request never reached the function.
        case refused(ServiceRefusal)
        /// It was taken out of the queue before an instance took it.
        case withdrawn
    }

    /// The kinds of failure a function can have (docs: FC, error types).
    enum ErrorType: String, Sendable {
        case handled = "HandledInvocationError"
        case unhandled = "UnhandledInvocationError"
        case initialization = "InitializationError"
    }

    /// What the caller gets.
    var content: Content
    /// The whole answer of a custom runtime's server.
    var response: ServerResponse?
    /// The instance that worked on it, nil when none did.
    var instanceID: String?
    /// From the call to the answer, without the initializer and without waiting for an instance.
    var duration: Duration = .zero
    /// The most memory used, in KB.
    var peakMemory = 0
    /// Everything written for it, with the platform's lines.
    var log: [UInt8] = []
    /// The checksum of the code that ran.
    var codeChecksum: UInt64 = 0
    /// Whether it was the first request of its instance.
    var isCold = false
}

/// An error of the platform, not of the function: a status and the document that goes with it.
struct ServiceRefusal: Error, Sendable, Hashable {
    /// The HTTP status.
    var status: Int
    /// The error code of the API.
    var code: String
    /// The sentence for people.
    var message: String
}
