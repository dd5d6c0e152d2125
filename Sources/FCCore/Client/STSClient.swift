internal import FoundationEssentials

/// Who a key belongs to (docs: STS, GetCallerIdentity).
package struct CallerIdentity: Sendable, Hashable {
    /// The main account's number.
    package var accountID: String
    /// The resource name of the account, user or role.
    package var arn: String
    /// `Account`, `RAMUser` or `AssumedRoleUser`.
    package var type: String?
    /// The number of the user or role.
    package var userID: String?

    /// Reads the answer of the service; nil when it names no account.
    init?(_ answer: Value) {
        guard let account = answer["AccountId"]?.stringValue, let arn = answer["Arn"]?.stringValue else { return nil }
        accountID = account
        self.arn = arn
        type = answer["IdentityType"]?.stringValue
        userID = answer["UserId"]?.stringValue
    }
}

/// The Security Token Service, API version 2015-04-01: who a key belongs to, and keys for roles.
///
/// Its requests are signed by the signer of Function Compute (docs: STS, V3 signature). A request is sent once.
struct STSClient: Sendable {
    /// The API's version.
    static let version = "2015-04-01"
    /// How long a question may take.
    static let limit = Duration.seconds(10)

    let endpoint: Endpoint
    let transport: any Transport
    let surroundings: CredentialSurroundings

    /// Who a key belongs to. Every key may ask for this.
    func callerIdentity(
        _ credentials: Credentials, limit: Duration = limit
    ) async throws(FCError) -> CallerIdentity {
        let request = signed("GetCallerIdentity", [], credentials).request
        let (answer, response) = try await send(request, limit: limit)
        guard let identity = CallerIdentity(answer) else { throw .service(response) }
        return identity
    }

    /// A key for a role.
    func assumeRole(_ role: RoleRequest, as credentials: Credentials) async throws(FCError) -> IssuedCredentials {
        let request = signed("AssumeRole", Self.parameters(of: role), credentials).request
        return try issued(try await send(request, limit: Self.limit), role)
    }

    /// A key for a role whose bearer an identity provider vouches for. Not signed: the token is the proof.
    func assumeRole(
        _ role: RoleRequest, provider: String, token: String
    ) async throws(FCError) -> IssuedCredentials {
        let form = Self.parameters(of: role) + [("OIDCProviderArn", provider), ("OIDCToken", token)]
        var request = HTTPRequest(
            method: "POST", endpoint: endpoint,
            query: [
                ("Action", "AssumeRoleWithOIDC"), ("Version", Self.version), ("Format", "JSON"),
                ("Timestamp", UTCTime(surroundings.now()).timestamp),
            ], body: .text(ACS3Signer.canonicalQuery(form)))
        request.headers.set("content-type", "application/x-www-form-urlencoded")
        request.headers.set("accept", "application/json")
        request.headers.set("user-agent", surroundings.userAgent)
        return try issued(try await send(request, limit: Self.limit), role)
    }

    /// A signed request of an operation.
    func signed(
        _ action: String, _ parameters: [HTTPRequest.QueryItem], _ credentials: Credentials
    ) -> SignedRequest {
        var request = HTTPRequest(method: "POST", endpoint: endpoint, query: parameters)
        request.headers.set("accept", "application/json")
        request.headers.set("user-agent", surroundings.userAgent)
        return ACS3Signer(credentials: credentials).sign(
            request, action: action, version: Self.version, date: surroundings.now(), nonce: surroundings.nonce())
    }

    /// The parameters that ask for a role.
    static func parameters(of role: RoleRequest) -> [HTTPRequest.QueryItem] {
        var items: [HTTPRequest.QueryItem] = [
            ("DurationSeconds", String(role.duration)), ("RoleArn", role.arn), ("RoleSessionName", role.sessionName),
        ]
        if let policy = role.policy { items.append(("Policy", policy)) }
        if let externalID = role.externalID { items.append(("ExternalId", externalID)) }
        return items
    }

    private func send(
        _ request: HTTPRequest, limit: Duration
    ) async throws(FCError) -> (answer: Value, response: ServiceFault) {
        let response: HTTPResponse
        let body: [UInt8]
        do {
            response = try await transport.send(request, deadline: .now.advanced(by: limit))
            body = try await response.body.collect(upTo: 1 << 20)
        } catch {
            throw .transport(error)
        }
        let fault = ServiceFault(status: response.status, headers: response.headers, body: body)
        guard (200..<300).contains(response.status), let answer = try? JSONReader.read(body) else {
            throw .service(fault)
        }
        return (answer, fault)
    }

    private func issued(
        _ exchange: (answer: Value, response: ServiceFault), _ role: RoleRequest
    ) throws(FCError) -> IssuedCredentials {
        guard let key = exchange.answer["Credentials"], var issued = IssuedCredentials(answer: key) else {
            throw .service(exchange.response)
        }
        issued.credentials.accountID = role.accountID
        issued.arn = exchange.answer["AssumedRoleUser"]?["Arn"]?.stringValue
        return issued
    }
}

extension IssuedCredentials {
    /// Reads `AccessKeyId`, `AccessKeySecret`, `SecurityToken` and `Expiration`; nil when a part of the key is missing.
    init?(answer: Value?) {
        guard let keyID = answer?["AccessKeyId"]?.stringValue, !keyID.isEmpty,
            let secret = answer?["AccessKeySecret"]?.stringValue, !secret.isEmpty
        else { return nil }
        let token = answer?["SecurityToken"]?.stringValue.flatMap { $0.isEmpty ? nil : Secret($0) }
        self.init(
            credentials: Credentials(accessKeyID: keyID, accessKeySecret: Secret(secret), securityToken: token),
            expiration: answer?["Expiration"]?.stringValue.flatMap(UTCTime.init(timestamp:)))
    }
}
