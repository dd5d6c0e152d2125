package import FCCore

/// A request as it was received, whatever brought it.
package struct FrontRequest: Sendable {
    /// The method, in capitals.
    package var method: String
    /// The path as it was sent, still encoded.
    package var rawPath: String
    /// What follows `?`, still encoded.
    package var rawQuery: String
    /// Every header, `host` among them.
    package var headers: HTTPHeaders
    /// The whole body.
    package var body: [UInt8]

    /// A request.
    package init(method: String, rawPath: String, rawQuery: String = "", headers: HTTPHeaders, body: [UInt8] = []) {
        self.method = method
        self.rawPath = rawPath
        self.rawQuery = rawQuery
        self.headers = headers
        self.body = body
    }

    /// The decoded segments of the path.
    var segments: [String] {
        rawPath.split(separator: "/").map { String(decoding: PercentEncoding.decode($0), as: UTF8.self) }
    }

    /// The decoded value of a query parameter, nil when it is not there.
    func query(_ name: String) -> String? {
        for pair in rawQuery.split(separator: "&") {
            let mark = pair.firstIndex(of: "=") ?? pair.endIndex
            let key = PercentEncoding.decode(pair[..<mark], plusIsSpace: true)
            guard key.elementsEqual(name.utf8) else { continue }
            return String(decoding: PercentEncoding.decode(pair[mark...].dropFirst(), plusIsSpace: true), as: UTF8.self)
        }
        return nil
    }
}

/// What is sent back.
package struct FrontReply: Sendable {
    /// The HTTP status.
    package var status: Int
    /// The headers, without length and date.
    package var headers: HTTPHeaders
    /// The whole body; empty when it comes as a stream.
    package var body: [UInt8]
    /// Where the body comes from piece by piece.
    var stream: ServerStream?

    /// A reply with a request id.
    init(status: Int, requestID: String, contentType: String, body: [UInt8]) {
        self.status = status
        self.body = body
        headers = HTTPHeaders()
        headers.add("Content-Type", contentType)
        headers.add("Access-Control-Expose-Headers", Self.exposedHeaders)
        headers.add("X-Fc-Request-Id", requestID)
    }

    /// A JSON document.
    init(status: Int = 200, requestID: String, json: Value) {
        self.init(
            status: status, requestID: requestID, contentType: "application/json", body: JSONWriter.bytes(json))
    }

    /// An error of the platform (docs: FC API, error responses).
    init(_ refusal: ServiceRefusal, requestID: String) {
        self.init(
            status: refusal.status, requestID: requestID,
            json: [
                "Code": .string(refusal.code), "Message": .string(refusal.message), "RequestId": .string(requestID),
            ])
    }

    private static let exposedHeaders =
        "Date,x-fc-request-id,x-fc-error-type,x-fc-code-checksum,x-fc-invocation-duration,x-fc-max-memory-usage,"
        + "x-fc-log-result,x-fc-invocation-code-version,x-fc-instance-id"
}
