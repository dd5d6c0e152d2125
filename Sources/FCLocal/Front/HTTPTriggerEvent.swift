import FCCore
import FoundationEssentials

/// An HTTP request as the event that a built-in runtime gets (docs: FC, HTTP triggers, payload format v1).
struct HTTPTriggerEvent {
    var request: FrontRequest
    /// The path behind the trigger's own address, still encoded.
    var rawPath: String
    var requestID: String
    var accountID: String
    /// In milliseconds since 1970.
    var time: Int64

    /// The event's bytes.
    var bytes: [UInt8] {
        let body = body
        let host = request.headers["host"] ?? ""
        let event: Value = [
            "version": "v1",
            "rawPath": .string(rawPath),
            "body": .string(body.text),
            "isBase64Encoded": .bool(body.isEncoded),
            "headers": .object(joined(request.headers.fields.map { (Self.canonical($0.name), $0.value) })),
            "queryParameters": .object(joined(request.queryItems)),
            "requestContext": [
                "accountId": .string(accountID),
                "domainName": .string(String(host.prefix { $0 != ":" })),
                "domainPrefix": .string(String(host.prefix { $0 != "." && $0 != ":" })),
                "requestId": .string(requestID),
                "time": .string(UTCTime(seconds: Int(time / 1000)).timestamp),
                "timeEpoch": .string(String(time)),
                "http": [
                    "method": .string(request.method),
                    "path": .string(String(decoding: PercentEncoding.decode(rawPath), as: UTF8.self)),
                    "protocol": "HTTP/1.1",
                    "sourceIp": "127.0.0.1",
                    "userAgent": .string(request.headers["user-agent"] ?? ""),
                ],
            ],
        ]
        return JSONWriter.bytes(event)
    }

    /// Text stays text; what is not UTF-8, or of a type that is no text, is base64.
    private var body: (text: String, isEncoded: Bool) {
        let type = (request.headers["content-type"] ?? "").lowercased()
        let isText =
            type.isEmpty || type.hasPrefix("text/")
            || ["json", "xml", "javascript", "x-www-form-urlencoded"].contains { type.contains($0) }
        if isText, let text = String(validating: request.body, as: UTF8.self) { return (text, false) }
        return (Data(request.body).base64EncodedString(), true)
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

extension FrontRequest {
    /// The decoded pairs of the query in order.
    var queryItems: [(String, String)] {
        rawQuery.split(separator: "&").map { pair in
            let mark = pair.firstIndex(of: "=") ?? pair.endIndex
            func text(_ part: Substring) -> String {
                String(decoding: PercentEncoding.decode(part, plusIsSpace: true), as: UTF8.self)
            }
            return (text(pair[..<mark]), text(pair[mark...].dropFirst()))
        }
    }
}
