/// What a project sees of the world around it.
package struct ManifestSurroundings: Sendable, Hashable {
    /// The environment variables of the process; they are stronger than those of `.env` files.
    package var environment: [String: String]
    /// The working directory, whose `.env` is read first; nil for that of the s.yaml alone.
    package var workingDirectory: String?
    /// The user's home directory, where Serverless Devs keeps a project's default environment.
    package var home: String?
    /// The environment of env.yaml that was asked for.
    package var environmentName: String?

    /// The surroundings; without arguments, nothing.
    package init(
        environment: [String: String] = [:], workingDirectory: String? = nil, home: String? = nil,
        environmentName: String? = nil
    ) {
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.home = home
        self.environmentName = environmentName
    }
}

/// Finds and reads s.yaml files.
package struct ManifestReader: Sendable {
    /// How large a YAML file may be, in bytes: far more than people write, and read in an instant.
    package static let sizeLimit = 2 << 20

    private let files: any FileReader
    private let surroundings: ManifestSurroundings

    /// A reader on a file system.
    package init(files: any FileReader = DiskFiles(), surroundings: ManifestSurroundings = ManifestSurroundings()) {
        self.files = files
        self.surroundings = surroundings
    }

    /// The path of the s.yaml to use.
    /// - Parameters:
    ///   - template: the file that was named, relative to the folder; nil to look for `s.yaml`, then `s.yml`.
    ///   - directory: the working directory. Folders above it are not searched.
    /// - Throws: ``ManifestError`` of kind `noManifest` when none was named and none is there, `templateNotFound` or
    ///   `templateExtension` for a named one.
    package func locate(template: String?, directory: String) throws(ManifestError) -> String {
        if let template {
            let path = FilePaths.resolve(template, from: directory)
            guard isFile(path) else {
                throw ManifestError(
                    .templateNotFound, "The specified template file does not exist: \(template)",
                    hint: "the path starts from \(directory)")
            }
            return try checkingExtension(path)
        }
        for name in ["s.yaml", "s.YAML", "s.YML", "s.yml"] {
            let path = FilePaths.resolve(name, from: directory)
            if isFile(path) { return try checkingExtension(path) }
        }
        throw ManifestError(
            .noManifest, "the s.yaml/s.yml file was not found.",
            hint: "name one with -t FILE, or give --region and --function-name")
    }

    /// Reads an s.yaml with everything that belongs to it: the file it extends, `.env` files, an environment.
    /// - Parameter path: an absolute path.
    /// - Throws: ``ManifestError`` when a file cannot be read, is no YAML or has another shape than an s.yaml.
    package func read(_ path: String) throws(ManifestError) -> Manifest {
        let root = try tree(path)
        guard root.isNull || root.fields != nil else {
            throw ManifestError(
                .structure, "an s.yaml is a mapping with 'edition' and 'resources'", file: path,
                position: root.position)
        }
        let directory = FilePaths.directory(of: path)
        let base = try base(of: root, directory)
        let rest = base.map { $0.merged(with: root) } ?? root
        var environment = ManifestEnvironment(surroundings.environment)
        try load(&environment, rest, directory)
        var warnings: [String] = []
        let overlay = try overlay(rest, path, environment, &warnings)
        if overlay != nil, base != nil {
            throw ManifestError(
                .unsupported, "'extend' and an environment cannot be used together", file: path,
                position: root["extend"]?.position, keyPath: "extend", hint: "leave out --env, or 'extend'")
        }
        let outcome = try ManifestBuilder(
            path: path, root: root, base: base, environment: environment, files: files, overlay: overlay
        ).outcome()
        return Manifest(
            scope: outcome.scope, edition: outcome.edition, environmentName: overlay?.name,
            warnings: outcome.warnings + warnings, reader: self)
    }

    /// A YAML file as a tree whose nodes know the file.
    private func tree(_ path: String) throws(ManifestError) -> YAMLNode {
        let bytes = try contents(path)
        do {
            return try YAMLReader.read(bytes).stamped(YAMLSource(path: path, text: bytes))
        } catch {
            let name = FilePaths.name(of: path)
            throw ManifestError(
                .yamlInvalid, "\(name) format is incorrect: \(error.reason) (\(error.line):\(error.column))",
                file: path, position: YAMLPosition(line: error.line, column: error.column))
        }
    }

    /// The tree of the file that `extend` names.
    private func base(of root: YAMLNode, _ directory: String) throws(ManifestError) -> YAMLNode? {
        guard let scalar = root["extend"]?.scalar, case .string(let name) = scalar.value(), !name.isEmpty else {
            return nil
        }
        let path = FilePaths.resolve(name, from: directory)
        guard isFile(path) else {
            throw ManifestError(
                .templateNotFound, "the file that 'extend' names does not exist: \(name)", file: root.source?.path,
                position: root["extend"]?.position, keyPath: "extend", hint: "the path starts from \(directory)")
        }
        let base = try tree(path).reached(by: .base)
        guard base.isNull || base.fields != nil else {
            throw ManifestError(
                .structure, "an s.yaml is a mapping with 'edition' and 'resources'", file: path,
                position: base.position)
        }
        return base.isNull ? YAMLNode(.mapping([]), at: base.position, source: base.source) : base
    }

    /// The `.env` files in the order that decides: working directory, code folders, the s.yaml's own folder.
    private func load(
        _ environment: inout ManifestEnvironment, _ rest: YAMLNode, _ directory: String
    ) throws(ManifestError) {
        var folders = [surroundings.workingDirectory].compactMap { $0 }
        for field in rest["resources"]?.fields ?? [] {
            guard let code = field.value["props"]?["code"]?.scalar, case .string(let folder) = code.value() else {
                continue
            }
            folders.append(FilePaths.resolve(folder, from: directory))
        }
        folders.append(directory)
        var seen: Set<String> = []
        for folder in folders where seen.insert(folder).inserted {
            try environment.load(folder + "/.env", from: files)
        }
    }

    /// The environment to lay over the resources. One that is not there is a warning, as in Serverless Devs.
    private func overlay(
        _ rest: YAMLNode, _ path: String, _ environment: ManifestEnvironment, _ warnings: inout [String]
    ) throws(ManifestError) -> EnvironmentOverlay? {
        var surroundings = surroundings
        surroundings.environment = environment.values
        let project = rest["name"]?.scalar.flatMap { $0.isNull ? nil : $0.text }
        guard let choice = EnvironmentChoice.make(surroundings, project: project, path: path, files: files) else {
            return nil
        }
        let name = rest["env"]?.scalar.flatMap { $0.isNull || $0.text.isEmpty ? nil : $0.text } ?? "env.yaml"
        let file = FilePaths.resolve(name, from: FilePaths.directory(of: path))
        guard isFile(file) else {
            warnings.append("Env file [\(name)] was not found, run without environment.")
            return nil
        }
        let environments = try tree(file)["environments"]?.elements ?? []
        guard let found = environments.first(where: { $0["name"]?.scalar?.text == choice.name }) else {
            warnings.append("Env [\(choice.name)] was not found, run without environment.")
            return nil
        }
        if !choice.isNamed {
            warnings.append("environment \(choice.name) of \(name) is in force: it is stored as the project's default")
        }
        return EnvironmentOverlay(name: choice.name, node: found)
    }

    private func contents(_ path: String) throws(ManifestError) -> [UInt8] {
        let bytes: [UInt8]?
        do {
            bytes = try files.contents(of: path)
        } catch {
            throw ManifestError(.unreadable, "the file cannot be read: \(error.reason)", file: path)
        }
        guard let bytes else {
            throw ManifestError(.templateNotFound, "The specified template file does not exist: \(path)")
        }
        guard bytes.count <= Self.sizeLimit else {
            throw ManifestError(
                .tooLarge, "the file has \(bytes.count) bytes; a YAML file here has at most \(Self.sizeLimit)",
                file: path)
        }
        return bytes
    }

    private func isFile(_ path: String) -> Bool {
        files.status(of: path).map { !$0.isDirectory } ?? false
    }

    private func checkingExtension(_ path: String) throws(ManifestError) -> String {
        guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else {
            throw ManifestError(.templateExtension, "\(path) file should be yaml or yml file.")
        }
        return path
    }
}
