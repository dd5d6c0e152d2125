import FCCore

/// Checks the ACS3 signature of requests against the endpoint's one key (docs: Alibaba Cloud API, V3 signature).
struct AccessCheck: Sendable {
    /// How far a request's date may be from the server's, in seconds.
    static let tolerance = 900

    private static let required = [
        "host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256",
    ]

    private let credentials: Credentials
    private let now: @Sendable () -> Int64
    private let nonces: NonceMemory

    /// A check for one key pair.
    init(credentials: Credentials, now: @escaping @Sendable () -> Int64) {
        self.credentials = credentials
        self.now = now
        // A nonce counts as long as a date at the edge of the future is acceptable: twice the tolerance.
        nonces = NonceMemory(window: Int64(Self.tolerance) * 2000)
    }

    /// Lets a request pass or says what is wrong with its signature.
    func verify(_ request: FrontRequest) throws(ServiceRefusal) {
        let authorization = try authorization(of: request)
        for name in Self.required where request.headers[name] == nil { throw .missingHeader(name) }
        try checkDate(request.headers["x-acs-date"] ?? "")
        try checkSignedNames(authorization, request.headers)
        try checkSignature(authorization, request)
        guard nonces.insert(request.headers["x-acs-signature-nonce"] ?? "", now: now()) else { throw .usedNonce }
    }

    /// The same for a request to an HTTP trigger, which is signed as the vendor's examples do it: date and token alone,
    /// and nothing in place of the body's hash (docs: FC, signature authentication of HTTP triggers). One that is signed
    /// like a request to the API passes as well.
    func verifyTrigger(_ request: FrontRequest) throws(ServiceRefusal) {
        if request.headers["x-acs-content-sha256"] != nil { return try verify(request) }
        let authorization = try authorization(of: request)
        guard let date = request.headers["x-acs-date"] else { throw .missingHeader("x-acs-date") }
        try checkDate(date)
        let signed = Set(authorization.signedHeaders)
        for field in request.headers.fields where field.name.lowercased().hasPrefix("x-acs-") {
            let name = field.name.lowercased()
            if !signed.contains(name) { throw .signatureMismatch("the header \(name) is not signed") }
        }
        try compare(authorization, request, payloadHash: "")
    }

    private func checkDate(_ text: String) throws(ServiceRefusal) {
        guard let time = UTCTime(timestamp: text) else { throw .invalidTime(text) }
        let server = UTCTime(seconds: Int(now() / 1000))
        guard abs(time.seconds - server.seconds) <= Self.tolerance else {
            throw .expiredTime(text, server: server.timestamp)
        }
    }

    /// Every common header that is there has to be signed, or it could be changed on the way.
    private func checkSignedNames(
        _ authorization: ACS3Authorization, _ headers: HTTPHeaders
    ) throws(ServiceRefusal) {
        let signed = Set(authorization.signedHeaders)
        for field in headers.fields {
            let name = field.name.lowercased()
            guard name == "host" || name == "content-type" || name.hasPrefix("x-acs-") else { continue }
            if !signed.contains(name) { throw .signatureMismatch("the header \(name) is not signed") }
        }
    }

    private func authorization(of request: FrontRequest) throws(ServiceRefusal) -> ACS3Authorization {
        guard let header = request.headers["authorization"] else {
            throw .accessDenied("the request is not signed: the Authorization header is missing")
        }
        guard let authorization = ACS3Authorization.parse(header) else {
            throw .accessDenied(
                "the Authorization header is not of the form "
                    + "'\(ACS3Signer.algorithm) Credential=…,SignedHeaders=…,Signature=…'")
        }
        guard authorization.credential == credentials.accessKeyID else {
            throw .invalidKey(authorization.credential)
        }
        return authorization
    }

    private func checkSignature(_ authorization: ACS3Authorization, _ request: FrontRequest) throws(ServiceRefusal) {
        let payloadHash = ACS3Signer.payloadHash(request.body)
        guard request.headers["x-acs-content-sha256"] == payloadHash else {
            throw .signatureMismatch("x-acs-content-sha256 is not the SHA-256 of the body, which is \(payloadHash)")
        }
        try compare(authorization, request, payloadHash: payloadHash)
    }

    private func compare(
        _ authorization: ACS3Authorization, _ request: FrontRequest, payloadHash: String
    ) throws(ServiceRefusal) {
        let expected = ACS3Signer.signature(
            secret: credentials.accessKeySecret, method: request.method, rawPath: request.rawPath,
            rawQuery: request.rawQuery, headers: request.headers, signedHeaders: authorization.signedHeaders,
            payloadHash: payloadHash)
        guard ACS3Signer.areEqual(expected, authorization.signature) else {
            throw .signatureMismatch("the signed headers were \(authorization.signedHeaders.joined(separator: ";"))")
        }
    }
}
