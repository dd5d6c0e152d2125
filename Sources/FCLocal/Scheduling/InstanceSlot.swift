import FCCore

/// One instance as its scheduler sees it: state, process and the request it works on.
struct InstanceSlot {
    /// The request an instance works on.
    struct Work {
        var pending: FunctionScheduler.Pending
        /// When the handler, or the initializer before it, was called.
        var start: ContinuousClock.Instant
        /// What was written before the handler was called: by the initializer, or while idle.
        var logBefore: [UInt8] = []
        /// How much of that was written before the request.
        var idleBytes = 0
        /// Whether it is the first request of its instance.
        var isCold = false
    }

    /// The scheduler's number for it.
    let number: Int
    /// The id that callers see.
    let instanceID: String
    /// Which state of code and description it runs.
    let generation: Int
    /// Its process.
    let process: InstanceProcess
    /// The description it was started from.
    let function: LocalFunction
    /// The fixed part of every call's context, as JSON text.
    let context: String
    /// The checksum of the code it runs.
    let checksum: UInt64
    /// The command that started it.
    let command: [String]
    /// The connections to its server, for a custom runtime.
    let server: ServerClient?
    /// Where its program asks for its calls, for one that uses the runtime API.
    let session: RuntimeAPISession?

    /// Where it is in its life.
    var state: InstanceState
    /// The requests it works on, by their ids.
    var works: [String: Work] = [:]
    /// The ids of the calls that it has not answered yet; that of a hook need not be a request's.
    var openCalls: Set<String> = []
    /// The answer that is being dealt with.
    var answer: Answer?
    /// How its process ended.
    var end: ProcessEnd?
    /// Why its bootstrap could not start.
    var startFault: String?
    /// Requests answered.
    var calls = 0
    /// Whether somebody looks at its memory.
    var isWatched = false
    /// Whether it takes calls, but the number of its process is not known yet.
    var isReadyEarly = false
    /// When it was started, in milliseconds since 1970.
    var startedTime: Int64 = 0
    /// What is added to the function's own limits while a debugger may be attached, in seconds.
    var leeway = 0
    /// When it last took a request.
    var lastUse = ContinuousClock.now
    /// The timer that runs and its number.
    var timer: Task<Void, Never>?
    var timerSerial = 0

    init(
        number: Int, instanceID: String, generation: Int, process: InstanceProcess, function: LocalFunction,
        context: String, checksum: UInt64, command: [String], server: ServerClient?,
        session: RuntimeAPISession?
    ) {
        self.number = number
        self.instanceID = instanceID
        self.generation = generation
        self.process = process
        self.function = function
        self.context = context
        self.checksum = checksum
        self.command = command
        self.server = server
        self.session = session
        state = InstanceState(
            hasInitializer: function.initializer != nil, hasPreStop: function.preStop != nil,
            capacity: function.capacity, limitsRequests: server == nil)
    }

    /// Whether it is one of the instances that the limit counts; those on their way out are not.
    var countsAgainstLimit: Bool {
        switch state.phase {
        case .starting, .ready, .initializing, .idle, .busy, .expiring: true
        case .draining, .preStopping, .stopping, .dead: false
        }
    }

    /// Whether calls and answers are frames on a channel of its process.
    var talksInFrames: Bool { server == nil && session == nil }

    /// What a timer waits.
    func limit(of timer: InstanceState.Timer, _ configuration: LocalConfiguration) -> Duration {
        switch timer {
        case .start: startLimit(configuration) + .seconds(leeway)
        case .initializer: .seconds((function.initializer?.timeout ?? 3) + leeway)
        case .request: .seconds(function.timeout + leeway)
        case .grace: .milliseconds(300)
        case .preStop: .seconds(function.preStop?.timeout ?? 3)
        case .stop: .seconds(1)
        // A debugger would lose its program for no reason that its user can see.
        case .idle: leeway > 0 ? .seconds(365 * 86_400) : configuration.idleLimit
        }
    }

    /// How long it may take until it takes requests.
    func startLimit(_ configuration: LocalConfiguration) -> Duration {
        guard server != nil else { return FunctionRuntime.startLimit }
        return function.server.healthCheck?.limit ?? configuration.serverStartLimit
    }

    /// The frame that asks for a call.
    func frame(_ call: InstanceCall, now: Int64) -> Frame {
        let (requestID, handler, timeout) = (call.requestID, call.handler, call.timeout)
        let meta =
            "{\"kind\":\(call.kind.rawValue),\"rid\":\(JSONWriter.quoted(requestID)),\"handler\":\(JSONWriter.quoted(handler)),"
            + "\"deadline\":\(now + Int64(timeout) * 1000),\"retry\":\(call.attempt),\"context\":\(context)}"
        return Frame(.call, meta: Array(meta.utf8), body: call.event)
    }
}
