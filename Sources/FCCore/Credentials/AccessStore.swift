/// Serverless Devs' store of credentials: an access file and JSON variables, each alias a set of values.
struct AccessStore: Sendable {
    let environment: [String: String]
    let home: String?
    let files: any FileReader

    /// An access file that was read.
    struct File: Sendable {
        let path: String
        let entries: [AccessEntry]
        let status: FileStatus?
    }

    /// What a look-up found out, also when it found no entry.
    struct Found: Sendable {
        let entry: AccessEntry
        let file: File?
    }

    /// The entry of an alias. A variable wins over the file, which is then not opened.
    /// - Throws: ``CredentialError`` that lists the aliases there are, or tells what is wrong with the file.
    func entry(named alias: String) throws(CredentialError) -> Found {
        if let variable = variables.first(where: { $0.alias == alias }) { return Found(entry: variable, file: nil) }
        let file = try file()
        if let entry = file?.entries.first(where: { $0.alias == alias }) { return Found(entry: entry, file: file) }
        throw notFound(alias, file)
    }

    /// The entry to use when no alias was named: one that is flagged, the one named `default`, or
    /// `default_serverless_devs_key`.
    /// - Throws: ``CredentialError`` when there is none, or tells what is wrong with the file.
    func defaultEntry() throws(CredentialError) -> Found {
        let file = try file()
        let variables = variables
        let table =
            (file?.entries ?? []).map { entry in variables.first { $0.alias == entry.alias } ?? entry }
            + variables.filter { variable in !(file?.entries ?? []).contains { $0.alias == variable.alias } }
        let entry =
            table.first(where: \.isFlaggedDefault) ?? table.first { $0.alias == "default" }
            ?? table.first { $0.alias == "default_serverless_devs_key" }
        guard let entry else { throw notFound("default", file) }
        return Found(entry: entry, file: file)
    }

    /// Whether there is a store at all, be it an empty file.
    func exists() throws(CredentialError) -> Bool {
        guard variables.isEmpty else { return true }
        return try file() != nil
    }

    /// The variables whose name says that they hold an entry, by name. What is no JSON object is no entry.
    var variables: [AccessEntry] {
        let names = environment.keys.filter(Self.isEntryName).sorted()
        return names.compactMap { name in
            guard let text = environment[name], let record = (try? JSONReader.read(text))?.recordValue else {
                return nil
            }
            return AccessEntry(alias: name, origin: .variable, values: Self.texts(record))
        }
    }

    /// The access file of the first root that has one; nil when none has.
    func file() throws(CredentialError) -> File? {
        for root in roots {
            for name in ["access.yaml", "access.yml"] {
                let path = root + "/" + name
                guard let bytes = try read(path) else { continue }
                return File(path: path, entries: try Self.entries(bytes, path: path), status: files.status(of: path))
            }
        }
        return nil
    }

    /// The folders that may hold the access file, first choice first.
    var roots: [String] {
        guard let base = nonEmpty("serverless_devs_config_home") ?? home else { return [] }
        if let workspace = workspace(base) { return [workspace] }
        if BuildEnvironment.detect(environment)?.service == .yunxiao { return [base + "/.cache/.s", base + "/.s"] }
        return [base + "/.s"]
    }

    /// The folder that `s config` was told to use instead; a broken or unreadable file says nothing.
    private func workspace(_ base: String) -> String? {
        guard let bytes = try? files.contents(of: base + "/.s/config/s.json"),
            let text = (try? JSONReader.read(bytes))?["workspace"]?.stringValue, !text.isEmpty
        else { return nil }
        guard let tilde = text.firstIndex(of: "~") else { return text }
        return text.replacingCharacters(in: tilde, with: base)
    }

    private func read(_ path: String) throws(CredentialError) -> [UInt8]? {
        try CredentialFile.contents(of: path, "the access file \(path)", in: files)
    }

    private static func entries(_ bytes: [UInt8], path: String) throws(CredentialError) -> [AccessEntry] {
        let root: YAMLNode
        do {
            root = try YAMLReader.read(bytes)
        } catch {
            throw CredentialError(
                .unreadable, "the access file \(path) is no YAML: \(error.reason) (\(error.line):\(error.column))",
                hint: "mend it, or write it anew with 's config add'")
        }
        guard !root.isNull else { return [] }
        guard let fields = root.fields else {
            throw CredentialError(.unreadable, "the access file \(path) is no mapping of aliases")
        }
        return fields.map { field in
            let values = (field.value.fields ?? []).compactMap { value in
                value.value.scalar.flatMap { $0.isNull ? nil : (value.key, $0.text) }
            }
            return AccessEntry(
                alias: field.key, origin: .file(path),
                values: Dictionary(values, uniquingKeysWith: { _, last in last }))
        }
    }

    private static func texts(_ record: Record) -> [String: String] {
        var texts: [String: String] = [:]
        for (key, value) in record.fields {
            texts[key] = value.stringValue ?? value.numberValue?.text ?? value.boolValue.map { $0 ? "true" : "false" }
        }
        return texts
    }

    private func notFound(_ alias: String, _ file: File?) -> CredentialError {
        let aliases = (file?.entries ?? []).map(\.alias) + variables.map(\.alias)
        let known = aliases.isEmpty ? "" : "; there are: " + aliases.joined(separator: ", ")
        if Self.isEntryName(alias), environment[alias] != nil {
            return CredentialError(
                .accessNotFound, "Not found access: \(alias)",
                hint: "the variable \(alias) exists and is no JSON object; write it without backslashes")
        }
        return CredentialError(
            .accessNotFound,
            file.map { "Not found access: \(alias) (looked in \($0.path)\(known))" }
                ?? "Not found access: \(alias) (there is no access file in \(roots.first ?? "any folder")\(known))",
            hint: aliases.isEmpty
                ? "add one with 's config add', or export ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET"
                : NearestText.choice(for: alias, among: aliases).map { "did you mean '\($0)'? choose one with -a" }
                    ?? "choose one with -a")
    }

    private static func isEntryName(_ name: String) -> Bool {
        name.hasSuffix("_serverless_devs_key") || name.hasSuffix("_serverless_devs_access")
    }

    private func nonEmpty(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension String {
    fileprivate func replacingCharacters(in index: Index, with text: String) -> String {
        self[..<index] + text + self[self.index(after: index)...]
    }
}
