/// What profiles of the mode External are made of: a command that is split into words without a shell, and the JSON it
/// prints (docs: aliyun CLI, External).
enum ExternalCredentials {
    /// How long the command may take.
    static let limit = Duration.seconds(60)

    /// The words of a command: blanks separate, quotes and backslashes keep together as in a shell; nothing else means
    /// anything. Nil when a quote is not closed.
    static func words(of command: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in command {
            if isEscaped {
                // Inside double quotes a backslash stands for itself before anything but itself and the quote.
                if quote == "\"", character != "\"", character != "\\" { word?.append("\\") }
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                word = word ?? ""
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil } else { word?.append(character) }
            } else if character == "'" || character == "\"" {
                word = word ?? ""
                quote = character
            } else if character.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        guard quote == nil, !isEscaped else { return nil }
        if let word { words.append(word) }
        return words
    }

    /// Reads what the command printed, in the aliyun CLI's spelling or in Serverless Devs'.
    /// - Throws: ``CredentialError`` that shows nothing of what was printed.
    static func read(_ output: [UInt8], _ place: String) throws(CredentialError) -> IssuedCredentials {
        guard let answer = try? JSONReader.read(output), answer.recordValue != nil else {
            throw CredentialError(.sourceFailed, "\(place): what its process_command printed is no JSON object")
        }
        let text = { (key: String) in answer[key]?.stringValue.flatMap { $0.isEmpty ? nil : $0 } }
        let mode = text("mode")?.lowercased()
        guard [nil, "ak", "ststoken", "sts"].contains(mode) else {
            throw CredentialError(
                .unsupported,
                "\(place): its process_command printed a key of the mode \(text("mode") ?? ""); "
                    + "AK and StsToken are understood")
        }
        let token = text("sts_token") ?? text("security_token")
        let missing = [
            text("access_key_id") == nil ? "access_key_id" : nil,
            text("access_key_secret") == nil ? "access_key_secret" : nil,
            token == nil && mode != nil && mode != "ak" ? "sts_token" : nil,
        ].compactMap(\.self)
        guard let keyID = text("access_key_id"), let secret = text("access_key_secret"), missing.isEmpty else {
            throw CredentialError(
                .incomplete, "\(place): what its process_command printed has no \(missing.joined(separator: ", no "))")
        }
        return IssuedCredentials(
            credentials: Credentials(
                accessKeyID: keyID, accessKeySecret: Secret(secret), securityToken: token.map(Secret.init)),
            expiration: text("expiration").flatMap(UTCTime.init(timestamp:)))
    }
}
