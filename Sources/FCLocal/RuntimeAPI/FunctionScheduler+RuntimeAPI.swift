/// Instances whose program asks for its calls over the runtime API.
extension FunctionScheduler {
    /// Takes what the program of an instance makes known; log and memory are those of this very moment.
    func follow(_ session: RuntimeAPISession, of number: Int) {
        guard let process = slots[number]?.process else { return }
        let signals = signals
        session.listen { report in
            switch report {
            case .ready:
                process.measurePeak()
                signals.yield((number, .ready(version: nil)))
            case .startFailed(let text):
                signals.yield((number, .startFailed(text: text)))
            case .answered(let requestID, let failed, let body):
                let time = ContinuousClock.now
                let peak = process.measurePeak()
                let answer = Answer(
                    requestID: requestID, failed: failed, handled: false, fatal: false, body: body,
                    log: process.takeLog(), peakMemory: peak, time: time)
                signals.yield((number, .answered(answer)))
            }
        }
    }

    /// Offers a call to the program of an instance.
    func offer(_ call: InstanceCall, to session: RuntimeAPISession, of slot: InstanceSlot) {
        slot.process.beginCall(call.requestID)
        session.offer(surroundings(of: slot.function).invocation(for: call, now: configuration.now()))
    }
}
