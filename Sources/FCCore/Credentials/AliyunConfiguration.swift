/// The aliyun CLI's `config.json`: profiles, and which of them is current.
struct AliyunConfiguration: Sendable {
    let path: String
    let status: FileStatus?
    private let current: String
    let profiles: [AliyunProfile]

    /// Reads the file; nil when there is none.
    /// - Throws: ``CredentialError`` when it exists and cannot be read.
    init?(
        environment: [String: String], home: String?, files: any FileReader
    ) throws(CredentialError) {
        guard let path = Self.path(environment: environment, home: home) else { return nil }
        guard let bytes = try CredentialFile.contents(of: path, path, in: files) else { return nil }
        let root: Value
        do {
            root = try JSONReader.read(bytes)
        } catch {
            throw CredentialError(
                .unreadable, "\(path) is no JSON: \(error.message) (\(error.line):\(error.column))",
                hint: "run 'aliyun configure' to write it anew")
        }
        guard root.recordValue != nil else {
            throw CredentialError(
                .unreadable, "\(path) is no JSON object", hint: "run 'aliyun configure' to write it anew")
        }
        self.path = path
        status = files.status(of: path)
        current = root["current"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 } ?? "default"
        profiles = (root["profiles"]?.arrayValue ?? []).compactMap { fields in
            fields["name"]?.stringValue.map { AliyunProfile(name: $0, fields: fields) }
        }
    }

    /// Where the file is, whether it exists or not.
    static func path(environment: [String: String], home: String?) -> String? {
        for name in ["ALIBABA_CLOUD_CONFIG_FILE", "ALIBABACLOUD_CONFIG"] {
            if let path = environment[name], !path.isEmpty { return path }
        }
        return home.map { $0 + "/.aliyun/config.json" }
    }

    /// Whether the environment says that the file plays no part.
    static func isDisabled(_ environment: [String: String]) -> String? {
        ["ALIBABA_CLOUD_IGNORE_PROFILE", "ALIBABA_CLOUD_CLI_PROFILE_DISABLED"].first {
            environment[$0]?.lowercased() == "true"
        }
    }

    /// The profile that the environment names, in the CLI's order of variables.
    static func profileName(_ environment: [String: String]) -> String? {
        for name in ["ALIBABACLOUD_PROFILE", "ALIBABA_CLOUD_PROFILE", "ALICLOUD_PROFILE"] {
            if let profile = environment[name], !profile.isEmpty { return profile }
        }
        return nil
    }

    /// A profile by name, the current one without a name.
    func profile(named name: String?) throws(CredentialError) -> AliyunProfile {
        let wanted = name ?? current
        if let profile = profiles.first(where: { $0.name == wanted }) { return profile }
        let known = profiles.map(\.name)
        throw CredentialError(
            .accessNotFound, "\(path) has no profile '\(wanted)'",
            hint: known.isEmpty ? "run 'aliyun configure'" : NearestText.list(known, for: wanted))
    }
}
