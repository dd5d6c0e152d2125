package import FoundationEssentials

/// What looking for credentials may use of the world. Nothing is read, started or asked before it is needed.
package struct CredentialSurroundings: Sendable {
    /// Opens the network on first use.
    package typealias Network = @Sendable () async throws(CredentialError) -> any Transport

    /// The process's environment variables.
    package var environment: [String: String]
    /// The user's home directory; nil when there is none.
    package var home: String?
    /// The file system.
    package var files: any FileReader
    /// The time requests are signed with and expiry is judged by.
    package var now: @Sendable () -> Date
    /// A text that no other request carries.
    package var nonce: @Sendable () -> String
    /// How this program names itself to services.
    package var userAgent: String
    /// The way to services; nil where nothing may be asked.
    package var network: Network?
    /// Starts the programs that profiles of the mode External name.
    package var programs: any ProgramRunner
    /// Where the metadata service of ECS is; nil when it is not to be asked.
    package var metadata: Endpoint?
    /// Which account a key id belongs to, as far as it was asked before.
    package var accounts: any AccountMemory
    /// Where a search runs that several may wait for; nil for the system's threads.
    package var executor: (any TaskExecutor)?
    /// Told of every secret as soon as it is met, so that it can be masked before anything is written.
    package var secretMet: @Sendable (Secret) -> Void

    /// Surroundings without network, accounts that are not remembered, and the programs and clock of this machine.
    package init(
        environment: [String: String], home: String?, files: any FileReader = DiskFiles(),
        now: @escaping @Sendable () -> Date = { Date() }, nonce: @escaping @Sendable () -> String = { "" },
        userAgent: String = "fcsh", network: Network? = nil, programs: any ProgramRunner = ChildPrograms(),
        metadata: Endpoint? = nil, accounts: any AccountMemory = NoAccountMemory(),
        executor: (any TaskExecutor)? = nil, secretMet: @escaping @Sendable (Secret) -> Void = { _ in }
    ) {
        self.executor = executor
        self.environment = environment
        self.home = home
        self.files = files
        self.now = now
        self.nonce = nonce
        self.userAgent = userAgent
        self.network = network
        self.programs = programs
        self.metadata = metadata
        self.accounts = accounts
        self.secretMet = secretMet
    }

    /// The value of a variable; an empty one is as good as none.
    func variable(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether a variable says yes.
    func isTrue(_ name: String) -> Bool { variable(name)?.lowercased() == "true" }

    /// The current second.
    var second: Int { UTCTime(now()).seconds }

    /// A connection to a service.
    /// - Throws: ``CredentialError`` when there is no network.
    func transport() async throws(CredentialError) -> any Transport {
        guard let network else { throw CredentialError(.sourceFailed, "the network is not asked here") }
        return try await network()
    }
}
