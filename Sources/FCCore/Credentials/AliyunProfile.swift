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

    /// The profile as messages name it.
    var place: String { "profile '\(name)' of the aliyun CLI" }

    /// The mode as it was written; an empty one is guessed from what else is there, as the CLI does.
    var mode: String {
        if let mode = text("mode") { return mode }
        if text("access_key_id") != nil, text("access_key_secret") != nil {
            if text("ram_role_arn") != nil { return "RamRoleArn" }
            return text("sts_token") != nil ? "StsToken" : "AK"
        }
        if text("ram_role_name") != nil { return "EcsRamRole" }
        if text("process_command") != nil { return "External" }
        if text("oidc_provider_arn") != nil { return "OIDC" }
        return text("access_key_id") != nil ? "AK" : ""
    }

    /// A field as text; an empty one is as good as none.
    func text(_ key: String) -> String? {
        guard let value = fields[key] else { return nil }
        return value.stringValue.flatMap { $0.isEmpty ? nil : $0 } ?? value.numberValue?.text
    }

    /// A field that has to be there.
    func part(_ key: String, else other: String? = nil) throws(CredentialError) -> String {
        if let value = text(key) ?? other { return value }
        throw CredentialError(.incomplete, "\(place) has no \(key)", hint: reconfigure)
    }

    /// A field that counts seconds; nil when it is missing, 0 or no number.
    func seconds(_ key: String) -> Int? {
        text(key).flatMap { Int($0) }.flatMap { $0 == 0 ? nil : $0 }
    }

    /// A field that is true or false; nil when it is missing.
    func truth(_ key: String) -> Bool? { fields[key]?.boolValue }

    /// What to run when something of the profile is missing or has ended.
    var reconfigure: String { "run 'aliyun configure --profile \(name)'" }
}
