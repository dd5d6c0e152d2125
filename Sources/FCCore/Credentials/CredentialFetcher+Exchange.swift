/// Services that give a key for a request of their own kind.
extension CredentialFetcher {
    /// How long such a service may take.
    private static let limit = Duration.seconds(10)

    /// The key an address answers with: flat JSON that says `Success`.
    func answer(of address: String) async throws(CredentialError) -> IssuedCredentials {
        guard let request = Self.request(of: address) else {
            throw CredentialError(.incomplete, "\(place): the credentials URI is no address")
        }
        let service = "the credentials URI at \(request.endpoint.authority)"
        let answer = try await json(request, service)
        guard answer["Code"]?.stringValue == "Success", let issued = IssuedCredentials(answer: answer) else {
            throw CredentialError(.sourceFailed, "\(place): \(service) answers without a key")
        }
        return issued
    }

    /// CloudSSO: an access token for a key of the account and access configuration that were chosen at sign-in.
    func exchange(_ login: CloudSSOLogin) async throws(CredentialError) -> IssuedCredentials {
        surroundings.secretMet(login.accessToken)
        guard var request = Self.request(of: login.signInURL), request.endpoint.scheme == .https else {
            throw CredentialError(.incomplete, "\(place): cloud_sso_sign_in_url is no https address")
        }
        request.method = "POST"
        request.path = "/cloud-credentials"
        request.query = []
        request.body = .bytes(
            JSONWriter.bytes(
                .object(
                    Record([
                        ("AccountId", .string(login.accountID)),
                        ("AccessConfigurationId", .string(login.accessConfiguration)),
                    ]))))
        let answer = try await json(bearing(login.accessToken, request), "CloudSSO")
        guard var issued = IssuedCredentials(answer: answer["CloudCredential"]) else {
            throw CredentialError(.sourceFailed, "\(place): CloudSSO answers without a key")
        }
        issued.credentials.accountID = login.accountID
        return issued
    }

    /// OAuth: an access token for a key of whoever signed in.
    func exchange(_ login: OAuthLogin) async throws(CredentialError) -> IssuedCredentials {
        surroundings.secretMet(login.accessToken)
        let request = HTTPRequest(method: "POST", endpoint: login.endpoint, path: "/v1/exchange", body: .bytes([]))
        let answer = try await json(bearing(login.accessToken, request), "the OAuth service")
        guard let issued = IssuedCredentials(answer: answer) else {
            throw CredentialError(.sourceFailed, "\(place): the OAuth service answers without a key")
        }
        return issued
    }

    private func bearing(_ token: Secret, _ request: HTTPRequest) -> HTTPRequest {
        var request = request
        request.headers.set("accept", "application/json")
        request.headers.set("content-type", "application/json")
        request.headers.set("authorization", "Bearer \(token.reveal())")
        return request
    }

    private func json(_ request: HTTPRequest, _ service: String) async throws(CredentialError) -> Value {
        let transport = try await surroundings.transport()
        let response: HTTPResponse
        let body: [UInt8]
        do throws(TransportError) {
            response = try await transport.send(request, deadline: .now.advanced(by: Self.limit))
            body = try await response.body.collect(upTo: 1 << 20)
        } catch {
            throw refusal(.transport(error), service, nil)
        }
        guard (200..<300).contains(response.status) else {
            let fault = ServiceFault(status: response.status, headers: response.headers, body: body)
            throw refusal(.service(fault), service, nil)
        }
        guard let answer = try? JSONReader.read(body), answer.recordValue != nil else {
            throw CredentialError(.sourceFailed, "\(place): \(service) answers with something other than JSON")
        }
        return answer
    }

    /// A failure of a service as a failure of this source. What a service says may be long and is told in one line.
    func refusal(_ error: FCError, _ service: String, _ hint: String?) -> CredentialError {
        switch error {
        case .credentials(let error): return error
        case .transport(let error):
            if error.fact == .cancelled { return .cancelled }
            return CredentialError(.sourceFailed, "\(place): \(service) failed: \(error.host) \(error.shortReason)")
        case .service(let fault):
            let words: [String?] = [
                fault.code.map { "\($0) (status \(fault.status))" } ?? "status \(fault.status)",
                fault.form == .html ? nil : fault.message.map { String($0.prefix(300)) },
                fault.requestID.map { "request id \($0)" },
            ]
            return CredentialError(
                .sourceFailed,
                "\(place): \(service) was refused: \(words.compactMap(\.self).joined(separator: ", "))",
                hint: fault.kind == .denied || fault.kind == .notFound ? hint : nil)
        }
    }

    /// A GET of an address with path and query; nil for anything else.
    static func request(of address: String) -> HTTPRequest? {
        guard let mark = address.firstRange(of: "://") else { return nil }
        let rest = address[mark.upperBound...]
        let authority = rest.prefix { !"/?#".contains($0) }
        guard let endpoint = try? Endpoint(parsing: String(address[..<authority.endIndex])) else { return nil }
        let target = rest[authority.endIndex...].prefix { $0 != "#" }
        let path = target.prefix { $0 != "?" }
        let items = target.dropFirst(path.count + 1).split(separator: "&").map { item -> HTTPRequest.QueryItem in
            let parts: [Substring] = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded: [String] = parts.map {
                String(decoding: PercentEncoding.decode($0, plusIsSpace: true), as: UTF8.self)
            }
            return (name: decoded[0], value: decoded.count > 1 ? decoded[1] : "")
        }
        return HTTPRequest(
            method: "GET", endpoint: endpoint, path: path.isEmpty ? "/" : String(path), query: items,
            headers: ["accept": "application/json"])
    }
}

extension TransportError {
    /// What happened, in a few words that follow the host's name.
    fileprivate var shortReason: String {
        switch fact {
        case .notSent(let reason): "was not asked: \(reason)"
        case .connectionRefused: "refuses connections"
        case .cannotResolve: "has no address"
        case .connectTimeout, .deadlineExceeded: "did not answer in time"
        case .tls(let reason): "has no trusted connection (\(reason))"
        case .connectionClosed: "closed the connection"
        case .cancelled: "was not waited for"
        case .proxy(let reason): "could not be reached through the proxy: \(reason)"
        case .answerTooLarge: "answers with too much"
        case .other(let reason): "failed: \(reason)"
        }
    }
}
