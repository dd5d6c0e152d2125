import FCCore

/// What a test did, in plain lines: for reports that have room for text only.
enum StepText {
    /// The lines of some steps.
    static func lines(of steps: [RunRecord.Step]) -> [String] {
        steps.flatMap { lines(of: $0) }
    }

    private static func lines(of step: RunRecord.Step) -> [String] {
        switch step {
        case .call(let call): lines(of: call)
        case .check(let check): lines(of: check)
        case .repetition(let repetition): lines(of: repetition)
        case .fault(let fault): [sentence(of: fault)] + fault.notes.map { "  \($0)" }
        }
    }

    /// `%3 hello:prod ok 200 in 12.5ms, request 1-2-3`
    static func line(of call: CallRecord) -> String {
        let name = [call.target, call.request].compactMap(\.self).joined(separator: " ")
        var text = "%\(call.number) \(name) \(call.outcome.rawValue)"
        if let status = call.status { text += " \(status)" }
        if let elapsed = call.elapsed { text += " in \(elapsed.inWords)" }
        if call.isCold == true { text += ", cold" }
        if let request = call.requestID { text += ", request \(request)" }
        return text
    }

    private static func lines(of call: CallRecord) -> [String] {
        var lines = [line(of: call)]
        if let fault = call.fault, call.errorMessage != nil { lines.append("  \(fault.message)") }
        if let log = call.log {
            lines += log.remarked.split(separator: "\n").map { "  log: \($0)" }
        }
        return lines
    }

    private static func lines(of check: RunRecord.Check) -> [String] {
        guard let fault = check.fault else { return ["\(check.text)  ok"] }
        return ["\(check.text)  FAILED"] + ([sentence(of: fault)] + fault.notes).map { "  \($0)" }
    }

    /// The figures of a `repeat`.
    static func lines(of repetition: RepetitionRecord) -> [String] {
        var first = "repeat: \(repetition.iterations) iterations, \(repetition.failures) failed, "
        first += "\(repetition.elapsed.inWords), \(Number.decimal(repetition.rate, places: 1).text) calls/s"
        if repetition.instances > 0 { first += ", \(instances(repetition))" }
        let figures = repetition.figures.map { figures in
            let words = figures.latencies.map { "\($0.name) \($0.value.inWords)" }
            return "  \(figures.group) (\(figures.count)): \(words.joined(separator: "  "))"
        }
        return [first] + figures + repetition.misses.flatMap { lines(of: $0) }
    }

    /// `2 instances`
    static func instances(_ repetition: RepetitionRecord) -> String {
        "\(repetition.instances) instance\(repetition.instances == 1 ? "" : "s")"
    }

    private static func lines(of miss: RepetitionRecord.Miss) -> [String] {
        let place = miss.fault.placeText.map { "\($0): " } ?? ""
        return ["  \(place)\(miss.sentence)"]
            + miss.fault.notes.filter { $0 != miss.evidence.map { "it is \($0.actual)" } }.map { "    \($0)" }
    }

    /// The place and the sentence.
    static func sentence(of fault: RunRecord.Fault) -> String {
        fault.placeText.map { "\($0): \(fault.message)" } ?? fault.message
    }
}

extension Duration {
    /// Seconds with three decimals at most, as reports for machines give times.
    var secondsText: String { Number.decimal(milliseconds / 1000, places: 3).text }

    /// Milliseconds with three decimals at most.
    var millisecondsNumber: Number { .decimal(milliseconds, places: 3) }
}
