import Testing

@testable import FCLocal

/// Lives of instances as tables: events in, actions out.
@Suite struct InstanceStateTests {
    typealias Step = (event: InstanceState.Event, actions: [InstanceState.Action], phase: InstanceState.Phase)

    struct Life: CustomTestStringConvertible, Sendable {
        var name: String
        var initializer = false
        var preStop = false
        var steps: [Step]
        var testDescription: String { name }
    }

    static let toReady: Step = (.ready, [.startTimer(.idle), .takeNext], .ready)
    static let toBusy: Step = (.request, [.startTimer(.request), .callHandler], .busy)
    static let toIdle: Step = (
        .answered(failed: false, fatal: false), [.startTimer(.idle), .giveAnswer, .takeNext], .idle
    )
    static let leaving: [InstanceState.Action] = [.askToStop, .startTimer(.stop)]

    static let lives = [
        Life(
            name: "two requests, then idle too long",
            steps: [
                toReady, toBusy, toIdle, toBusy, toIdle,
                (.timer(.idle), leaving, .stopping), (.exited, [.cancelTimer, .remove], .dead), (.request, [], .dead),
            ]),
        Life(
            name: "a failed request keeps the instance",
            steps: [
                toReady, toBusy,
                (.answered(failed: true, fatal: false), [.startTimer(.idle), .giveAnswer, .takeNext], .idle),
            ]),
        Life(
            name: "a fatal failure does not",
            steps: [
                toReady, toBusy, (.answered(failed: true, fatal: true), [.cancelTimer, .giveAnswer, .kill], .stopping),
                (.exited, [.cancelTimer, .remove], .dead),
            ]),
        Life(
            name: "the bootstrap cannot start",
            steps: [
                (.startFailed, [.cancelTimer, .kill], .stopping),
                (.exited, [.cancelTimer, .giveStartFailure, .remove], .dead),
            ]),
        Life(
            name: "never ready",
            steps: [
                (.timer(.start), [.cancelTimer, .kill], .stopping),
                (.exited, [.cancelTimer, .giveStartFailure, .remove], .dead),
            ]),
        Life(name: "exits at once", steps: [(.exited, [.cancelTimer, .giveStartFailure, .remove], .dead)]),
        Life(
            name: "an initializer runs once", initializer: true,
            steps: [
                toReady, (.request, [.startTimer(.initializer), .callInitializer], .initializing),
                (.answered(failed: false, fatal: false), [.startTimer(.request), .callHandler], .busy), toIdle, toBusy,
            ]),
        Life(
            name: "an initializer fails", initializer: true,
            steps: [
                toReady, (.request, [.startTimer(.initializer), .callInitializer], .initializing),
                (.answered(failed: true, fatal: false), [.cancelTimer, .giveInitializationError, .kill], .stopping),
                (.exited, [.cancelTimer, .remove], .dead),
            ]),
        Life(
            name: "an initializer takes too long", initializer: true,
            steps: [
                toReady, (.request, [.startTimer(.initializer), .callInitializer], .initializing),
                (.timer(.initializer), [.terminate, .startTimer(.grace)], .expiring),
                (.exited, [.cancelTimer, .giveTimeout(initializer: true), .remove], .dead),
            ]),
        Life(
            name: "an initializer ends the process", initializer: true,
            steps: [
                toReady, (.request, [.startTimer(.initializer), .callInitializer], .initializing),
                (.exited, [.cancelTimer, .giveExit(initializer: true), .remove], .dead),
            ]),
        Life(
            name: "a request takes too long and the process clings",
            steps: [
                toReady, toBusy, (.timer(.request), [.terminate, .startTimer(.grace)], .expiring),
                (.answered(failed: false, fatal: false), [], .expiring), (.timer(.grace), [.kill], .expiring),
                (.exited, [.cancelTimer, .giveTimeout(initializer: false), .remove], .dead),
            ]),
        Life(
            name: "the process ends in a request",
            steps: [
                toReady, toBusy, (.exited, [.cancelTimer, .giveExit(initializer: false), .remove], .dead),
            ]),
        Life(
            name: "the process ends while idle",
            steps: [
                toReady, toBusy, toIdle, (.exited, [.cancelTimer, .remove], .dead),
            ]),
        Life(
            name: "the code changes while busy", preStop: true,
            steps: [
                toReady, toBusy, (.retire, [], .draining), (.retire, [], .draining),
                (
                    .answered(failed: false, fatal: false), [.giveAnswer, .startTimer(.preStop), .callPreStop],
                    .preStopping
                ),
                (.answered(failed: true, fatal: false), leaving, .stopping), (.timer(.stop), [.kill], .stopping),
                (.exited, [.cancelTimer, .remove], .dead),
            ]),
        Life(name: "the code changes while idle", steps: [toReady, (.retire, leaving, .stopping)]),
        Life(
            name: "pre-stop takes too long", preStop: true,
            steps: [
                toReady, (.retire, [.startTimer(.preStop), .callPreStop], .preStopping),
                (.timer(.preStop), leaving, .stopping),
            ]),
        Life(
            name: "no pre-stop where no initializer ran", initializer: true, preStop: true,
            steps: [
                toReady, (.retire, leaving, .stopping),
            ]),
        Life(
            name: "the code changes while starting",
            steps: [
                (.retire, [.cancelTimer, .kill], .stopping), (.ready, [], .stopping),
                (.exited, [.cancelTimer, .remove], .dead),
            ]),
        Life(
            name: "the code changes while initializing", initializer: true,
            steps: [
                toReady, (.request, [.startTimer(.initializer), .callInitializer], .initializing),
                (.retire, [], .initializing),
                (.answered(failed: false, fatal: false), [.startTimer(.request), .callHandler], .draining),
                (.answered(failed: false, fatal: false), [.giveAnswer] + leaving, .stopping),
            ]),
    ]

    @Test(arguments: lives)
    func aLife(life: Life) {
        var state = InstanceState(hasInitializer: life.initializer, hasPreStop: life.preStop)
        #expect(InstanceState.startActions == [.startTimer(.start)])
        for (number, step) in life.steps.enumerated() {
            let actions = state.handle(step.event)
            #expect(actions == step.actions, "step \(number): \(step.event)")
            #expect(state.phase == step.phase, "step \(number): \(step.event)")
            #expect(state.isAvailable == (step.phase == .idle || step.phase == .ready))
        }
    }

    /// Whatever happens in whatever order: a request that was taken is answered exactly once, and nothing is done after
    /// the end.
    @Test(arguments: 1...300)
    func anyOrderOfEventsAnswersEachRequestOnce(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        var state = InstanceState(hasInitializer: seed % 2 == 0, hasPreStop: seed % 3 == 0)
        let events: [InstanceState.Event] = [
            .ready, .startFailed, .request, .answered(failed: false, fatal: false),
            .answered(failed: true, fatal: false), .answered(failed: true, fatal: true), .timer(.start),
            .timer(.initializer), .timer(.request), .timer(.grace), .timer(.preStop), .timer(.stop), .timer(.idle),
            .retire,
        ]
        var open = 0
        for _ in 0..<60 {
            let event = events.randomElement(using: &random) ?? .ready
            let available = state.isAvailable
            let actions = state.handle(event)
            if event == .request, available { open += 1 }
            open -= actions.count { Self.isAnswer($0) }
            #expect((0...1).contains(open))
        }
        open -= state.handle(.exited).count { Self.isAnswer($0) }
        #expect(open == 0)
        #expect(state.phase == .dead)
        #expect(state.handle(.ready).isEmpty)
    }

    private static func isAnswer(_ action: InstanceState.Action) -> Bool {
        switch action {
        case .giveAnswer, .giveInitializationError, .giveTimeout, .giveExit: true
        default: false
        }
    }

    @Test func aServerTakesRequestsUpToItsCapacity() {
        var state = InstanceState(hasInitializer: false, hasPreStop: false, capacity: 2, limitsRequests: false)
        #expect(state.handle(.ready) == [.startTimer(.idle), .takeNext])
        #expect(state.handle(.request) == [.cancelTimer, .callHandler])
        #expect(state.isAvailable)
        #expect(state.handle(.request) == [.cancelTimer, .callHandler])
        #expect(!state.isAvailable)
        #expect(state.handle(.request).isEmpty)
        #expect(state.handle(.answered(failed: false, fatal: false)) == [.giveAnswer, .takeNext])
        #expect(state.phase == .busy && state.isAvailable)
        #expect(
            state.handle(.answered(failed: false, fatal: false)) == [.startTimer(.idle), .giveAnswer, .takeNext])
        #expect(state.phase == .idle)
    }

    @Test func aServerThatMissedALimitEndsAfterItsOtherRequests() {
        var state = InstanceState(hasInitializer: false, hasPreStop: false, capacity: 3, limitsRequests: false)
        _ = state.handle(.ready)
        _ = state.handle(.request)
        _ = state.handle(.request)
        #expect(state.handle(.answered(failed: true, fatal: true)) == [.giveAnswer])
        #expect(state.phase == .draining && !state.isAvailable)
        #expect(state.handle(.answered(failed: false, fatal: false)) == [.cancelTimer, .giveAnswer, .kill])
        #expect(state.phase == .stopping)
    }

    @Test func aServersInitializerLetsOthersIn() {
        var state = InstanceState(hasInitializer: true, hasPreStop: false, capacity: 2, limitsRequests: false)
        _ = state.handle(.ready)
        #expect(state.handle(.request) == [.startTimer(.initializer), .callInitializer])
        #expect(
            state.handle(.answered(failed: false, fatal: false)) == [.cancelTimer, .callHandler, .takeNext])
    }
}
