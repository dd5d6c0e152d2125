/// One call of an instance: of its handler or of a hook.
struct InstanceCall: Sendable {
    /// What is called.
    enum Kind: Int, Sendable {
        case handler = 0
        case initializer = 1
        case preStop = 2
    }

    var kind: Kind
    var requestID: String
    /// The function to call, as the runtime's own text.
    var handler: String
    /// How long it may take, in seconds.
    var timeout: Int
    /// What the handler gets.
    var event: [UInt8] = []
    /// How often the request was tried before.
    var attempt = 0
    /// The request as it came over HTTP, for a custom runtime.
    var http: ServerRequest?
    /// Who gets the answer of its server while it comes.
    var relay: AnswerRelay?
}
