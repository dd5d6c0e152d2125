package import FCCore

/// All that Tab may look at, as it was when the line began. Nothing in it asks the network.
package struct CompletionWorld: Sendable {
    /// A name with a few words about it.
    package struct Name: Sendable, Hashable {
        package var text: String
        package var description: String?

        package init(_ text: String, _ description: String? = nil) {
            self.text = text
            self.description = description
        }
    }

    package var catalog: Catalog
    /// The values of settings.
    package var settings: Settings
    /// The variables of the run; values of secrets are not described.
    package var variables: [Name] = []
    /// The names of environment variables.
    package var environment: [String] = []
    /// The aliases of the prompt, with what they stand for.
    package var aliases: [Name] = []
    /// What descriptions are shown in.
    package var language = Language.english
    /// The functions of the s.yaml and those that were called or used in this session.
    package var functions: [Name] = []
    /// Versions and aliases seen in this session.
    package var qualifiers: [String] = []
    /// The functions that resources of the s.yaml stand for.
    package var resources: [String: String] = [:]
    /// What the service's listings hold as far as they are known, for the settings with a statement's own options. Never
    /// waits.
    var names: @Sendable (NameCache.Question, SettingValues) -> [Name] = { _, _ in [] }
    /// Events that a function was called with before this session, the newest first.
    package var earlierEvents: @Sendable (_ function: String) -> [Value] = { _ in [] }
    /// The results so far: paths and header names come from them, keys of JSON from their events.
    package var results = ResultStore()
    /// Aliases of the access store, read when they are asked for.
    package var accessAliases: @Sendable () -> [String] = { [] }
    /// Profiles of the aliyun CLI, read when they are asked for.
    package var profiles: @Sendable () -> [String] = { [] }
    /// The entries of a folder given by its absolute path.
    package var entries: @Sendable (String) -> [FolderEntry] = { _ in [] }
    /// The working directory.
    package var directory = "/"
    /// What `~/` stands for.
    package var home: String?

    package init(catalog: Catalog, settings: Settings) {
        self.catalog = catalog
        self.settings = settings
    }

    /// The function's own name: of a resource, of the written name, or of what is in use.
    func functionName(_ written: String?) -> String? {
        guard let name = written ?? settings[.function], !name.isEmpty else { return nil }
        return resources[name] ?? name
    }
}

extension CompletionWorld {
    /// The world of a session as it is now.
    static func current(_ interpreter: Interpreter, settings: Settings) async -> CompletionWorld {
        let session = interpreter.surroundings.session
        let surroundings = session.world
        var world = CompletionWorld(catalog: interpreter.surroundings.catalog, settings: settings)
        world.variables = interpreter.scope.all.map { Name($0.name, description(of: $0.variable)) }
        world.aliases = (interpreter.surroundings.aliases?.all ?? []).map {
            Name($0.name, DisplayWidth.truncate(VisibleText.singleLine($0.text), to: 40))
        }
        world.language = settings.language
        world.environment = surroundings.environment.keys.sorted()
        world.results = session.results
        world.functions = await functions(of: session, world.results, settings)
        world.qualifiers = unique(world.results.all.reversed().map(\.target.qualifier))
        for resource in (try? await session.manifest())?.functions ?? [] {
            world.resources[resource.name] = (try? resource.functionName).flatMap { $0 }
        }
        let names = session.names
        let ownInquiry = await NameInquiry(session: session, settings: settings)
        world.names = { question, options in
            let inquiry = ownInquiry.adding(options)
            return names.names(question, label: inquiry.label) { await inquiry.answer($0) }
        }
        if let history = interpreter.surroundings.history { world.earlierEvents = { history.events(of: $0) } }
        let (environment, home, files) = (surroundings.environment, surroundings.home, surroundings.files)
        world.accessAliases = { IdentityNames.accessAliases(environment: environment, home: home, files: files) }
        world.profiles = { IdentityNames.profiles(environment: environment, home: home, files: files) }
        world.entries = { FolderListing.entries(of: $0) }
        world.directory = surroundings.directory
        world.home = home
        return world
    }

    private static func description(of variable: Scope.Variable) -> String {
        guard !variable.isSecret else { return "secret" }
        return DisplayWidth.truncate(VisibleText.singleLine(JSONWriter.text(variable.value)), to: 40)
    }

    /// Resources first, then what was used in this session.
    private static func functions(of session: Session, _ results: ResultStore, _ settings: Settings) async -> [Name] {
        let manifest = try? await session.manifest()
        var names = (manifest?.functions ?? []).map { resource in
            Name(resource.name, "s.yaml" + ((try? resource.functionName).flatMap { $0 }.map { ", \($0)" } ?? ""))
        }
        let used = results.all.reversed().map(\.target.functionName) + [settings.session[.function] ?? ""]
        for name in unique(used) where !name.isEmpty && !names.contains(where: { $0.text == name }) {
            names.append(Name(name, "used in this session"))
        }
        return names
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
