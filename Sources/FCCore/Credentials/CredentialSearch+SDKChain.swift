/// The SDKs' own chain of sources. Nobody named one of them, so one that fails is passed over, and said.
extension CredentialSearch {
    /// The sources of the SDKs, in their order, and the older variables last.
    mutating func runSDKChain() async throws(CredentialError) {
        if takeVariables(prefix: "ALIBABA_CLOUD_") { return }
        if try await takeOpenID() { return }
        if try await takeChainProfile() { return }
        if try await takeChainSection() { return }
        if try await takeMetadata() { return }
        if try await takeAddress() { return }
        for prefix in ["ALIBABACLOUD_", "ALICLOUD_"] where takeVariables(prefix: prefix) { return }
        let list = resolution.report.skipped.map { "\n  \($0.source): \($0.reason)" }.joined()
        throw CredentialError(
            .noCredentials, "no credentials were found" + list,
            hint: "add an alias with 's config add', or export ALIBABA_CLOUD_ACCESS_KEY_ID and "
                + "ALIBABA_CLOUD_ACCESS_KEY_SECRET")
    }

    private mutating func takeVariables(prefix: String) -> Bool {
        let (keyName, secretName) = (prefix + "ACCESS_KEY_ID", prefix + "ACCESS_KEY_SECRET")
        guard let key = surroundings.variable(keyName), let secret = surroundings.variable(secretName) else {
            let missing = [keyName, secretName].filter { surroundings.variable($0) == nil }
            // The older spellings are worth a line only when one half of them is there.
            if prefix == "ALIBABA_CLOUD_" || missing.count == 1 {
                skip("sdk:env", "not set: " + missing.joined(separator: ", "))
            }
            return false
        }
        let token = surroundings.variable(prefix + "SECURITY_TOKEN")
        let credentials = Credentials(
            accessKeyID: key, accessKeySecret: Secret(secret), securityToken: token.map(Secret.init))
        winInChain("sdk:env", IssuedCredentials(credentials: credentials), using: keyName)
        return true
    }

    private mutating func takeOpenID() async throws(CredentialError) -> Bool {
        let names = ["ALIBABA_CLOUD_ROLE_ARN", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABA_CLOUD_OIDC_TOKEN_FILE"]
        let values = names.compactMap(surroundings.variable)
        guard values.count == names.count else {
            // Worth a line only when somebody began to set them.
            if values.contains(where: { !$0.isEmpty }) {
                let missing = names.filter { surroundings.variable($0) == nil }
                skip("sdk:oidc", "not set: " + missing.joined(separator: ", "))
            }
            return false
        }
        return try await passingOver("sdk:oidc") { search async throws(CredentialError) in
            let role = RoleRequest(
                arn: values[0], sessionName: RoleRequest.sessionName(nil, search.surroundings),
                endpoint: try STSEndpoint.choose(search.surroundings))
            let issued = try await search.fetch(
                .openID(role, provider: values[1], tokenFile: values[2]), "the environment")
            search.winInChain("sdk:oidc", issued, using: names[0])
        }
    }

    private mutating func takeChainProfile() async throws(CredentialError) -> Bool {
        let source = "sdk:cli_profile"
        if let variable = AliyunConfiguration.isDisabled(surroundings.environment) {
            skip(source, "\(variable) is set")
            return false
        }
        return try await passingOver(source) { search async throws(CredentialError) in
            guard let configuration = try search.configuration() else {
                let path = AliyunConfiguration.path(
                    environment: search.surroundings.environment, home: search.surroundings.home)
                throw CredentialError(.noCredentials, "\(path ?? "~/.aliyun/config.json") does not exist")
            }
            let name = AliyunConfiguration.profileName(search.surroundings.environment)
            let profile = try configuration.profile(named: name)
            let issued = try await search.fetch(profile, of: configuration)
            search.warnIfReadable(configuration.path, configuration.status)
            search.winInChain(
                "\(source):\(profile.name)", issued, region: profile.region,
                using: "profile \(profile.name) of \(configuration.path)")
        }
    }

    private mutating func takeChainSection() async throws(CredentialError) -> Bool {
        let source = "sdk:profile"
        return try await passingOver(source) { search async throws(CredentialError) in
            guard let file = try search.credentialsFile() else {
                let paths = SDKCredentialsFile.paths(
                    environment: search.surroundings.environment, home: search.surroundings.home)
                throw CredentialError(
                    .noCredentials, (paths.first ?? "~/.alibabacloud/credentials") + " does not exist")
            }
            let name = AliyunConfiguration.profileName(search.surroundings.environment) ?? "default"
            let issued = try await search.fetch(section: name, of: file)
            search.warnIfReadable(file.path, file.status)
            search.winInChain("\(source):\(name)", issued, using: search.sectionName(name, file))
        }
    }

    private func sectionName(_ name: String, _ file: SDKCredentialsFile) -> String { file.place(of: name) }

    private mutating func takeMetadata() async throws(CredentialError) -> Bool {
        let source = "sdk:imds"
        guard !surroundings.isTrue("ALIBABA_CLOUD_ECS_METADATA_DISABLED") else {
            skip(source, "ALIBABA_CLOUD_ECS_METADATA_DISABLED is set")
            return false
        }
        guard surroundings.metadata != nil else {
            skip(source, "not asked on this machine")
            return false
        }
        return try await passingOver(source) { search async throws(CredentialError) in
            let role = search.surroundings.variable("ALIBABA_CLOUD_ECS_METADATA")
            let issued = try await search.fetch(.metadata(role: role), "this machine")
            search.winInChain(source, issued, using: "the role of this ECS instance")
        }
    }

    private mutating func takeAddress() async throws(CredentialError) -> Bool {
        let name = "ALIBABA_CLOUD_CREDENTIALS_URI"
        guard let address = surroundings.variable(name) else { return false }
        return try await passingOver("sdk:credentials_uri") { search async throws(CredentialError) in
            let issued = try await search.fetch(.address(address), "the environment")
            search.winInChain("sdk:credentials_uri", issued, using: name)
        }
    }

    /// Tries a source; one that fails is passed over, as the SDKs do.
    private mutating func passingOver(
        _ source: String, _ attempt: (inout CredentialSearch) async throws(CredentialError) -> Void
    ) async throws(CredentialError) -> Bool {
        do throws(CredentialError) {
            try await attempt(&self)
            return true
        } catch {
            if error.kind == .cancelled { throw error }
            skip(source, error.message)
            if error.kind != .noCredentials { brokenSources.append((source, error)) }
            return false
        }
    }

    private func fetch(
        _ source: CredentialSource, _ place: String
    ) async throws(CredentialError) -> IssuedCredentials {
        try await CredentialFetcher(surroundings: surroundings, place: place).fetch(source)
    }

    private mutating func winInChain(
        _ source: String, _ issued: IssuedCredentials, region: String? = nil, using place: String
    ) {
        if isStoreMissing { notice("no Serverless Devs access found, using \(place)") }
        // What is set up and does not work is worth a word: another identity signs in its place.
        for (broken, error) in brokenSources where error.kind != .accessNotFound && !broken.hasPrefix("sdk:imds") {
            notice("\(broken) does not work, using \(place): \(error.message)")
        }
        win(source, issued, region: region)
    }
}
