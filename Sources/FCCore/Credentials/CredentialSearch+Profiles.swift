/// Profiles of the aliyun CLI and the SDKs' own chain of sources.
extension CredentialSearch {
    /// The profile that was named: of the aliyun CLI, else of the SDKs' credentials file.
    mutating func takeProfile(_ name: String) throws(CredentialError) {
        var failure: CredentialError?
        if let configuration = try configuration() {
            do {
                let profile = try configuration.profile(named: name)
                warnIfReadable(configuration.path, configuration.status)
                return win("profile:\(name)", try profile.credentials(), region: profile.region)
            } catch {
                guard error.kind == .accessNotFound else { throw error }
                failure = error
            }
        }
        if let file = try credentialsFile(), file.names.contains(name) {
            warnIfReadable(file.path, file.status)
            return win("profile:\(name)", try file.credentials(section: name))
        }
        let path = AliyunConfiguration.path(environment: resolver.environment, home: resolver.home)
        throw failure
            ?? CredentialError(
                .accessNotFound, "there is no profile '\(name)': \(path ?? "~/.aliyun/config.json") does not exist",
                hint: "run 'aliyun configure --profile \(name)'")
    }

    /// `${aliyun-cli}`: the profile that is current in the aliyun CLI.
    mutating func takeCurrentAliyunProfile() throws(CredentialError) {
        guard let configuration = try configuration() else {
            let path = AliyunConfiguration.path(environment: resolver.environment, home: resolver.home)
            throw CredentialError(
                .accessNotFound,
                "${aliyun-cli} asks for the aliyun CLI's profile, and \(path ?? "~/.aliyun/config.json") does not exist",
                hint: "run 'aliyun configure'")
        }
        let profile = try configuration.profile(named: nil)
        warnIfReadable(configuration.path, configuration.status)
        win("aliyun-cli:\(profile.name)", try profile.credentials(), region: profile.region)
    }

    /// The sources of the SDKs, in their order, and the older variables last.
    mutating func runSDKChain() throws(CredentialError) {
        if takeVariables(prefix: "ALIBABA_CLOUD_") { return }
        try refuseOIDC()
        if try takeChainProfile() { return }
        if try takeChainSection() { return }
        skipNetworkSources()
        for prefix in ["ALIBABACLOUD_", "ALICLOUD_"] where takeVariables(prefix: prefix) { return }
        let list = resolution.report.skipped.map { "\n  \($0.source): \($0.reason)" }.joined()
        throw CredentialError(
            .noCredentials, "no credentials were found" + list,
            hint: "add an alias with 's config add', or export ALIBABA_CLOUD_ACCESS_KEY_ID and "
                + "ALIBABA_CLOUD_ACCESS_KEY_SECRET")
    }

    private mutating func takeVariables(prefix: String) -> Bool {
        let (keyName, secretName) = (prefix + "ACCESS_KEY_ID", prefix + "ACCESS_KEY_SECRET")
        guard let key = resolver.variable(keyName), let secret = resolver.variable(secretName) else {
            let missing = [keyName, secretName].filter { resolver.variable($0) == nil }
            // The older spellings are worth a line only when one half of them is there.
            if prefix == "ALIBABA_CLOUD_" || missing.count == 1 {
                skip("sdk:env", "not set: " + missing.joined(separator: ", "))
            }
            return false
        }
        let token = resolver.variable(prefix + "SECURITY_TOKEN")
        winInChain(
            "sdk:env",
            Credentials(accessKeyID: key, accessKeySecret: Secret(secret), securityToken: token.map(Secret.init)),
            using: keyName)
        return true
    }

    /// A role by OpenID Connect would come next; going on would sign with an identity the SDKs would not use.
    private func refuseOIDC() throws(CredentialError) {
        let names = ["ALIBABA_CLOUD_ROLE_ARN", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABA_CLOUD_OIDC_TOKEN_FILE"]
        guard names.allSatisfy({ resolver.variable($0) != nil }) else { return }
        throw CredentialError(
            .unsupported, "\(names[0]) asks for a role by OIDC, which is not supported",
            hint: "unset \(names[0]), or export ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET")
    }

    private mutating func takeChainProfile() throws(CredentialError) -> Bool {
        let source = "sdk:cli_profile"
        if let variable = AliyunConfiguration.isDisabled(resolver.environment) {
            skip(source, "\(variable) is set")
            return false
        }
        do {
            guard let configuration = try configuration() else {
                let path = AliyunConfiguration.path(environment: resolver.environment, home: resolver.home)
                skip(source, "\(path ?? "~/.aliyun/config.json") does not exist")
                return false
            }
            let name = AliyunConfiguration.profileName(resolver.environment)
            let profile = try configuration.profile(named: name)
            let credentials = try profile.credentials()
            warnIfReadable(configuration.path, configuration.status)
            winInChain(
                "\(source):\(profile.name)", credentials, region: profile.region,
                using: "profile \(profile.name) of \(configuration.path)")
            return true
        } catch {
            return try passOver(source, error)
        }
    }

    private mutating func takeChainSection() throws(CredentialError) -> Bool {
        let source = "sdk:profile"
        do {
            guard let file = try credentialsFile() else {
                let paths = SDKCredentialsFile.paths(environment: resolver.environment, home: resolver.home)
                skip(source, (paths.first ?? "~/.alibabacloud/credentials") + " does not exist")
                return false
            }
            let name = AliyunConfiguration.profileName(resolver.environment) ?? "default"
            let credentials = try file.credentials(section: name)
            warnIfReadable(file.path, file.status)
            winInChain("\(source):\(name)", credentials, using: "section [\(name)] of \(file.path)")
            return true
        } catch {
            return try passOver(source, error)
        }
    }

    /// The SDKs pass over a source that fails. What names an identity in a way that is not supported ends the search:
    /// the next source would be another identity.
    private mutating func passOver(_ source: String, _ error: CredentialError) throws(CredentialError) -> Bool {
        guard error.kind != .unsupported else { throw error }
        skip(source, error.message)
        return false
    }

    private mutating func skipNetworkSources() {
        let isDisabled = resolver.variable("ALIBABA_CLOUD_ECS_METADATA_DISABLED")?.lowercased() == "true"
        skip("sdk:imds", isDisabled ? "ALIBABA_CLOUD_ECS_METADATA_DISABLED is set" : "not supported")
        guard resolver.variable("ALIBABA_CLOUD_CREDENTIALS_URI") != nil else { return }
        skip("sdk:credentials_uri", "not supported")
    }

    private mutating func winInChain(
        _ source: String, _ credentials: Credentials, region: String? = nil, using place: String
    ) {
        if isStoreMissing { notice("no Serverless Devs access found, using \(place)") }
        win(source, credentials, region: region)
    }

    private func configuration() throws(CredentialError) -> AliyunConfiguration? {
        try AliyunConfiguration(environment: resolver.environment, home: resolver.home, files: resolver.files)
    }

    private func credentialsFile() throws(CredentialError) -> SDKCredentialsFile? {
        try SDKCredentialsFile(environment: resolver.environment, home: resolver.home, files: resolver.files)
    }
}
