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
    /// The names that Tab knows of the service.
    package nonisolated let names: NameBook
    /// The local endpoint that calls go to; set by `local start` and `--local`.
    package private(set) var localTarget: LocalTarget?
    /// Whether `--local` asked for one that is not there yet.
    private var wantsLocalEndpoint = false
    private var ignoresEnvironmentTriple = false
    /// The environment of env.yaml that `--env` asks for.
    var environmentName: String?
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
    var scriptFolder: String?
    var manifestCache: (path: String, manifest: Manifest)?
    /// Identities that were looked for: a few, so that a row is as good as a hash table.
    var chains: [(key: ChainKey, chain: CredentialChain)] = []
    private var transportInUse: (any Transport)?
    private var identityTransportInUse: (any Transport)?
    private var deployedLimits: [CallResult.Target: DeployedLimits] = [:]
    private var seenInstances: Set<String> = []
    private var saidOnce: Set<String> = []
    /// What calls functions, by the service's address and the function's name.
    var knownTriggers: [String: [FunctionTrigger]] = [:]

    package init(world: World, masker: Masker) {
        self.world = world
        self.masker = masker
        alarms = Alarms(on: world.executor, sleep: world.sleep)
        names = NameBook(
            folder: ShellFiles(environment: world.environment).cache, files: world.files,
            now: { UTCTime(world.now()).seconds })
        settings = Settings(environment: world.environment)
    }

    /// What the options of the process say.
    package struct ProcessOptions: Sendable {
        package var settings = SettingValues()
        package var isLocal = false
        package var ignoresEnvironmentTriple = false
        package var assumesYes = false
        package var isSilent = false
        package var isDebugging = false
        package var skipsActions = false
        /// The environment of env.yaml that `--env` asks for.
        package var environmentName: String?

        package init() {}
    }

    /// How calls are made and shown, as the options of the process and the run have it.
    package struct Manner: Sendable {
        package var assumesYes: Bool
        package var isSilent: Bool
        package var isDebugging: Bool
        package var separatesBodies: Bool
    }

    /// All of it at once: each question to the session costs a call two changes of the executor.
    var manner: Manner {
        Manner(
            assumesYes: assumesYes, isSilent: isSilent, isDebugging: isDebugging, separatesBodies: separatesBodies)
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
        environmentName = options.environmentName
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
        // The same function may have other limits there.
        deployedLimits = [:]
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
        await identityTransportInUse?.shutdown()
        identityTransportInUse = nil
    }
}

extension Session {
    /// Where the credentials for these settings come from.
    package func chain(for settings: Settings) -> CredentialChain {
        chain(for: settings, of: (try? manifest()) ?? nil)
    }

    /// The same where the s.yaml in force is known.
    func chain(for settings: Settings, of manifest: Manifest?) -> CredentialChain {
        let access = settings.resolve(.access)
        let isFromManifest: Bool
        if case .manifest = access.source { isFromManifest = true } else { isFromManifest = false }
        let request = CredentialRequest(
            access: isFromManifest ? nil : access.value, profile: settings[.profile],
            manifestAccess: settings.manifest[.access], ignoresEnvironmentTriple: ignoresEnvironmentTriple)
        let key = ChainKey(request: request, project: manifest?.projectOfDotEnv)
        if let known = chains.first(where: { $0.key == key }) { return known.chain }
        let chain = CredentialChain(request, in: credentialSurroundings)
        chains.append((key, chain))
        return chain
    }

    /// What looking for credentials may use: this session's world, and its masker for every secret that turns up.
    private var credentialSurroundings: CredentialSurroundings {
        CredentialSurroundings(
            environment: projectEnvironment, home: world.home, files: world.files, now: world.now, nonce: world.nonce,
            userAgent: "fcsh/\(Version.current)",
            network: { [weak self] () async throws(CredentialError) -> any Transport in
                guard let self else { throw CredentialError(.sourceFailed, "the session has ended") }
                do throws(Failure) {
                    return try await self.identityTransport()
                } catch {
                    throw CredentialError(.sourceFailed, error.message.description)
                }
            }, metadata: world.metadata, accounts: world.accounts, executor: world.executor,
            secretMet: { [masker] in masker.register($0) })
    }

    /// The connections that keys are asked for over.
    private func identityTransport() throws(Failure) -> any Transport {
        if let identityTransportInUse { return identityTransportInUse }
        let transport = try world.makeIdentityTransport()
        identityTransportInUse = transport
        return transport
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
