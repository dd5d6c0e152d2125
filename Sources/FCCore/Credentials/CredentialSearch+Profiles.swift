/// Profiles that somebody named: of the aliyun CLI, else of the SDKs' credentials file.
extension CredentialSearch {
    /// The profile of `--profile`.
    mutating func takeProfile(_ name: String) async throws(CredentialError) {
        var failure: CredentialError?
        if let configuration = try configuration() {
            do throws(CredentialError) {
                let profile = try configuration.profile(named: name)
                warnIfReadable(configuration.path, configuration.status)
                return try await take(profile, of: configuration, as: "profile:\(name)")
            } catch {
                guard error.kind == .accessNotFound else { throw error }
                failure = error
            }
        }
        let file = try credentialsFile()
        if let file, file.names.contains(name) {
            warnIfReadable(file.path, file.status)
            return win("profile:\(name)", try await fetch(section: name, of: file))
        }
        if let failure { throw failure }
        let path = AliyunConfiguration.path(environment: surroundings.environment, home: surroundings.home)
        throw CredentialError(
            .accessNotFound,
            "there is no profile '\(name)': \(path ?? "~/.aliyun/config.json") does not exist"
                + (file.map { ", and \($0.path) has no section [\(name)]" } ?? ""),
            hint: file.map { NearestText.list($0.names, for: name) } ?? "run 'aliyun configure --profile \(name)'")
    }

    /// `${aliyun-cli}`: the profile that is current in the aliyun CLI.
    mutating func takeCurrentAliyunProfile() async throws(CredentialError) {
        guard let configuration = try configuration() else {
            let path = AliyunConfiguration.path(environment: surroundings.environment, home: surroundings.home)
            throw CredentialError(
                .accessNotFound,
                "${aliyun-cli} asks for the aliyun CLI's profile, and \(path ?? "~/.aliyun/config.json") does not exist",
                hint: "run 'aliyun configure'")
        }
        let profile = try configuration.profile(named: nil)
        warnIfReadable(configuration.path, configuration.status)
        try await take(profile, of: configuration, as: "aliyun-cli:\(profile.name)")
    }

    private mutating func take(
        _ profile: AliyunProfile, of configuration: AliyunConfiguration, as source: String
    ) async throws(CredentialError) {
        win(source, try await fetch(profile, of: configuration), region: profile.region)
    }

    /// The key of a profile.
    func fetch(
        _ profile: AliyunProfile, of configuration: AliyunConfiguration
    ) async throws(CredentialError) -> IssuedCredentials {
        let source = try profile.source(in: configuration, surroundings)
        return try await CredentialFetcher(surroundings: surroundings, place: profile.place).fetch(source)
    }

    /// The key of a section of the SDKs' file.
    func fetch(section name: String, of file: SDKCredentialsFile) async throws(CredentialError) -> IssuedCredentials {
        let source = try file.source(section: name, surroundings)
        return try await CredentialFetcher(surroundings: surroundings, place: file.place(of: name)).fetch(source)
    }

    /// The aliyun CLI's profiles; nil when there are none.
    func configuration() throws(CredentialError) -> AliyunConfiguration? {
        try AliyunConfiguration(
            environment: surroundings.environment, home: surroundings.home, files: surroundings.files)
    }

    /// The SDKs' credentials file; nil when there is none.
    func credentialsFile() throws(CredentialError) -> SDKCredentialsFile? {
        try SDKCredentialsFile(
            environment: surroundings.environment, home: surroundings.home, files: surroundings.files)
    }
}
