/// The life of one instance as a pure state machine: events go in, actions come out.
///
/// `starting → ready → initializing → idle ⇄ busy → draining → stopping → dead`. An instance of a built-in runtime has
/// one request at a time, the server of a custom runtime as many as its capacity (docs: FC 3.0, instance concurrency).
struct InstanceState: Sendable, Hashable {
    /// Where an instance is in its life.
    enum Phase: String, Sendable, Hashable {
        /// The process exists, its bootstrap has not reported yet.
        case starting
        /// It can take its first request; an initializer would run before that.
        case ready
        /// The initializer runs for the first request.
        case initializing
        /// It waits for a request.
        case idle
        /// It works on a request.
        case busy
        /// It works on its last request; its code is out of date.
        case draining
        /// Its time is up: it may say where it was, then it is killed.
        case expiring
        /// The pre-stop hook runs.
        case preStopping
        /// It was asked to leave.
        case stopping
        /// It is gone.
        case dead
    }

    /// What happens to an instance.
    enum Event: Sendable, Hashable {
        /// The bootstrap takes calls.
        case ready
        /// The bootstrap cannot start.
        case startFailed
        /// A request for it.
        case request
        /// The current call was answered; `failed` only matters for the initializer.
        case answered(failed: Bool, fatal: Bool)
        /// A timer it had started has run out.
        case timer(Timer)
        /// It is to go: its code changed, it was idle too long, or the endpoint stops.
        case retire
        /// The process is gone.
        case exited
    }

    /// What a timer limits. There is one at a time.
    enum Timer: Sendable, Hashable {
        /// From the start to ready.
        case start
        /// One run of the initializer.
        case initializer
        /// One request.
        case request
        /// From the first signal to the kill, after a request or initializer ran out of time.
        case grace
        /// One run of the pre-stop hook.
        case preStop
        /// From being asked to leave to the kill.
        case stop
        /// Time without a request.
        case idle
    }

    /// What has to be done. The order counts.
    enum Action: Sendable, Hashable {
        /// Start this timer instead of the one that runs.
        case startTimer(Timer)
        /// Stop the timer that runs.
        case cancelTimer
        /// Call the initializer for the current request.
        case callInitializer
        /// Call the handler for the current request.
        case callHandler
        /// Call the pre-stop hook.
        case callPreStop
        /// Ask the bootstrap to leave.
        case askToStop
        /// Send SIGTERM to the group.
        case terminate
        /// Kill the group.
        case kill
        /// Take the next request from the queue, if there is one.
        case takeNext
        /// The current request is done: give the handler's answer.
        case giveAnswer
        /// The initializer failed: give its error.
        case giveInitializationError
        /// Time ran out: give the platform's error.
        case giveTimeout(initializer: Bool)
        /// The process ended in the middle: give the platform's error.
        case giveExit(initializer: Bool)
        /// Nothing will come of this instance: give the error to the request that waits longest.
        case giveStartFailure
        /// Forget the instance.
        case remove
    }

    /// Where the instance is.
    private(set) var phase = Phase.starting
    /// Whether it has to go after the current request.
    private var retiring = false
    /// Whether time ran out for the initializer rather than for the request.
    private var expiredInitializer = false
    /// Whether it could not start, so that its exit is no news.
    private var startFailed = false
    /// Whether it is to be killed once its other requests are done.
    private var isDoomed = false
    /// How many requests it works on.
    private(set) var load = 0
    private let hasInitializer: Bool
    private let hasPreStop: Bool
    private let capacity: Int
    private let limitsRequests: Bool

    /// An instance whose process has just been started; begin with ``startActions``.
    /// - Parameters:
    ///   - capacity: how many requests it takes at a time.
    ///   - limitsRequests: whether the time of requests is limited here; otherwise a request that takes too long is
    ///     answered like any other, as a fatal failure.
    init(hasInitializer: Bool, hasPreStop: Bool, capacity: Int = 1, limitsRequests: Bool = true) {
        self.hasInitializer = hasInitializer
        self.hasPreStop = hasPreStop
        self.capacity = capacity
        self.limitsRequests = limitsRequests
    }

    /// What to do right after the process was started.
    static let startActions: [Action] = [.startTimer(.start)]

    /// Whether it can take a request at once.
    var isAvailable: Bool {
        switch phase {
        case .idle, .ready: true
        case .busy: load < capacity
        default: false
        }
    }

    /// Takes an event and says what to do; an event that makes no sense in this phase is ignored.
    mutating func handle(_ event: Event) -> [Action] {
        switch (phase, event) {
        case (.dead, _):
            return []
        case (_, .exited):
            return exited()
        case (.starting, .ready):
            phase = .ready
            return [.startTimer(.idle), .takeNext]
        case (.starting, .startFailed), (.starting, .timer(.start)):
            phase = .stopping
            startFailed = true
            return [.cancelTimer, .kill]
        case (.ready, .request) where hasInitializer:
            phase = .initializing
            load = 1
            return [.startTimer(.initializer), .callInitializer]
        case (.ready, .request), (.idle, .request), (.busy, .request):
            guard load < capacity else { return [] }
            phase = .busy
            load += 1
            return [requestTimer, .callHandler]
        case (.initializing, .answered(let failed, _)):
            return initialized(failed: failed)
        case (.busy, .answered(_, let fatal)), (.draining, .answered(_, let fatal)):
            return answered(fatal: fatal)
        case (.initializing, .timer(.initializer)), (.busy, .timer(.request)), (.draining, .timer(.request)):
            expiredInitializer = phase == .initializing
            phase = .expiring
            return [.terminate, .startTimer(.grace)]
        case (.expiring, .timer(.grace)), (.stopping, .timer(.stop)):
            return [.kill]
        case (.preStopping, .answered), (.preStopping, .timer(.preStop)):
            return leave()
        case (_, .retire), (.idle, .timer(.idle)), (.ready, .timer(.idle)):
            return retire()
        default:
            return []
        }
    }

    private mutating func initialized(failed: Bool) -> [Action] {
        if failed {
            phase = .stopping
            return [.cancelTimer, .giveInitializationError, .kill]
        }
        phase = retiring ? .draining : .busy
        return [requestTimer, .callHandler] + (isAvailable ? [.takeNext] : [])
    }

    private var requestTimer: Action { limitsRequests ? .startTimer(.request) : .cancelTimer }

    private mutating func answered(fatal: Bool) -> [Action] {
        load -= 1
        if fatal {
            retiring = true
            isDoomed = true
        }
        if load > 0 {
            if retiring { phase = .draining }
            return retiring ? [.giveAnswer] : [.giveAnswer, .takeNext]
        }
        if isDoomed {
            phase = .stopping
            return [.cancelTimer, .giveAnswer, .kill]
        }
        phase = .idle
        if retiring { return [.giveAnswer] + retire() }
        return [.startTimer(.idle), .giveAnswer, .takeNext]
    }

    private mutating func retire() -> [Action] {
        retiring = true
        switch phase {
        case .starting:
            phase = .stopping
            return [.cancelTimer, .kill]
        case .busy:
            phase = .draining
            return []
        case .idle where hasPreStop, .ready where hasPreStop && !hasInitializer:
            phase = .preStopping
            return [.startTimer(.preStop), .callPreStop]
        case .idle, .ready:
            return leave()
        case .initializing, .draining, .expiring, .preStopping, .stopping, .dead:
            return []
        }
    }

    private mutating func leave() -> [Action] {
        phase = .stopping
        return [.askToStop, .startTimer(.stop)]
    }

    private mutating func exited() -> [Action] {
        let before = phase
        phase = .dead
        switch before {
        case .starting: return [.cancelTimer, .giveStartFailure, .remove]
        case .stopping where startFailed: return [.cancelTimer, .giveStartFailure, .remove]
        case .initializing: return [.cancelTimer, .giveExit(initializer: true), .remove]
        case .busy, .draining: return [.cancelTimer, .giveExit(initializer: false), .remove]
        case .expiring: return [.cancelTimer, .giveTimeout(initializer: expiredInitializer), .remove]
        case .ready, .idle, .preStopping, .stopping, .dead: return [.cancelTimer, .remove]
        }
    }
}
