/// The credentials file of the Alibaba Cloud SDKs: an INI file whose sections are profiles.
///
/// Everything after `#` is a comment, names are case-sensitive, quotes are part of a value.
struct SDKCredentialsFile: Sendable {
    let path: String
    let status: FileStatus?
    private let sections: [(name: String, values: [String: String])]

    /// Reads the first of the file's places that exists; nil when none does.
    /// - Throws: ``CredentialError`` when the file exists and cannot be read.
    init?(environment: [String: String], home: String?, files: any FileReader) throws(CredentialError) {
        for path in Self.paths(environment: environment, home: home) {
            do {
                guard let bytes = try files.contents(of: path) else { continue }
                self.path = path
                status = files.status(of: path)
                sections = Self.parse(String(decoding: bytes, as: UTF8.self))
                return
            } catch {
                throw CredentialError(.unreadable, "\(path) cannot be read: \(error.reason)")
            }
        }
        return nil
    }

    /// The places the file may be in, first choice first.
    static func paths(environment: [String: String], home: String?) -> [String] {
        if let path = environment["ALIBABA_CLOUD_CREDENTIALS_FILE"], !path.isEmpty { return [path] }
        return home.map { [$0 + "/.alibabacloud/credentials", $0 + "/.alibabacloud/credentials.ini"] } ?? []
    }

    /// The names of the sections, in order.
    var names: [String] { sections.map(\.name) }

    /// The credentials of a section.
    /// - Throws: ``CredentialError`` when there is no such section, a part is missing or its type holds no key.
    func credentials(section name: String) throws(CredentialError) -> Credentials {
        guard let values = sections.first(where: { $0.name == name })?.values else {
            throw CredentialError(
                .accessNotFound, "\(path) has no section [\(name)]",
                hint: names.isEmpty ? nil : "there are: " + names.joined(separator: ", "))
        }
        let type = try part("type", values, section: name)
        guard type == "access_key" else {
            throw CredentialError(
                .unsupported, "section [\(name)] of \(path) has the type \(type), which is not supported",
                hint: "use a section of the type access_key")
        }
        return Credentials(
            accessKeyID: try part("access_key_id", values, section: name),
            accessKeySecret: Secret(try part("access_key_secret", values, section: name)))
    }

    private func part(
        _ key: String, _ values: [String: String], section: String
    ) throws(CredentialError) -> String {
        if let value = values[key], !value.isEmpty { return value }
        throw CredentialError(.incomplete, "section [\(section)] of \(path) has no \(key)")
    }

    private static func parse(_ text: String) -> [(name: String, values: [String: String])] {
        var sections: [(name: String, values: [String: String])] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let content = String(line.prefix { $0 != "#" }).trimmingBlanks()
            if content.first == "[", content.last == "]" {
                sections.append((String(content.dropFirst().dropLast()).trimmingBlanks(), [:]))
            } else if let equals = content.firstIndex(of: "="), !sections.isEmpty {
                let key = String(content[..<equals]).trimmingBlanks()
                let value = String(content[content.index(after: equals)...]).trimmingBlanks()
                sections[sections.count - 1].values[key] = value
            }
        }
        return sections
    }
}
