/// One profile of the aliyun CLI.
struct AliyunProfile: Sendable, Hashable {
    let name: String
    private let fields: Value

    init(name: String, fields: Value) {
        self.name = name
        self.fields = fields
    }

    /// The region the profile was configured with.
    var region: String? { text("region_id") }

    /// The mode as it was written; an empty one is guessed from what else is there, as the CLI does.
    var mode: String {
        if let mode = text("mode") { return mode }
        if text("access_key_id") != nil {
            if text("ram_role_arn") != nil { return "RamRoleArn" }
            return text("sts_token") != nil ? "StsToken" : "AK"
        }
        if text("ram_role_name") != nil { return "EcsRamRole" }
        if text("process_command") != nil { return "External" }
        return text("oidc_provider_arn") != nil ? "OIDC" : ""
    }

    /// The credentials the profile holds itself.
    /// - Throws: ``CredentialError`` when a part is missing or the mode is not one of those that hold a key.
    func credentials() throws(CredentialError) -> Credentials {
        switch mode.lowercased() {
        case "ak":
            return Credentials(
                accessKeyID: try part("access_key_id"), accessKeySecret: Secret(try part("access_key_secret")))
        case "ststoken":
            return Credentials(
                accessKeyID: try part("access_key_id"), accessKeySecret: Secret(try part("access_key_secret")),
                securityToken: Secret(try part("sts_token")))
        case "":
            throw CredentialError(
                .incomplete, "profile '\(name)' of the aliyun CLI has no mode and no key", hint: reconfigure)
        default:
            throw CredentialError(
                .unsupported, "profile '\(name)' of the aliyun CLI has the mode \(mode), which is not supported",
                hint: "use a profile of the mode AK or StsToken, or export ALIBABA_CLOUD_ACCESS_KEY_ID, "
                    + "ALIBABA_CLOUD_ACCESS_KEY_SECRET and ALIBABA_CLOUD_SECURITY_TOKEN")
        }
    }

    private func part(_ key: String) throws(CredentialError) -> String {
        if let value = text(key) { return value }
        throw CredentialError(.incomplete, "profile '\(name)' of the aliyun CLI has no \(key)", hint: reconfigure)
    }

    private func text(_ key: String) -> String? {
        fields[key]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    }

    private var reconfigure: String { "run 'aliyun configure --profile \(name)'" }
}
