/// An HTTP request as the event that a function of a built-in runtime gets through an HTTP trigger
/// (docs: FC, HTTP triggers, payload format v1).
package struct HTTPTriggerEvent: Sendable {
    package var method: String
    /// The path behind the trigger's own address, still encoded.
    package var rawPath: String
    /// What follows `?`, still encoded; empty without a query.
    package var rawQuery: String
    package var headers: HTTPHeaders
    package var body: [UInt8]
    package var requestID: String
    package var accountID: String
    /// In milliseconds since 1970.
    package var time: Int64

    /// A request as it was received, or would be.
    package init(
        method: String, rawPath: String, rawQuery: String, headers: HTTPHeaders, body: [UInt8], requestID: String,
        accountID: String, time: Int64
    ) {
        self.method = method
        self.rawPath = rawPath
        self.rawQuery = rawQuery
        self.headers = headers
        self.body = body
        self.requestID = requestID
        self.accountID = accountID
        self.time = time
    }

    /// The event's bytes.
    package var bytes: [UInt8] {
        let body = shownBody
        let host = headers["host"] ?? ""
        let event: Value = [
            "version": "v1",
            "rawPath": .string(rawPath),
            "body": .string(body.text),
            "isBase64Encoded": .bool(body.isEncoded),
            "headers": .object(joined(headers.fields.map { (Self.canonical($0.name), $0.value) })),
            "queryParameters": .object(joined(queryItems)),
            "requestContext": [
                "accountId": .string(accountID),
                "domainName": .string(String(host.prefix { $0 != ":" })),
                "domainPrefix": .string(String(host.prefix { $0 != "." && $0 != ":" })),
                "requestId": .string(requestID),
                "time": .string(UTCTime(seconds: Int(time / 1000)).timestamp),
                "timeEpoch": .string(String(time)),
                "http": [
                    "method": .string(method),
                    "path": .string(String(decoding: PercentEncoding.decode(rawPath), as: UTF8.self)),
                    "protocol": "HTTP/1.1",
                    "sourceIp": "127.0.0.1",
                    "userAgent": .string(headers["user-agent"] ?? ""),
                ],
            ],
        ]
        return JSONWriter.bytes(event)
    }

    /// Text stays text; what is not UTF-8, or of a type that is no text, is base64.
    private var shownBody: (text: String, isEncoded: Bool) {
        let type = (headers["content-type"] ?? "").lowercased()
        let isText =
            type.isEmpty || type.hasPrefix("text/")
            || ["json", "xml", "javascript", "x-www-form-urlencoded"].contains { type.contains($0) }
        if isText, let text = String(validating: body, as: UTF8.self) { return (text, false) }
        return (Base64.encode(body), true)
    }

    /// The decoded pairs of the query in order.
    private var queryItems: [(String, String)] {
        rawQuery.split(separator: "&").map { pair in
            let mark = pair.firstIndex(of: "=") ?? pair.endIndex
            func text(_ part: Substring) -> String {
                String(decoding: PercentEncoding.decode(part, plusIsSpace: true), as: UTF8.self)
            }
            return (text(pair[..<mark]), text(pair[mark...].dropFirst()))
        }
    }

    /// Several values of one name are one text with commas.
    private func joined(_ pairs: [(String, String)]) -> Record {
        var record = Record()
        for (name, value) in pairs {
            record[name] = .string((record[name]?.stringValue).map { $0 + "," + value } ?? value)
        }
        return record
    }

    /// `content-type` as `Content-Type`.
    private static func canonical(_ name: String) -> String {
        name.split(separator: "-", omittingEmptySubsequences: false)
            .map { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }.joined(separator: "-")
    }
}

/// What a function of a built-in runtime returned to an HTTP trigger, as the response it means
/// (docs: FC, HTTP triggers, response of a handler).
package struct HTTPTriggerReply: Sendable {
    package var status: Int
    package var headers: HTTPHeaders
    package var body: [UInt8]

    /// A result of the form `{statusCode, headers, isBase64Encoded, body}` is the response; any other one is its body.
    package init(result: [UInt8]) {
        let value = try? JSONReader.read(result)
        guard let value, let status = value["statusCode"]?.intValue, (200...599).contains(status) else {
            let isDocument = value?.recordValue != nil || value?.arrayValue != nil
            self.status = 200
            headers = ["Content-Type": isDocument ? "application/json" : "text/plain"]
            body = result
            return
        }
        self.status = status
        headers = ["Content-Type": "application/json"]
        let text = value["body"]?.stringValue
        body = Array((text ?? value["body"].map { JSONWriter.text($0) } ?? "").utf8)
        if value["isBase64Encoded"]?.boolValue == true, let text {
            body = Base64.decode(text) ?? body
        }
        for field in value["headers"]?.recordValue?.fields ?? [] {
            guard let text = field.value.stringValue else { continue }
            headers.set(field.key, text)
        }
    }
}
