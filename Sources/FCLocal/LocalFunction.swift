/// What the local endpoint has to know about one function to run it.
package struct LocalFunction: Sendable, Hashable {
    /// A hook that runs once when an instance starts or stops.
    package struct Hook: Sendable, Hashable {
        /// The function to call, spelled like the function's own handler.
        package var handler: String
        /// How long it may take, in seconds.
        package var timeout: Int

        /// A hook; the platform's time limit is 3 seconds when none is given.
        package init(handler: String, timeout: Int = 3) {
            self.handler = handler
            self.timeout = timeout
        }
    }

    /// How its asynchronous calls are treated; the platform's defaults, but with task mode on.
    package struct AsyncSettings: Sendable, Hashable {
        /// How often a failed call is tried again, 0 to 8.
        package var retryAttempts = 3
        /// How long an event may wait for an instance, in seconds.
        package var eventAge = 18_000
        /// Whether calls are kept as tasks that can be asked for.
        package var isTaskMode = true
        /// Who is called after a success, as a function's full name; nil for nobody.
        package var onSuccess: String?
        /// Who is called after a failure.
        package var onFailure: String?
        /// Whether somebody has configured them.
        package var isConfigured = false

        /// The defaults.
        package init() {}
    }

    /// How the server of a custom runtime is started and reached.
    package struct Server: Sendable, Hashable {
        /// The program and its words; empty for the file `bootstrap` in the code folder.
        package var command: [String] = []
        /// The port it listens on.
        package var port = 9000
        /// How it is asked whether it can take requests; nil when an open port is enough.
        package var healthCheck: HealthCheck?

        /// The platform's defaults.
        package init() {}
    }

    /// The name it is invoked by.
    package var name: String
    /// The runtime it declares, such as `python3.12`.
    package var runtime: String
    /// Which function of the code to call, such as `index.handler`.
    package var handler: String
    /// The folder of its code, as an absolute path.
    package var codePath: String
    /// How long a call may take, in seconds.
    package var timeout: Int
    /// The memory it declares, in MB.
    package var memorySize: Int
    /// Its own environment variables.
    package var environment: [String: String]
    /// The hook to call before the first request of an instance.
    package var initializer: Hook?
    /// The hook to call before an instance goes.
    package var preStop: Hook?
    /// How its asynchronous calls are treated.
    package var asyncSettings = AsyncSettings()
    /// What calls it.
    package var triggers: [LocalTrigger] = []
    /// How its server is started and reached, for a custom runtime.
    package var server = Server()
    /// How many requests an instance takes at a time; only custom runtimes take more than one.
    package var concurrency = 1
    /// Which state of it this is: `LATEST`, or the number of a published version.
    package var version = "LATEST"
    /// A sentence about it.
    package var summary: String?
    /// The log project it names, empty when it names none.
    package var logProject: String
    /// The log store it names, empty when it names none.
    package var logStore: String
    /// Where it would run; nil takes the endpoint's region.
    package var region: String?
    /// Why it cannot be run although it is listed, e.g. what its s.yaml lacks.
    package var problem: String?

    /// A function with the platform's defaults for everything that is not given.
    package init(
        name: String, runtime: String, handler: String, codePath: String, timeout: Int = 3, memorySize: Int = 512,
        environment: [String: String] = [:], initializer: Hook? = nil, preStop: Hook? = nil, summary: String? = nil,
        logProject: String = "", logStore: String = "", region: String? = nil, problem: String? = nil
    ) {
        self.name = name
        self.runtime = runtime
        self.handler = handler
        self.codePath = codePath
        self.timeout = timeout
        self.memorySize = memorySize
        self.environment = environment
        self.initializer = initializer
        self.preStop = preStop
        self.summary = summary
        self.logProject = logProject
        self.logStore = logStore
        self.region = region
        self.problem = problem
    }
}

extension LocalFunction {
    /// Whether it brings its own HTTP server.
    var isServer: Bool { runtime == "custom" || runtime.hasPrefix("custom.") }

    /// How many requests one of its instances takes at a time (docs: FC 3.0, instance concurrency).
    var capacity: Int { isServer ? min(max(concurrency, 1), 200) : 1 }
}
