import FCCore

/// What a path of the runtime API asks for: `/i/KEY/2020-11-11/runtime/…`.
struct RuntimeAPIRequest: Equatable {
    /// What the program wants.
    enum Verb: Equatable {
        /// Its next call.
        case next
        /// To give the result of a call.
        case response(requestID: String)
        /// To say that a call has failed.
        case error(requestID: String)
        /// To say that it cannot start.
        case startError
    }

    /// The version in every path.
    static let version = "2020-11-11"

    /// The secret that tells one instance from another.
    var key: String
    /// What the program wants.
    var verb: Verb

    /// Nil for a path that means nothing here.
    init?(path: String) {
        let parts = path.prefix { $0 != "?" }.split(separator: "/").map(String.init)
        guard parts.count >= 6, parts[0] == "i", parts[2] == Self.version, parts[3] == "runtime" else { return nil }
        key = parts[1]
        switch (parts[4], parts.count) {
        case ("invocation", 6) where parts[5] == "next": verb = .next
        case ("invocation", 7) where parts[6] == "response": verb = .response(requestID: parts[5])
        case ("invocation", 7) where parts[6] == "error": verb = .error(requestID: parts[5])
        case ("init", 6) where parts[5] == "error": verb = .startError
        default: return nil
        }
    }

    /// The reason in an error document, or the text that was sent instead of one.
    static func reason(in body: [UInt8]) -> String {
        if let message = (try? JSONReader.read(body))?["errorMessage"]?.stringValue { return message }
        return body.isEmpty ? "the program gave no reason" : String(decoding: body.prefix(4096), as: UTF8.self)
    }
}
