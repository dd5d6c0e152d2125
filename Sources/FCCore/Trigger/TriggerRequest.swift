internal import FoundationEssentials

/// One request to a function's own address, that of its HTTP trigger.
package struct TriggerRequest: Sendable {
    /// The request, its address included; not signed.
    package var request: HTTPRequest
    /// Whether the trigger wants a signature and the request has none of its own.
    package var isSigned: Bool

    /// A request.
    package init(_ request: HTTPRequest, isSigned: Bool) {
        self.request = request
        self.isSigned = isSigned
    }
}

extension FCClient {
    /// Sends a request to a function's address, once.
    ///
    /// Whatever the function answers is an answer, 404 and 500 included; a redirect is not followed.
    /// - Throws: ``FCError`` for no answer, and for a refusal that the platform wrote in the function's place.
    package func call(
        _ call: TriggerRequest, deadline: ContinuousClock.Instant?
    ) async throws(FCError) -> InvocationAnswer {
        let request = try await prepared(call)
        let start = ContinuousClock.now
        let response: HTTPResponse
        do {
            response = try await transport.send(request, deadline: deadline)
        } catch {
            throw .transport(error)
        }
        let answer = try await InvocationAnswer(response, since: start)
        if let fault = answer.platformRefusal { throw .service(fault) }
        return answer
    }

    /// The request that ``call(_:deadline:)`` would send, for showing it.
    package func prepared(_ call: TriggerRequest) async throws(FCError) -> HTTPRequest {
        var request = call.request
        if request.headers["user-agent"] == nil { request.headers.add("user-agent", userAgent) }
        if request.headers["accept"] == nil { request.headers.add("accept", "*/*") }
        guard call.isSigned else { return request }
        return ACS3Signer(credentials: try await credentials()).signTrigger(request, date: now())
    }
}

extension ACS3Signer {
    /// Signs a request to an HTTP trigger (docs: FC, signature authentication of HTTP triggers).
    ///
    /// It is the algorithm of the API with less in it: date and security token are all that is signed beside method,
    /// path and query, and an empty text stands where the hash of the body would.
    func signTrigger(_ request: HTTPRequest, date: Date) -> HTTPRequest {
        var request = request
        request.headers.set("x-acs-date", UTCTime(date).timestamp)
        if let token = credentials.securityToken { request.headers.set("x-acs-security-token", token.reveal()) }
        let names = SignedHeaderPolicy.trigger.names(in: request.headers)
        let query = request.rawQuery.map { Self.canonicalQuery(raw: $0) } ?? Self.canonicalQuery(request.query)
        let signature = Self.signature(
            secret: credentials.accessKeySecret,
            stringToSign: Self.stringToSign(
                Self.canonicalRequest(
                    method: request.method, canonicalURI: request.path, canonicalQuery: query,
                    headers: request.headers, signedHeaders: names, payloadHash: "")))
        request.headers.set(
            "authorization",
            ACS3Authorization(credential: credentials.accessKeyID, signedHeaders: names, signature: signature).text)
        return request
    }
}

extension InvocationAnswer {
    /// The keys of an error that the platform writes (docs: FC API, error responses).
    private static let refusalKeys: Set<String> = [
        "requestid", "code", "message", "errorcode", "errormessage", "hostid", "recommend", "accessdenieddetail",
    ]

    /// The platform's own refusal, where a function's answer was expected; nil for what the function answered.
    ///
    /// Nothing in the head tells the two apart. The platform's error has code, message and nothing but its own keys,
    /// and names the request by the id that the head has.
    package var platformRefusal: ServiceFault? {
        guard status >= 400, !isFunctionError, let record = (try? JSONReader.read(body))?.recordValue,
            record.keys.allSatisfy({ Self.refusalKeys.contains($0.lowercased()) })
        else { return nil }
        let fault = ServiceFault(status: status, headers: headers, body: body)
        guard fault.code != nil, fault.message != nil else { return nil }
        if let known = requestID, let named = fault.requestID, known != named { return nil }
        return fault
    }
}
