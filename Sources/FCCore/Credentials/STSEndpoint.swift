/// Where the Security Token Service is (docs: STS, endpoints).
enum STSEndpoint {
    /// The endpoint that a profile and the environment ask for.
    /// - Parameters:
    ///   - explicit: a host that was configured; a scheme and a slash around it do not count, it is always HTTPS.
    ///   - region: the region that was configured.
    ///   - isVPC: whether the endpoint inside a VPC was asked for; nil when the profile says nothing.
    /// - Throws: ``CredentialError`` when the configured host or region is none.
    static func choose(
        explicit: String? = nil, region: String? = nil, isVPC: Bool? = nil, _ surroundings: CredentialSurroundings
    ) throws(CredentialError) -> Endpoint {
        if let explicit, !explicit.isEmpty {
            let host = explicit.firstRange(of: "://").map { explicit[$0.upperBound...] } ?? explicit[...]
            return try endpoint(String(host.hasSuffix("/") ? host.dropLast() : host))
        }
        guard let region = region ?? surroundings.variable("ALIBABA_CLOUD_STS_REGION"), !region.isEmpty else {
            return Endpoint(host: "sts.aliyuncs.com")
        }
        let isInside = isVPC ?? surroundings.isTrue("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED")
        return try endpoint("\(isInside ? "sts-vpc" : "sts").\(region).aliyuncs.com")
    }

    private static func endpoint(_ authority: String) throws(CredentialError) -> Endpoint {
        do {
            return try Endpoint(parsing: "https://" + authority)
        } catch {
            throw CredentialError(.incomplete, "'\(authority)' is no host of STS")
        }
    }
}
