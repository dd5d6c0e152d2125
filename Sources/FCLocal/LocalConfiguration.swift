package import FCCore

/// Everything a local endpoint needs to start; the world comes in through here.
package struct LocalConfiguration: Sendable {
    /// The functions to serve.
    package var functions: [LocalFunction]
    /// Where the functions are read again when their description changed; nil keeps them as they are.
    package var source: FunctionSource?
    /// The port on 127.0.0.1 and ::1; 0 takes a free one.
    package var port: Int
    /// The region the functions believe to be in.
    package var region: String
    /// The account the functions believe to belong to.
    package var accountID: String
    /// The key pair that callers have to sign with; nil takes the project's own from `stateFolder`, made when missing.
    package var credentials: Credentials?
    /// A private folder for the project's key and the bootstraps; made with mode 0700 when missing.
    package var stateFolder: String
    /// A private folder for what depends on this program alone and is worth keeping for all projects, such as compiled
    /// bootstraps; nil takes `stateFolder`.
    package var cacheFolder: String?
    /// A folder in which asynchronous calls outlive the endpoint; nil keeps them in memory.
    package var queueFolder: String?
    /// The most instances of one function that run at once; the rest waits in order.
    package var instanceLimit: Int
    /// How long an instance may stay idle before it is stopped.
    package var idleLimit: Duration
    /// How long the server of a custom runtime may take until it listens.
    package var serverStartLimit: Duration = .seconds(120)
    /// Whether an instance that uses more memory than its function has is killed; it is only told otherwise.
    package var endsAboveMemory = false
    /// The program that starts and guards the functions' processes: this program in its hidden helper mode.
    package var helperPath: String
    /// How long a failed asynchronous call waits before it is tried again; each further wait is twice as long.
    package var retryPause: Duration = .milliseconds(500)
    /// The debuggers of functions by the functions' names; see ``debug(_:)``.
    package internal(set) var debuggers: [String: FunctionDebugger] = [:]
    /// The ports of servers that functions bring along.
    let ports = PortStore()
    /// What the functions wrote.
    let logs = LogBook()
    /// The newest calls of all functions, for the page.
    let invocations = InvocationRing()
    /// Hides what must not be shown, for the page.
    package var mask: @Sendable (String) -> String = { $0 }
    /// Where programs with a runtime of their own ask for their calls.
    let runtimeAPI = RuntimeAPIServer()
    /// Where interpreters are looked for.
    package var interpreters: InterpreterSearch
    /// The time of day as milliseconds since 1970.
    package var now: @Sendable () -> Int64
    /// Told once for each thing a user should know, such as an interpreter of another version.
    package var notice: @Sendable (String) -> Void
    /// Told each time that changed code, or a changed description, is taken over.
    package var reloaded: @Sendable (String) -> Void = { _ in }

    /// A configuration with the usual values for everything that is not given.
    package init(
        functions: [LocalFunction], source: FunctionSource? = nil, port: Int = 0, region: String = "cn-hangzhou",
        accountID: String = CredentialFacts.localAccountID, credentials: Credentials? = nil, stateFolder: String,
        instanceLimit: Int = LocalConfiguration.defaultInstanceLimit, idleLimit: Duration = .seconds(600),
        helperPath: String = HelperProgram.current, interpreters: InterpreterSearch,
        now: @escaping @Sendable () -> Int64 = WallClock.milliseconds,
        notice: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.functions = functions
        self.source = source
        self.port = port
        self.region = region
        self.accountID = accountID
        self.credentials = credentials
        self.stateFolder = stateFolder
        self.instanceLimit = max(1, instanceLimit)
        self.idleLimit = idleLimit
        self.helperPath = helperPath
        self.interpreters = interpreters
        self.now = now
        self.notice = notice
    }
}

extension LocalConfiguration {
    /// Tells that a function's code has changed while instances ran the old one.
    func tellOfNewCode(of function: LocalFunction) {
        reloaded("the code of \(function.name) has changed; new instances run it")
    }

    /// A function's full name in the manner of the cloud.
    func arn(of function: LocalFunction) -> String {
        "acs:fc:\(function.region ?? region):\(accountID):functions/\(function.name)"
    }
}

/// A description of functions that may change while the endpoint runs, such as an s.yaml.
package struct FunctionSource: Sendable {
    /// The file whose change makes the functions be read again.
    package var path: String
    /// Reads the functions; nil when the file cannot be used at the moment, so that the last good ones stay.
    package var read: @Sendable () -> [LocalFunction]?

    /// A source.
    package init(path: String, read: @escaping @Sendable () -> [LocalFunction]?) {
        self.path = path
        self.read = read
    }
}
