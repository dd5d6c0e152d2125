package import FCCore
package import FoundationEssentials

/// The world a session lives in, handed in so that tests can hand in another.
package struct World: Sendable {
    /// The environment variables.
    package var environment: [String: String]
    /// The working directory.
    package var directory: String
    /// Reads files.
    package var files: any FileReader
    /// The time that requests are signed with.
    package var now: @Sendable () -> Date
    /// A text that was never given before, for signatures.
    package var nonce: @Sendable () -> String
    /// Opens the network, on first use.
    package var makeTransport: @Sendable () throws(Failure) -> any Transport
    /// Where tasks run that no other task waits for in a group; nil for the system's threads.
    package var executor: (any TaskExecutor)?
    /// Waits; throws when the task is cancelled before.
    package var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    /// Opens the network that keys are asked for over, on first use. Apart from ``makeTransport``, so that what is
    /// recorded of calls never holds a key.
    package var makeIdentityTransport: @Sendable () throws(Failure) -> any Transport
    /// Where the metadata service of ECS is; nil when it is not to be asked.
    package var metadata: Endpoint?
    /// Which account a key id belongs to, as far as it was asked before.
    package var accounts: any AccountMemory = NoAccountMemory()
    /// Starts and finds local endpoints; nil where there are none.
    package var localEndpoints: (any LocalEndpointHost)?
    /// Where every call goes, whatever the settings say: a replay, which needs no identity. Nil in every other run.
    package var soleTarget: LocalTarget?
    /// What sample events are made of in a run that is saved or replayed; nil where each is a new one.
    package var samples: SampleSource?

    package init(
        environment: [String: String], directory: String, files: any FileReader,
        now: @escaping @Sendable () -> Date, nonce: @escaping @Sendable () -> String,
        makeTransport: @escaping @Sendable () throws(Failure) -> any Transport,
        localEndpoints: (any LocalEndpointHost)? = nil
    ) {
        makeIdentityTransport = makeTransport
        self.environment = environment
        self.directory = directory
        self.files = files
        self.now = now
        self.nonce = nonce
        self.makeTransport = makeTransport
        self.localEndpoints = localEndpoints
    }

    /// The home directory.
    package var home: String? { environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } }

    /// A path as the working directory sees it; a leading `~/` is the home directory.
    package func path(_ text: String) -> String {
        if text.hasPrefix("~/"), let home { return FilePaths.resolve(String(text.dropFirst(2)), from: home) }
        return FilePaths.resolve(text, from: directory)
    }

    /// The path of a sourced file: it counts from the file that sources it, which texts without a file have not.
    package func path(ofSource text: String, from outer: String?) -> String {
        guard let outer, !text.hasPrefix("~/") else { return path(text) }
        return FilePaths.resolve(text, from: FilePaths.directory(of: outer))
    }
}

/// Whoever runs local endpoints: the executable, which knows the module that does.
package protocol LocalEndpointHost: Sendable {
    /// The endpoint of a project: one that is running already, in this process or another, or a new one that lives as
    /// long as this process.
    /// - Parameter manifest: path of the s.yaml.
    func target(for manifest: Manifest, startingIfNeeded: Bool) async throws(Failure) -> LocalTarget?
}

/// A running local endpoint, as a caller sees it.
package struct LocalTarget: Sendable, Hashable {
    package var endpoint: Endpoint
    /// The throw-away key it accepts.
    package var credentials: Credentials
    /// The address of its page for browsers, when it is known.
    package var page: String?

    package init(endpoint: Endpoint, credentials: Credentials, page: String? = nil) {
        self.page = page
        self.endpoint = endpoint
        self.credentials = credentials
    }
}
