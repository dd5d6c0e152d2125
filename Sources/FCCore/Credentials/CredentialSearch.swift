/// One run through the sources; what it passes is noted on the way.
struct CredentialSearch {
    let request: CredentialRequest
    let surroundings: CredentialSurroundings
    var resolution = CredentialResolution()
    /// Whether the s.yaml asked for `default` and there was no store, so that the source that wins has to be named.
    private(set) var isStoreMissing = false
    /// Sources of the SDKs that are set up and failed.
    var brokenSources: [(source: String, error: CredentialError)] = []

    /// Tries the sources in order until one wins.
    mutating func run() async throws(CredentialError) {
        if let profile = request.profile {
            guard request.access == nil else {
                throw CredentialError(
                    .usage, "--profile and -a name two identities", hint: "give one of them")
            }
            return try await takeProfile(profile)
        }
        if takeEnvironmentTriple() { return }
        if try await takeAccess() { return }
        try await runSDKChain()
    }

    /// `AccountID`, `AccessKeyID` and `AccessKeySecret`: what Serverless Devs puts before everything else.
    private mutating func takeEnvironmentTriple() -> Bool {
        let names = ["AccountID", "AccessKeyID", "AccessKeySecret"]
        let values = names.compactMap(surroundings.variable)
        guard values.count == names.count else {
            let missing = names.filter { surroundings.variable($0) == nil }
            skip("env-triple", "not set: " + missing.listed)
            return false
        }
        guard !request.ignoresEnvironmentTriple else {
            skip("env-triple", "passed over because of --no-env-triple")
            return false
        }
        let triple = names.joined(separator: "/")
        if let access = request.access {
            notice("-a \(access) is overridden by \(triple) in the environment")
        } else if let access = request.manifestAccess {
            notice("access: \(access) of the s.yaml is overridden by \(triple) in the environment")
        }
        win(
            "env-triple",
            Credentials(
                accessKeyID: values[1], accessKeySecret: Secret(values[2]),
                securityToken: surroundings.variable("SecurityToken").map(Secret.init), accountID: values[0]))
        return true
    }

    /// The alias that was named, or the store's default. False when the store has nothing and nobody named it.
    private mutating func takeAccess() async throws(CredentialError) -> Bool {
        guard let alias = wantedAlias() else { return try takeDefaultAccess() }
        if alias == "${aliyun-cli}" {
            try await takeCurrentAliyunProfile()
            return true
        }
        let store = surroundings.store
        do {
            try take(try store.entry(named: alias))
            return true
        } catch {
            guard error.kind == .accessNotFound, alias == "default", isNamedByTemplate, try !store.exists() else {
                throw error
            }
            skip("access:default", "there is no Serverless Devs store")
            isStoreMissing = true
            return false
        }
    }

    /// Whether the alias comes from the s.yaml and nobody else: templates always say `access: default`.
    private var isNamedByTemplate: Bool {
        request.access == nil && request.manifestAccess == "default"
    }

    private mutating func takeDefaultAccess() throws(CredentialError) -> Bool {
        do {
            try take(try surroundings.store.defaultEntry())
            return true
        } catch {
            guard error.kind == .accessNotFound else { throw error }
            skip("access:default", error.message)
            return false
        }
    }

    private mutating func take(_ found: AccessStore.Found) throws(CredentialError) {
        if let file = found.file { warnIfReadable(file.path, file.status) }
        if let file = found.file, file.path.contains("/.cache/.s/"),
            let variable = BuildEnvironment.detect(surroundings.environment)?.variable
        {
            notice("\(variable) is set, so \(file.path) is used as in Yunxiao")
        }
        win(found.entry.source, try found.entry.credentials())
    }

    /// The alias that somebody wrote; in a build service its own variable replaces it.
    private mutating func wantedAlias() -> String? {
        let named = request.access ?? request.manifestAccess
        guard let replacement = surroundings.variable("serverless_devs_access_cicd_alias_name") else { return named }
        guard let service = BuildEnvironment.detect(surroundings.environment) else { return named }
        if named != replacement {
            notice("in CI (\(service.variable) is set) serverless_devs_access_cicd_alias_name chooses \(replacement)")
        }
        return replacement
    }
}

extension CredentialSearch {
    /// Ends the search with a key that is there.
    mutating func win(_ source: String, _ credentials: Credentials) {
        win(source, IssuedCredentials(credentials: credentials))
    }

    /// Ends the search.
    mutating func win(_ source: String, _ issued: IssuedCredentials, region: String? = nil) {
        let credentials = issued.credentials
        resolution.credentials = credentials
        resolution.expiration = issued.expiration
        resolution.report.source = source
        resolution.report.maskedKeyID = Masking.masked(credentials.accessKeyID)
        resolution.report.accountID = credentials.accountID
        resolution.report.arn = issued.arn
        resolution.report.isTemporary = credentials.securityToken != nil
        resolution.report.expiration = issued.expiration?.timestamp
        resolution.report.defaultRegion = region
        note(credentials.accessKeySecret)
        if let token = credentials.securityToken { note(token) }
    }

    /// Notes a source that did not help.
    mutating func skip(_ source: String, _ reason: String) {
        resolution.report.skipped.append(.init(source: source, reason: reason))
    }

    /// Notes what people should be told once.
    mutating func notice(_ text: String) {
        resolution.report.notices.append(text)
    }

    /// Notes a file with keys that others can read.
    mutating func warnIfReadable(_ path: String, _ status: FileStatus?) {
        guard let status, status.isReadableByOthers else { return }
        resolution.report.warnings.append("\(path) can be read by others; run 'chmod 600 \(path)'")
    }

    /// Notes a secret, so that output can be masked.
    func note(_ secret: Secret) {
        surroundings.secretMet(secret)
    }

    /// Notes the secrets that lie in the environment, whichever source wins.
    func noteEnvironmentSecrets() {
        let prefixes = ["ALIBABA_CLOUD_", "ALIBABACLOUD_", "ALICLOUD_", ""]
        let names =
            ["AccessKeySecret", "SecurityToken"]
            + prefixes.flatMap { [$0 + "ACCESS_KEY_SECRET", $0 + "SECURITY_TOKEN"] }
        for name in names {
            if let value = surroundings.variable(name) { note(Secret(value)) }
        }
        for entry in surroundings.store.variables {
            guard let credentials = try? entry.credentials() else { continue }
            note(credentials.accessKeySecret)
            if let token = credentials.securityToken { note(token) }
        }
    }
}

extension [String] {
    /// The texts with commas between them. This path is every start's, on which the library's own `joined` makes the
    /// runtime search the whole program for a conformance.
    fileprivate var listed: String {
        reduce(into: "") { list, text in list += list.isEmpty ? text : ", " + text }
    }
}

extension CredentialSurroundings {
    /// Serverless Devs' store.
    var store: AccessStore { AccessStore(environment: environment, home: home, files: files) }
}
