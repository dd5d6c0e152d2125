import Synchronization
import Testing

@testable import Shell

@Suite struct AlarmsTests {
    /// How long the timer was asked to sleep, each time.
    private final class Naps: Sendable {
        private let lengths = Mutex<[Duration]>([])

        var all: [Duration] { lengths.withLock { $0 } }

        func sleep(_ length: Duration) async throws {
            lengths.withLock { $0.append(length) }
            try await Task.sleep(for: min(length, .milliseconds(5)))
        }
    }

    @Test func everybodyWakesAtTheirMomentAndNotBefore() async {
        let alarms = Alarms(on: nil, sleep: { try await Task.sleep(for: $0) })
        let start = ContinuousClock.now
        await withTaskGroup(of: (Bool, Bool).self) { group in
            for length in [40, 10, 25] {
                let moment = start.advanced(by: .milliseconds(length))
                group.addTask { (await alarms.sleep(until: moment), ContinuousClock.now >= moment) }
            }
            for await (rang, wasDue) in group { #expect(rang && wasDue) }
        }
    }

    @Test func whoIsCancelledIsToldSoAtOnce() async {
        let alarms = Alarms(on: nil, sleep: { try await Task.sleep(for: $0) })
        let task = Task { await alarms.sleep(until: .now.advanced(by: .seconds(3600))) }
        task.cancel()
        #expect(await task.value == false)
    }

    @Test func theTimerLooksEverySecondAndGoesWithTheLastWhoWaits() async {
        let naps = Naps()
        let alarms = Alarms(on: nil, sleep: { try await naps.sleep($0) })
        let task = Task { await alarms.sleep(until: .now.advanced(by: .seconds(3600))) }
        while naps.all.count < 3 { await Task.yield() }
        #expect(naps.all.allSatisfy { $0 == .seconds(1) })
        task.cancel()
        #expect(await task.value == false)
        // The timer that is left ends by itself; a new wait is served by a new one.
        #expect(await alarms.sleep(until: .now.advanced(by: .milliseconds(1))))
    }
}
