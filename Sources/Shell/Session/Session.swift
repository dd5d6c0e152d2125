package import FCCore

/// The state that commands share: settings, the s.yaml, identities, connections and results.
package actor Session {
    /// The world this session lives in.
    package nonisolated let world: World
    /// Hides every secret the session learns of.
    package nonisolated let masker: Masker
    /// The settings in their layers.
    package private(set) var settings: Settings
    /// Where calls leave their results.
    package nonisolated let log = Results()
    /// Writes down what succeeds while `record` is on.
    package nonisolated let recorder = Recorder()
    /// Wakes calls at their limits.
    nonisolated let alarms: Alarms
    /// The local endpoint that calls go to; set by `local start` and `--local`.
    package private(set) var localTarget: LocalTarget?
    /// Whether `--local` asked for one that is not there yet.
    private var wantsLocalEndpoint = false
    private var ignoresEnvironmentTriple = false
    /// Whether questions are answered with yes.
    package private(set) var assumesYes = false
    /// The body alone, for every call.
    package private(set) var isSilent = false
    /// Whether requests and answers are shown.
    package private(set) var isDebugging = false
    /// Whether actions of the s.yaml are not even worth a word.
    package private(set) var skipsActions = false
    /// Whether a newline follows a body that lacks one: wanted when a run makes more than one call.
    package private(set) var separatesBodies = false

    /// The folder of the script that is running.
    private var scriptFolder: String?
    private var manifestCache: (path: String, manifest: Manifest)?
    private var chains: [CredentialRequest: CredentialChain] = [:]
    private var transportInUse: (any Transport)?
    private var deployedLimits: [CallResult.Target: DeployedLimits] = [:]
    private var seenInstances: Set<String> = []
    private var saidOnce: Set<String> = []

    package init(world: World, masker: Masker) {
        self.world = world
        self.masker = masker
        alarms = Alarms(on: world.executor)
        settings = Settings(environment: world.environment)
    }

    /// What the options of the process say.
    package struct ProcessOptions: Sendable {
        package var settings: [Setting: String] = [:]
        package var isLocal = false
        package var ignoresEnvironmentTriple = false
        package var assumesYes = false
        package var isSilent = false
        package var isDebugging = false
        package var skipsActions = false

        package init() {}
    }

    /// Takes over what the options of the process say.
    package func apply(_ options: ProcessOptions) {
        settings.process = options.settings
        wantsLocalEndpoint = options.isLocal
        ignoresEnvironmentTriple = options.ignoresEnvironmentTriple
        assumesYes = options.assumesYes
        isSilent = options.isSilent
        isDebugging = options.isDebugging
        skipsActions = options.skipsActions
    }

    /// Forgets what a script set, before the next one runs; connections stay.
    package func beginAnew() {
        recorder.end()
        let process = settings.process
        settings = Settings(environment: world.environment)
        settings.process = process
        localTarget = wantsLocalEndpoint ? localTarget : nil
        manifestCache = nil
    }

    /// Looks for an s.yaml beside a script too, when the working directory has none.
    package func look(beside script: String?) {
        scriptFolder = script
        manifestCache = nil
    }

    /// Keeps the bodies of several calls apart.
    package func separateBodies() {
        separatesBodies = true
    }

    /// Sets a value for the session.
    package func set(_ setting: Setting, _ value: String) {
        settings.set(setting, value)
    }

    /// Forgets what the session set.
    package func unset(_ setting: Setting) {
        settings.unset(setting)
    }

    /// Whether calls go to a local endpoint, or will once it has been started.
    package var goesToLocalEndpoint: Bool { localTarget != nil || wantsLocalEndpoint }

    /// Sends calls to a local endpoint from now on, or back to the cloud with nil.
    package func use(local target: LocalTarget?) {
        localTarget = target
        if let target { masker.register(target.credentials.accessKeySecret) }
    }

    /// The results so far.
    package nonisolated var results: ResultStore { log.snapshot }

    /// Whether an instance is new to this session; it is not the next time.
    package func meet(instance: String?) -> Bool? {
        instance.map { seenInstances.insert($0).inserted }
    }

    /// Whether something has not been said before; it counts as said from now on.
    package func isFirst(_ remark: String) -> Bool {
        saidOnce.insert(remark).inserted
    }

    /// Closes what is open.
    package func close() async {
        await transportInUse?.shutdown()
        transportInUse = nil
    }
}

extension Session {
    /// The s.yaml that is in force: `-t`, or the one of the working directory; nil without one.
    /// - Throws: ``Failure`` when it cannot be read, or `-t` names none.
    package func manifest() throws(Failure) -> Manifest? {
        let reader = ManifestReader(files: world.files)
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
    }

    /// The settings as a command with these options sees them, with the s.yaml's resource filled in.
    /// - Parameter options: what the command's own options say.
    package func resolved(options: [Setting: String]) throws(Failure) -> (settings: Settings, resource: Resource?) {
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
        guard let manifest else { return (settings, nil) }
        let resource = ResourceChoice.resource(for: settings.resolve(.function), in: manifest)
        try settings.fill(from: manifest, resource: resource)
        return (settings, resource)
    }

    /// Where the credentials for these settings come from.
    package func chain(for settings: Settings) -> CredentialChain {
        let access = settings.resolve(.access)
        let isFromManifest: Bool
        if case .manifest = access.source { isFromManifest = true } else { isFromManifest = false }
        let request = CredentialRequest(
            access: isFromManifest ? nil : access.value, profile: settings[.profile],
            manifestAccess: settings.manifest[.access], ignoresEnvironmentTriple: ignoresEnvironmentTriple)
        if let chain = chains[request] { return chain }
        let chain = CredentialChain(
            request, environment: world.environment, home: world.home, files: world.files)
        chains[request] = chain
        return chain
    }

    /// The connections, opened on first use and shared by all calls.
    package func transport() throws(Failure) -> any Transport {
        if let transportInUse { return transportInUse }
        let transport = try world.makeTransport()
        transportInUse = transport
        return transport
    }

    /// The local endpoint, if calls go to one; starts it when `--local` asked for one.
    package func localEndpoint() async throws(Failure) -> LocalTarget? {
        if let target = world.soleTarget ?? localTarget { return target }
        guard wantsLocalEndpoint else { return nil }
        guard let host = world.localEndpoints else {
            throw Failure(.usage, "there is no local endpoint in this program")
        }
        guard let manifest = try manifest() else {
            throw Failure(
                .usage, "a local endpoint runs the functions of an s.yaml, and there is none here",
                next: "-t FILE, or change to a folder with an s.yaml")
        }
        let target = try await host.target(for: manifest, startingIfNeeded: true)
        use(local: target)
        return target
    }

    /// What the deployed function says about its limits when it was asked before; nil when it never was.
    func knownLimits(of target: CallResult.Target) -> DeployedLimits? {
        deployedLimits[target]
    }

    /// Remembers the deployed function's limits, or that asking for them is not permitted.
    func remember(_ limits: DeployedLimits, of target: CallResult.Target) {
        deployedLimits[target] = limits
    }
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

extension Settings {
    /// Fills in what the s.yaml says: the access alias of the file, and what the chosen resource brings.
    mutating func fill(from manifest: Manifest, resource: Resource?) throws(Failure) {
        manifestResource = resource?.name
        self.manifest = [:]
        self.manifest[.access] = resource?.access ?? manifest.access
        // One resource lends its region to a function that is named otherwise, as `s invoke --function-name` does.
        guard let source = resource ?? (manifest.functions.count == 1 ? manifest.functions.first : nil) else { return }
        do {
            self.manifest[.region] = try source.region
            guard resource != nil else { return }
            self.manifest[.function] = try source.functionName
            self.manifest[.endpoint] = try source.endpoint
        } catch {
            throw Failure(error)
        }
    }
}

extension Failure {
    /// A fault of the s.yaml, with its own place.
    package init(_ error: ManifestError) {
        self.init(.usage, error.message, next: error.hint)
    }
}
