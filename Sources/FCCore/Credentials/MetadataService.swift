/// The metadata service of ECS, which gives an instance the key of its role (docs: ECS, instance metadata).
///
/// Plain HTTP and a second for each question: on any other machine nobody is there to answer.
package struct MetadataService: Sendable {
    /// The service's own address.
    static let address = Endpoint(scheme: .http, host: "100.100.100.200")
    /// How long a question may take, connecting included.
    static let limit = Duration.seconds(1)

    private static let roles = "/latest/meta-data/ram/security-credentials/"

    let endpoint: Endpoint
    let transport: any Transport
    /// Whether questions without a token of the service are out of the question (`ALIBABA_CLOUD_IMDSV1_DISABLED`).
    let needsToken: Bool
    /// Told of the service's own token.
    let secretMet: @Sendable (Secret) -> Void

    /// The key of the instance's role.
    /// - Parameter role: the role's name; asked for when it is nil.
    /// - Throws: ``CredentialError`` when the service is not there or has none.
    func credentials(role: String?) async throws(CredentialError) -> IssuedCredentials {
        var token = try await token()
        var name = role
        if name == nil {
            name = try await get(Self.roles, token).trimmingBlanks()
            // The official clients take a token for each question, but not a second time in vain.
            if token != nil { token = try await self.token() }
        }
        guard let name, !name.isEmpty, !name.contains("/"), !name.contains("\n") else {
            throw CredentialError(.sourceFailed, "the metadata service names no role")
        }
        let text = try await get(Self.roles + PercentEncoding.encode(name), token)
        let answer = try? JSONReader.read(text)
        guard answer?["Code"]?.stringValue == "Success", let issued = IssuedCredentials(answer: answer) else {
            throw CredentialError(.sourceFailed, "the metadata service has no key for the role \(name)")
        }
        return issued
    }

    /// A token for questions; nil when the service gives none and does not insist.
    private func token() async throws(CredentialError) -> String? {
        var request = HTTPRequest(method: "PUT", endpoint: endpoint, path: "/latest/api/token")
        request.headers.set("X-aliyun-ecs-metadata-token-ttl-seconds", "21600")
        do throws(CredentialError) {
            let token = try await answer(request).trimmingBlanks()
            guard !token.isEmpty else { throw CredentialError(.sourceFailed, "the metadata service gave no token") }
            secretMet(Secret(token))
            return token
        } catch {
            if error.kind == .cancelled || needsToken { throw error }
            return nil
        }
    }

    private func get(_ path: String, _ token: String?) async throws(CredentialError) -> String {
        var request = HTTPRequest(method: "GET", endpoint: endpoint, path: path)
        if let token { request.headers.set("X-aliyun-ecs-metadata-token", token) }
        return try await answer(request)
    }

    private func answer(_ request: HTTPRequest) async throws(CredentialError) -> String {
        let status: Int
        let body: [UInt8]
        do throws(TransportError) {
            let response = try await transport.send(request, deadline: .now.advanced(by: Self.limit))
            status = response.status
            body = try await response.body.collect(upTo: 1 << 16)
        } catch {
            if error.fact == .cancelled { throw .cancelled }
            throw CredentialError(.sourceFailed, "the metadata service at \(endpoint.host) does not answer")
        }
        guard status == 200 else {
            throw CredentialError(.sourceFailed, "the metadata service answers with status \(status)")
        }
        return String(decoding: body, as: UTF8.self)
    }
}
