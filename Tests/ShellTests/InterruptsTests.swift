import Synchronization
import Testing

@testable import Shell

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite("Interrupts")
struct InterruptsTests {
    @Test(
        "What SIGINT leads to",
        arguments: [
            (.script, true, false, .cancel), (.script, true, true, .end(.interrupted)),
            (.script, false, false, .end(.interrupted)), (.prompt, true, false, .cancel),
            (.prompt, true, true, .cancel), (.prompt, false, false, .ignore),
        ] as [(Interrupts.Manner, Bool, Bool, Interrupts.Reaction)])
    func reactions(manner: Interrupts.Manner, isRunning: Bool, isSecond: Bool, expected: Interrupts.Reaction) {
        #expect(Interrupts.reaction(in: manner, isRunning: isRunning, isSecond: isSecond) == expected)
    }

    @Test("The first cancels what runs, the second ends the program, the next task begins anew")
    func escalation() async {
        let endings = Mutex<[Shell.ExitStatus]>([])
        let interrupts = Interrupts { status in endings.withLock { $0.append(status) } }
        for _ in 1...2 {
            let isCancelled = await interrupts.withCancellation {
                interrupts.receive(SIGINT)
                interrupts.receive(SIGINT)
                return Task.isCancelled
            }
            #expect(isCancelled)
        }
        #expect(endings.withLock { $0 } == [.interrupted, .interrupted])
    }

    @Test("Only the innermost task is cancelled, and the outer one's own cancellation reaches it")
    func nested() async {
        let interrupts = Interrupts { _ in }
        let (inner, outer) = await interrupts.withCancellation {
            let inner = await interrupts.withCancellation {
                interrupts.receive(SIGINT)
                return Task.isCancelled
            }
            return (inner, Task.isCancelled)
        }
        #expect(inner && !outer)
        let reached = await interrupts.withCancellation {
            withUnsafeCurrentTask { $0?.cancel() }
            return await interrupts.withCancellation { Task.isCancelled }
        }
        #expect(reached)
    }

    @Test("A deadly signal restores what asked for it, then ends the program", arguments: [SIGTERM, SIGHUP])
    func deadly(signal: Int32) async {
        let events = Mutex<[String]>([])
        let interrupts = Interrupts { status in events.withLock { $0.append("end \(status.code)") } }
        await interrupts.restoring(with: { events.withLock { $0.append("restore") } }) {
            interrupts.receive(signal)
        }
        interrupts.receive(signal)
        let end = "end \(128 + signal)"
        #expect(events.withLock { $0 } == ["restore", end, end])
    }
}
