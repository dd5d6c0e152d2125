package import FCCore

/// One request and what came of it, as a session file keeps it.
package struct RecordedCall: Sendable {
    /// What makes two requests the same call. Who signed it, when, and where it went play no part.
    package struct Identity: Sendable, Hashable {
        /// Method, path and query: they name the function and the qualifier.
        package var request: String
        /// `Sync` or `Async`; empty for what is no invocation.
        package var type: String
        /// SHA-256 of the event with its secrets as stars, so that other secrets replay as well.
        package var eventHash: String
    }

    /// What came back.
    package enum Result: Sendable {
        case answer(status: Int, headers: HTTPHeaders, body: [UInt8])
        /// No answer: the kind of trouble, its words, and the server.
        case failure(TransportError)
    }

    package var request: HTTPRequest
    package var result: Result
    /// First byte sent to last byte read.
    package var elapsed: Duration

    package init(request: HTTPRequest, result: Result, elapsed: Duration) {
        self.request = request
        self.result = result
        self.elapsed = elapsed
    }
}

extension RecordedCall.Identity {
    /// The identity of a request.
    package init(of request: HTTPRequest, masker: Masker) {
        // What is no request to the API goes to a function's own address, which names the function.
        let isOfAPI = request.path.hasPrefix("/\(FCClient.version)/")
        self.request = masker.mask("\(request.method) \(isOfAPI ? request.target : request.url)")
        type = request.headers["x-fc-invocation-type"] ?? ""
        eventHash = ACS3Signer.payloadHash(RecordedBytes(request.bytes, masker: masker).bytes)
    }

    /// `hello:prod`, for an invocation.
    var target: String? {
        let parts = request.split(separator: " ").last.map { $0.split(separator: "?", maxSplits: 1) } ?? []
        let segments = parts.first?.split(separator: "/") ?? []
        guard segments.count == 4, segments[1] == "functions", segments[3] == "invocations" else { return nil }
        let name = String(decoding: PercentEncoding.decode(segments[2]), as: UTF8.self)
        let pairs = parts.count > 1 ? parts[1].split(separator: "&") : []
        let qualifier = pairs.first { $0.hasPrefix("qualifier=") }?.dropFirst("qualifier=".count)
        return name + (qualifier.map { ":" + String(decoding: PercentEncoding.decode($0), as: UTF8.self) } ?? "")
    }

    /// How a message calls the request.
    func name(event: [UInt8]) -> String {
        guard let target else { return request }
        let text = String(decoding: event.prefix(200), as: UTF8.self)
        let shown = text.count > 60 ? text.prefix(60) + "…" : text
        let kind = type.lowercased() == "async" ? "asynchronous call" : "call"
        return "\(kind) of \(target) with " + (event.isEmpty ? "an empty event" : "the event \(shown)")
    }
}

extension HTTPRequest {
    /// The body's bytes. A stream's are gone by the time anybody could ask; its hash stands for them.
    var bytes: [UInt8] {
        switch body {
        case .none: []
        case .bytes(let bytes): bytes
        case .stream(let stream): Array(stream.sha256.utf8)
        }
    }
}
