internal import Crypto
internal import FoundationEssentials

/// Signs requests of the log service with its own scheme, `LOG id:signature` with HMAC-SHA1
/// (docs: Log Service, request signatures).
///
/// Time is an argument, so the same input always gives the same signature.
struct LogServiceSigner: Sendable {
    /// The version of the API that every request names.
    static let version = "0.6.0"

    let credentials: Credentials

    /// Signs a request without a body: adds the headers that signing needs and `Authorization`.
    func sign(_ request: HTTPRequest, date: Date) -> HTTPRequest {
        var request = request
        request.headers.set("x-log-apiversion", Self.version)
        request.headers.set("x-log-bodyrawsize", "0")
        request.headers.set("x-log-signaturemethod", "hmac-sha1")
        request.headers.set("date", UTCTime(date).httpDate)
        if let token = credentials.securityToken {
            request.headers.set("x-acs-security-token", token.reveal())
        }
        let key = SymmetricKey(data: Array(credentials.accessKeySecret.reveal().utf8))
        let code = HMAC<Insecure.SHA1>.authenticationCode(for: Array(Self.stringToSign(request).utf8), using: key)
        request.headers.set("authorization", "LOG \(credentials.accessKeyID):\(Base64.encode(Array(code)))")
        return request
    }

    /// Method, hash and type of the body, date, headers of the service and the resource, a line each.
    static func stringToSign(_ request: HTTPRequest) -> String {
        var lines = [
            request.method, request.headers["content-md5"] ?? "", request.headers["content-type"] ?? "",
            request.headers["date"] ?? "",
        ]
        let signed = request.headers.fields.map { (name: $0.name.lowercased(), value: $0.value) }
            .filter { $0.name.hasPrefix("x-log-") || $0.name.hasPrefix("x-acs-") }
            .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        lines += signed.map { "\($0.name):\($0.value)" }
        lines.append(resource(of: request))
        return lines.joined(separator: "\n")
    }

    /// The path and the query as it is before encoding, sorted by name.
    private static func resource(of request: HTTPRequest) -> String {
        let pairs = request.query.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            .map { "\($0.name)=\($0.value)" }
        return pairs.isEmpty ? request.path : request.path + "?" + pairs.joined(separator: "&")
    }
}
