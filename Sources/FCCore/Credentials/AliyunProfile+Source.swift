/// Where a profile's key comes from: every mode of the aliyun CLI that can sign for Function Compute.
extension AliyunProfile {
    /// Where the key comes from.
    /// - Parameters:
    ///   - configuration: the profiles that this one may build on.
    ///   - path: the profiles that led here, for finding circles.
    /// - Throws: ``CredentialError`` when a part is missing, a sign-in has ended or the mode cannot serve.
    func source(
        in configuration: AliyunConfiguration, _ surroundings: CredentialSurroundings, path: [String] = []
    ) throws(CredentialError) -> CredentialSource {
        switch mode.lowercased() {
        case "ak": return .fixed(try key(surroundings), expiration: nil)
        case "ststoken":
            var credentials = try key(surroundings)
            credentials.securityToken = Secret(
                try part("sts_token", else: fallback("SECURITY_TOKEN", surroundings)))
            return .fixed(credentials, expiration: nil)
        case "ramrolearn":
            var credentials = try key(surroundings)
            credentials.securityToken = text("sts_token").map(Secret.init)
            return .role(try role(surroundings), by: .fixed(credentials, expiration: nil))
        case "ecsramrole": return .metadata(role: metadataRole(surroundings))
        case "ramrolearnwithrolename":
            return .role(try role(surroundings), by: .metadata(role: metadataRole(surroundings)))
        case "chainableramrolearn":
            let source = try sourceProfile(in: configuration, surroundings, path: path + [name])
            return .role(try role(surroundings), by: source)
        case "oidc":
            return .openID(
                try role(surroundings), provider: try part("oidc_provider_arn"),
                tokenFile: try part("oidc_token_file"))
        case "external":
            try refuseWhenForbidden(surroundings)
            return .program(command: try part("process_command"))
        case "credentialsuri":
            try refuseWhenForbidden(surroundings)
            if let address = text("credentials_uri") ?? surroundings.variable("ALIBABA_CLOUD_CREDENTIALS_URI") {
                return .address(address)
            }
            return .address(try part("credentials_uri"))
        case "cloudsso": return try cloudSSO(surroundings)
        case "oauth": return try oauth(surroundings)
        case "":
            throw CredentialError(.incomplete, "\(place) has no mode and no key", hint: reconfigure)
        default:
            throw CredentialError(
                .unsupported, "\(place) has the mode \(mode), which cannot sign for Function Compute",
                hint: "use a profile of another mode, or export ALIBABA_CLOUD_ACCESS_KEY_ID and "
                    + "ALIBABA_CLOUD_ACCESS_KEY_SECRET")
        }
    }

    /// The profile's key pair; what is missing may stand in the environment, as for the CLI.
    private func key(_ surroundings: CredentialSurroundings) throws(CredentialError) -> Credentials {
        let keyID = fallback("ACCESS_KEY_ID", surroundings)
        let secret = fallback("ACCESS_KEY_SECRET", surroundings)
        return Credentials(
            accessKeyID: try part("access_key_id", else: keyID),
            accessKeySecret: Secret(try part("access_key_secret", else: secret)))
    }

    private func fallback(_ name: String, _ surroundings: CredentialSurroundings) -> String? {
        ["ALIBABA_CLOUD_", "ALIBABACLOUD_", "ALICLOUD_", ""].lazy.compactMap { surroundings.variable($0 + name) }.first
    }

    private func metadataRole(_ surroundings: CredentialSurroundings) -> String? {
        text("ram_role_name") ?? surroundings.variable("ALIBABA_CLOUD_ECS_METADATA")
    }

    private func role(_ surroundings: CredentialSurroundings) throws(CredentialError) -> RoleRequest {
        let duration = seconds("expired_seconds") ?? 3600
        guard duration >= 900 else {
            throw CredentialError(
                .incomplete, "\(place): expired_seconds is \(duration); a role lasts 900 seconds at least",
                hint: reconfigure)
        }
        return RoleRequest(
            arn: try part("ram_role_arn"), sessionName: RoleRequest.sessionName(text("ram_session_name"), surroundings),
            duration: duration, policy: text("policy"), externalID: text("external_id"),
            endpoint: try STSEndpoint.choose(
                explicit: text("sts_endpoint"), region: text("sts_region"), isVPC: truth("enable_vpc"), surroundings))
    }

    private func sourceProfile(
        in configuration: AliyunConfiguration, _ surroundings: CredentialSurroundings, path: [String]
    ) throws(CredentialError) -> CredentialSource {
        let next = try part("source_profile")
        guard !path.contains(next) else {
            throw CredentialError(
                .loop,
                "profiles of the aliyun CLI name each other in a circle: "
                    + (path + [next]).joined(separator: " → "), hint: reconfigure)
        }
        return try configuration.profile(named: next).source(in: configuration, surroundings, path: path)
    }

    private func refuseWhenForbidden(_ surroundings: CredentialSurroundings) throws(CredentialError) {
        let name = "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS"
        guard surroundings.variable(name) == "1" || surroundings.isTrue(name) else { return }
        throw CredentialError(.unsupported, "\(place) has the mode \(mode), which \(name) forbids")
    }

    private func cloudSSO(_ surroundings: CredentialSurroundings) throws(CredentialError) -> CredentialSource {
        if let kept = keptKey(surroundings) { return kept }
        guard let token = text("access_token"),
            (seconds("cloud_sso_access_token_expire") ?? 0) > surroundings.second
        else { throw signInEnded }
        return .cloudSSO(
            CloudSSOLogin(
                signInURL: try part("cloud_sso_sign_in_url"), accountID: try part("cloud_sso_account_id"),
                accessConfiguration: try part("cloud_sso_access_config"), accessToken: Secret(token)))
    }

    /// Refresh tokens rotate and would have to be written back, so only the CLI itself may use them.
    private func oauth(_ surroundings: CredentialSurroundings) throws(CredentialError) -> CredentialSource {
        if let kept = keptKey(surroundings) { return kept }
        guard let token = text("oauth_access_token"),
            (seconds("oauth_access_token_expire") ?? 0) > surroundings.second
        else { throw signInEnded }
        let site = text("oauth_site_type")?.uppercased() ?? "CN"
        guard let host = ["CN": "oauth.aliyun.com", "INTL": "oauth.alibabacloud.com"][site] else {
            throw CredentialError(
                .incomplete, "\(place): oauth_site_type is \(site), not CN or INTL", hint: reconfigure)
        }
        return .oauth(OAuthLogin(endpoint: Endpoint(host: host), accessToken: Secret(token)))
    }

    /// The key that the CLI got by its last exchange, while it lives.
    private func keptKey(_ surroundings: CredentialSurroundings) -> CredentialSource? {
        guard let keyID = text("access_key_id"), let secret = text("access_key_secret"), let token = text("sts_token"),
            let end = seconds("sts_expiration"), end > surroundings.second
        else { return nil }
        let credentials = Credentials(
            accessKeyID: keyID, accessKeySecret: Secret(secret), securityToken: Secret(token),
            accountID: text("cloud_sso_account_id"))
        return .fixed(credentials, expiration: UTCTime(seconds: end))
    }

    private var signInEnded: CredentialError {
        CredentialError(
            .loginExpired, "the sign-in of \(place) (\(mode)) has ended; only the CLI can renew it", hint: reconfigure)
    }
}
