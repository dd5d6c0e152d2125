/// Where a key comes from, as a profile, a section or a set of variables says; nothing has been asked yet.
indirect enum CredentialSource: Sendable, Hashable {
    /// The key is there.
    case fixed(Credentials, expiration: UTCTime?)
    /// A role, taken with the key of another source (docs: STS, AssumeRole).
    case role(RoleRequest, by: CredentialSource)
    /// A role, taken with a token of an identity provider (docs: STS, AssumeRoleWithOIDC).
    case openID(RoleRequest, provider: String, tokenFile: String)
    /// The role of the ECS instance; its name is asked for when it is nil.
    case metadata(role: String?)
    /// A program that prints a key.
    case program(command: String)
    /// An address that answers with a key.
    case address(String)
    /// CloudSSO's exchange of an access token for a key.
    case cloudSSO(CloudSSOLogin)
    /// OAuth's exchange of an access token for a key.
    case oauth(OAuthLogin)
}

/// A key with what is known about its end and its bearer.
struct IssuedCredentials: Sendable, Hashable {
    var credentials: Credentials
    /// When the key ends; nil when it does not, or nobody knows.
    var expiration: UTCTime?
    /// The resource name of who signs with it, when the service told.
    var arn: String?
}

/// A role to be taken.
struct RoleRequest: Sendable, Hashable {
    /// `acs:ram::ACCOUNT:role/NAME`.
    var arn: String
    /// The name under which the role's actions are logged.
    var sessionName: String
    /// How long the key lives, in seconds; 900 at least.
    var duration = 3600
    /// A policy that narrows what the key may do.
    var policy: String?
    /// The secret word some roles of other accounts ask for.
    var externalID: String?
    /// The STS endpoint to ask.
    var endpoint: Endpoint

    /// The session's name: the configured one, else the environment's, else one of this program.
    static func sessionName(_ configured: String?, _ surroundings: CredentialSurroundings) -> String {
        configured ?? surroundings.variable("ALIBABA_CLOUD_ROLE_SESSION_NAME") ?? "fcsh-\(surroundings.second)"
    }

    /// The account the role belongs to, from its resource name.
    var accountID: String? {
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 5, parts[0] == "acs", parts[1] == "ram", !parts[3].isEmpty,
            parts[3].utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return String(parts[3])
    }
}

/// A sign-in to CloudSSO that the aliyun CLI keeps.
struct CloudSSOLogin: Sendable, Hashable {
    /// The page people sign in at; its scheme and host answer requests.
    var signInURL: String
    var accountID: String
    var accessConfiguration: String
    var accessToken: Secret
}

/// A sign-in by OAuth that the aliyun CLI keeps.
struct OAuthLogin: Sendable, Hashable {
    /// The service of the site, China or international.
    var endpoint: Endpoint
    var accessToken: Secret
}
