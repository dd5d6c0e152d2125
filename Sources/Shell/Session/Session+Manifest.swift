package import FCCore

extension Session {
    /// The s.yaml that is in force: `-t`, or the one of the working directory; nil without one.
    /// - Throws: ``Failure`` when it cannot be read, or `-t` names none.
    package func manifest() throws(Failure) -> Manifest? {
        let reader = ManifestReader(
            files: world.files,
            surroundings: ManifestSurroundings(
                environment: world.environment, workingDirectory: world.directory, home: world.home,
                environmentName: environmentName))
        guard let path = try manifestPath(reader) else { return nil }
        if let cache = manifestCache, cache.path == path { return cache.manifest }
        do {
            let manifest = try reader.read(path)
            manifestCache = (path, manifest)
            return manifest
        } catch {
            throw Failure(error)
        }
    }

    private func manifestPath(_ reader: ManifestReader) throws(Failure) -> String? {
        let template = settings[.template].map { world.path($0) }
        for folder in manifestFolders {
            do {
                return try reader.locate(template: template, directory: folder)
            } catch {
                if error.kind != .noManifest { throw Failure(error) }
            }
        }
        return nil
    }

    private var manifestFolders: [String] {
        guard let scriptFolder, scriptFolder != world.directory else { return [world.directory] }
        return [world.directory, scriptFolder]
    }

    /// Forgets the s.yaml that was read, so that it is read again.
    package func forgetManifest() {
        manifestCache = nil
        chains = []
    }

    /// The s.yaml in force as somebody with these options sees it, `config(…)` included; nil without one.
    package func manifest(options: SettingValues) async throws(Failure) -> Manifest? {
        guard let manifest = try manifest() else { return nil }
        var settings = settings
        settings.options = options
        return await seen(manifest, settings)
    }

    /// The environment variables that identities and actions see: those of the process, then those of `.env` files.
    package var projectEnvironment: [String: String] {
        ((try? manifest()) ?? nil)?.environment.values ?? world.environment
    }

    /// The s.yaml with what these settings say about the identity: `config(…)` and `this.access` depend on it.
    private func seen(_ manifest: Manifest, _ settings: Settings) async -> Manifest {
        var settings = settings
        let asked = settings.resolve(.access)
        let stronger = asked.source.isStrongerThanManifest ? asked.value : nil
        guard manifest.asksForCredentials else { return manifest.seen(access: stronger, credentials: nil) }
        guard !goesToLocalEndpoint else { return manifest.seen(access: stronger, credentials: .local) }
        settings.manifest[.access] = manifest.access
        let facts: CredentialFacts
        do throws(Failure) {
            let chain = chain(for: settings)
            var credentials = try await identity(from: chain).credentials
            if credentials.accountID == nil {
                credentials.accountID = try? await chain.accountID(limit: Self.accountLimit)
            }
            facts = CredentialFacts(credentials)
        } catch {
            facts = CredentialFacts(missing: error.message.description)
        }
        return manifest.seen(access: stronger, credentials: facts)
    }

    /// The settings as a command with these options sees them, with the s.yaml's resource filled in.
    package func resolved(options: SettingValues) async throws(Failure) -> (settings: Settings, resource: Resource?) {
        let (settings, resource, _) = try await situation(options: options)
        return (settings, resource)
    }

    /// The same with the s.yaml that is in force.
    /// - Parameters:
    ///   - options: what the command's own options say.
    ///   - isCall: whether a call follows, which needs the identity anyway. Otherwise nobody looks for one unless a
    ///     value that is wanted depends on it.
    func situation(
        options: SettingValues, isCall: Bool = false
    ) async throws(Failure) -> (settings: Settings, resource: Resource?, manifest: Manifest?) {
        var settings = settings
        settings.options = options
        let manifest: Manifest?
        do {
            manifest = try self.manifest()
        } catch {
            // A broken s.yaml that nobody named must not stand in the way of a call that needs nothing from it.
            guard settings[.template] == nil, settings[.function] != nil, settings[.region] != nil else { throw error }
            manifest = nil
        }
        guard let manifest else { return (settings, nil, nil) }
        if !isCall, let filled = try? filled(settings, from: manifest) { return filled }
        return try filled(settings, from: await seen(manifest, settings))
    }

    private func filled(
        _ settings: Settings, from manifest: Manifest
    ) throws(Failure) -> (settings: Settings, resource: Resource?, manifest: Manifest?) {
        var settings = settings
        let resource = ResourceChoice.resource(for: settings.resolve(.function), in: manifest)
        try settings.fill(from: manifest, resource: resource, isLocal: goesToLocalEndpoint)
        return (settings, resource, manifest)
    }
}

extension Manifest {
    /// The project whose `.env` files add to the environment; nil when none does, so that projects share an identity.
    var projectOfDotEnv: String? { environment.origins.isEmpty ? nil : path }
}

/// An identity that was looked for: what was asked, and the project whose variables had a say.
struct ChainKey: Hashable {
    var request: CredentialRequest
    var project: String?
}

/// Which resource of an s.yaml a call is about.
enum ResourceChoice {
    /// The resource a function's name means: by its own name, else by its function's name; without a name the only one
    /// there is.
    ///
    /// A name that only the environment gives chooses among several resources; a single one is stronger than it.
    static func resource(for asked: Settings.Resolved, in manifest: Manifest) -> Resource? {
        let functions = manifest.functions
        guard let function = asked.value else { return functions.count == 1 ? functions.first : nil }
        if case .environment = asked.source, functions.count == 1 { return functions.first }
        if let named = functions.first(where: { $0.name == function }) { return named }
        return functions.first { (try? $0.functionName) == function }
    }
}
