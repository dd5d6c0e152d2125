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
            guard let bytes = try CredentialFile.contents(of: path, path, in: files) else { continue }
            self.path = path
            status = files.status(of: path)
            sections = Self.parse(String(decoding: bytes, as: UTF8.self))
            return
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

    /// Where the key of a section comes from.
    /// - Throws: ``CredentialError`` when there is no such section, a part is missing or its type cannot serve.
    func source(
        section name: String, _ surroundings: CredentialSurroundings
    ) throws(CredentialError) -> CredentialSource {
        guard let values = sections.first(where: { $0.name == name })?.values else {
            throw CredentialError(
                .accessNotFound, "\(path) has no section [\(name)]",
                hint: names.isEmpty ? nil : NearestText.list(names, for: name))
        }
        let section = Section(place: place(of: name), values: values)
        let type = try section.part("type")
        switch type {
        case "access_key": return .fixed(try section.key(), expiration: nil)
        case "ram_role_arn":
            return .role(try section.role(surroundings), by: .fixed(try section.key(), expiration: nil))
        case "ecs_ram_role":
            return .metadata(role: section.text("role_name") ?? surroundings.variable("ALIBABA_CLOUD_ECS_METADATA"))
        case "oidc_role_arn":
            return .openID(
                try section.role(surroundings), provider: try section.part("oidc_provider_arn"),
                tokenFile: try section.part("oidc_token_file_path"))
        default:
            throw CredentialError(
                .unsupported, "\(section.place) has the type \(type), which cannot sign for Function Compute",
                hint: "use a section of the type access_key, ram_role_arn, ecs_ram_role or oidc_role_arn")
        }
    }

    /// A section as messages name it.
    func place(of name: String) -> String { "section [\(name)] of \(path)" }

    /// The values of one section.
    private struct Section {
        let place: String
        let values: [String: String]

        func text(_ key: String) -> String? { values[key].flatMap { $0.isEmpty ? nil : $0 } }

        func part(_ key: String) throws(CredentialError) -> String {
            if let value = text(key) { return value }
            throw CredentialError(.incomplete, "\(place) has no \(key)")
        }

        func key() throws(CredentialError) -> Credentials {
            Credentials(
                accessKeyID: try part("access_key_id"), accessKeySecret: Secret(try part("access_key_secret")))
        }

        func role(_ surroundings: CredentialSurroundings) throws(CredentialError) -> RoleRequest {
            RoleRequest(
                arn: try part("role_arn"),
                sessionName: RoleRequest.sessionName(text("role_session_name"), surroundings), policy: text("policy"),
                endpoint: try STSEndpoint.choose(surroundings))
        }
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
