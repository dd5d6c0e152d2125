public import FoundationEssentials

/// Signs requests with ACS3-HMAC-SHA256 (docs: Alibaba Cloud API, V3 request body and signature).
///
/// Time and nonce are arguments, so the same input always gives the same signature. The stages of the algorithm are
/// the static functions of this type; a server checks a signature with the same ones.
public struct ACS3Signer: Sendable {
    /// The name of the algorithm, which `Authorization` begins with.
    public static let algorithm = "ACS3-HMAC-SHA256"

    let credentials: Credentials
    private let policy: SignedHeaderPolicy

    /// A signer for these credentials.
    public init(credentials: Credentials) {
        self.init(credentials: credentials, policy: .acsAndFC)
    }

    /// A signer that signs another set of headers, for checking it against requests of other clients.
    init(credentials: Credentials, policy: SignedHeaderPolicy) {
        self.credentials = credentials
        self.policy = policy
    }

    /// Signs a request: adds the headers that signing needs and `Authorization`.
    ///
    /// A request with a body needs its `Content-Type` before, since that is signed.
    /// - Parameters:
    ///   - action: the operation's name, `InvokeFunction`.
    ///   - version: the API's version, `2023-03-30`.
    ///   - date: the time of the request; a server accepts 15 minutes of difference.
    ///   - nonce: a text that no other request carries.
    public func sign(
        _ request: HTTPRequest, action: String, version: String, date: Date, nonce: String
    ) -> SignedRequest {
        var request = request
        let payloadHash = Self.payloadHash(request.body)
        request.headers.set("host", request.endpoint.authority)
        request.headers.set("x-acs-action", action)
        request.headers.set("x-acs-version", version)
        request.headers.set("x-acs-date", UTCTime(date).timestamp)
        request.headers.set("x-acs-signature-nonce", nonce)
        request.headers.set("x-acs-content-sha256", payloadHash)
        if let token = credentials.securityToken {
            request.headers.set("x-acs-accesskey-id", credentials.accessKeyID)
            request.headers.set("x-acs-security-token", token.reveal())
        }
        return authorize(request, payloadHash: payloadHash)
    }

    private func authorize(_ request: HTTPRequest, payloadHash: String) -> SignedRequest {
        var request = request
        request.headers.remove("authorization")
        let names = policy.names(in: request.headers)
        let canonicalRequest = Self.canonicalRequest(
            method: request.method, canonicalURI: request.path, canonicalQuery: Self.canonicalQuery(request.query),
            headers: request.headers, signedHeaders: names, payloadHash: payloadHash)
        let stringToSign = Self.stringToSign(canonicalRequest)
        let signature = Self.signature(secret: credentials.accessKeySecret, stringToSign: stringToSign)
        let authorization = ACS3Authorization(
            credential: credentials.accessKeyID, signedHeaders: names, signature: signature)
        request.headers.add("authorization", authorization.text)
        return SignedRequest(request: request, canonicalRequest: canonicalRequest, stringToSign: stringToSign)
    }
}

/// A request that carries its signature, with the texts the signature was made of.
public struct SignedRequest: Sendable {
    /// The request to send as it is.
    public let request: HTTPRequest
    /// The canonical request; it holds the security token of a temporary key.
    public let canonicalRequest: String
    /// The text that was signed.
    public let stringToSign: String
}

/// Which headers of a request are signed.
enum SignedHeaderPolicy: Sendable {
    /// `host`, `content-type` and `x-acs-*`, as most official clients do.
    case acs
    /// The same and `x-fc-*`: what an invocation means is signed, what proxies change is not.
    case acsAndFC
    /// Every header that is there.
    case all
    /// `x-acs-*` alone, as the vendor's examples for HTTP triggers do.
    case trigger

    /// The names to sign: in lower case, sorted, each once.
    func names(in headers: HTTPHeaders) -> [String] {
        var names: [String] = []
        for field in headers.fields {
            let name = field.name.lowercased()
            if includes(name), !names.contains(name) { names.append(name) }
        }
        return names.sorted()
    }

    private func includes(_ name: String) -> Bool {
        if self == .trigger { return name.hasPrefix("x-acs-") }
        if self == .all || name == "host" || name == "content-type" || name.hasPrefix("x-acs-") { return true }
        return self == .acsAndFC && name.hasPrefix("x-fc-")
    }
}
