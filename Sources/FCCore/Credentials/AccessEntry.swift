/// One alias of Serverless Devs' store, in the file or in a variable, values still as they were written.
struct AccessEntry: Sendable, Hashable {
    /// Where an entry stands.
    enum Origin: Sendable, Hashable {
        case file(String)
        case variable
    }

    let alias: String
    let origin: Origin
    /// The values by name; empty when the alias stands for something that is no mapping.
    let values: [String: String]

    /// Whether the entry says that it is the one to use when none is named.
    var isFlaggedDefault: Bool {
        (try? text("__default")) == "true"
    }

    /// The source as reports name it.
    var source: String {
        switch origin {
        case .file: "access:\(alias)"
        case .variable: "env-json:\(alias)"
        }
    }

    /// The credentials of the entry.
    /// - Throws: ``CredentialError`` when a value cannot be decrypted or a part is missing.
    func credentials() throws(CredentialError) -> Credentials {
        let keyID = try text("AccessKeyID")
        let secret = try text("AccessKeySecret")
        guard let keyID, let secret else {
            let missing = [keyID == nil ? "AccessKeyID" : nil, secret == nil ? "AccessKeySecret" : nil]
            throw CredentialError(
                .incomplete,
                "access '\(alias)' \(place) has no \(missing.compactMap(\.self).joined(separator: ", no "))",
                hint: try foreignProvider() ?? "complete it with 's config add -a \(alias)', or choose another with -a")
        }
        return Credentials(
            accessKeyID: keyID, accessKeySecret: Secret(secret),
            securityToken: try text("SecurityToken").map(Secret.init),
            accountID: try text("AccountID"))
    }

    /// A value as text, decrypted when it is encrypted; nil when it is missing or empty.
    private func text(_ key: String) throws(CredentialError) -> String? {
        guard let value = values[key] else { return nil }
        let text: String
        switch AccessCipher.open(value) {
        case .plain: text = value
        case .decrypted(let opened): text = opened
        case .undecryptable:
            throw CredentialError(
                .unreadable, "access '\(alias)' \(place): \(key) cannot be decrypted",
                hint: "the value is damaged or was encrypted by another program; run 's config add -a \(alias)' again")
        }
        let trimmed = text.trimmingBlanks()
        return trimmed.isEmpty ? nil : trimmed
    }

    private func foreignProvider() throws(CredentialError) -> String? {
        guard let provider = try text("__provider"), !["Alibaba Cloud", "Custom"].contains(provider) else { return nil }
        return "it is an entry for \(provider); choose one for Alibaba Cloud with -a"
    }

    private var place: String {
        switch origin {
        case .file(let path): "in \(path)"
        case .variable: "in the environment"
        }
    }
}

extension String {
    /// The text without white space at its ends.
    func trimmingBlanks() -> String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
