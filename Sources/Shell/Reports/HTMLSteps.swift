import FCCore

/// What a test did, as HTML: calls that unfold, checks with what was there, repetitions with their plots.
struct HTMLSteps {
    private let steps: [RunRecord.Step]

    init(_ steps: [RunRecord.Step]) {
        self.steps = steps
    }

    var text: String {
        steps.map { step in
            switch step {
            case .call(let call): Self.element(call)
            case .check(let check): Self.element(check)
            case .repetition(let repetition): Self.element(repetition)
            case .fault(let fault): Self.element(fault)
            }
        }.joined()
    }

    /// Why something failed, in a box.
    static func element(_ fault: RunRecord.Fault) -> String {
        var text = "<div class=\"fault\"><b>\(MarkupText.escaped(fault.message))</b>"
        for note in fault.notes { text += "<br>\(MarkupText.escaped(note))" }
        if let next = fault.next { text += "<br>next: <code>\(MarkupText.escaped(next))</code>" }
        if let place = fault.placeText { text += "<br><span class=\"faint\">\(MarkupText.escaped(place))</span>" }
        return text + "</div>\n"
    }

    private static func element(_ call: CallRecord) -> String {
        let isGood = call.outcome == .ok
        var text = "<details class=\"step\"\(isGood ? "" : " open")><summary>"
        text += "<span class=\"\(isGood ? "good" : "bad")\">\(isGood ? "✓" : "✗")</span> "
        text += "\(MarkupText.escaped(StepText.line(of: call)))</summary>\n"
        if !isGood, let fault = call.fault { text += element(fault) }
        text += facts(of: call)
        for (title, excerpt) in [("event", call.event), ("log", call.log), ("answer", call.body)] {
            guard let excerpt else { continue }
            let remark = excerpt.encoding == "base64" ? ", base64" : ""
            text += "<h4>\(title), \(excerpt.byteCount) bytes\(remark)</h4>"
            text += "<pre>\(MarkupText.escaped(excerpt.remarked))</pre>\n"
        }
        return text + "</details>\n"
    }

    private static func facts(of call: CallRecord) -> String {
        let facts: [(String, String?)] = [
            ("instance", call.instanceID), ("request id", call.requestID),
            ("function's own time", call.functionDuration.map { "\($0.text)ms" }),
            ("memory", call.memory.map { "\($0.text) MB" }), ("cold start", call.isCold.map { $0 ? "yes" : "no" }),
            ("type", call.isAsynchronous ? "async" : "sync"),
        ]
        let rows = facts.compactMap { name, value in
            value.map { "<tr><th>\(name)</th><td>\(MarkupText.escaped($0))</td></tr>" }
        }
        return "<table>\(rows.joined())</table>\n"
    }

    private static func element(_ check: RunRecord.Check) -> String {
        let isGood = check.fault == nil
        var text = "<div class=\"step\"><span class=\"\(isGood ? "good" : "bad")\">\(isGood ? "✓" : "✗")</span> "
        text += "<code>\(MarkupText.escaped(check.text))</code> <span class=\"time\">line \(check.place.line)</span>"
        if let evidence = check.evidence, isGood {
            text += " actual <code>\(MarkupText.escaped(evidence.actual))</code>"
        } else if let evidence = check.evidence {
            text += table(of: evidence)
        } else if let fault = check.fault {
            text += element(fault)
        }
        return text + "</div>\n"
    }

    private static func element(_ repetition: RepetitionRecord) -> String {
        let isGood = repetition.failures == 0
        var text = "<div class=\"step\"><span class=\"\(isGood ? "good" : "bad")\">\(isGood ? "✓" : "✗")</span> "
        text += "<b>repeat</b> <span class=\"time\">line \(repetition.place.line)</span>: "
        text += "\(repetition.iterations) iterations, \(repetition.failures) failed, \(repetition.elapsed.inWords), "
        text += "\(Number.decimal(repetition.rate, places: 1).text) calls/s, \(StepText.instances(repetition))\n"
        let outcomes = repetition.outcomes.map { "\($0.outcome.rawValue) \($0.count)" }
        if !outcomes.isEmpty { text += "<br><span class=\"faint\">\(outcomes.joined(separator: ", "))</span>\n" }
        text += table(of: repetition.figures)
        if let plot = LatencyPlot(repetition) {
            text += plot.histogram + plot.timeLine
            text += "<p class=\"legend\"><span class=\"warm\">warm</span><span class=\"cold\">cold</span>"
            text += "<span class=\"bad\">failed</span></p>\n"
        }
        for miss in repetition.misses { text += element(miss) }
        for call in repetition.badCalls { text += element(call) }
        return text + "</div>\n"
    }

    /// A failed iteration: its number, why, and what was compared.
    private static func element(_ miss: RepetitionRecord.Miss) -> String {
        guard let evidence = miss.evidence else {
            var fault = miss.fault
            fault.message = miss.sentence
            return element(fault)
        }
        let place = miss.fault.placeText.map { " <span class=\"time\">\(MarkupText.escaped($0))</span>" } ?? ""
        var text = "<div class=\"fault\"><b>iteration \(miss.iteration)</b>\(place)"
        text += table(of: evidence)
        return text + "</div>\n"
    }

    private static func table(of evidence: Evidence) -> String {
        let expected = "<tr><th>expected</th><td><code>\(MarkupText.escaped(evidence.expected))</code></td></tr>"
        let actual = "<tr><th>actual</th><td><code>\(MarkupText.escaped(evidence.actual))</code></td></tr>"
        return "<table>\(expected)\(actual)</table>"
    }

    private static func table(of figures: [RepetitionRecord.Figures]) -> String {
        guard let first = figures.first else { return "" }
        let names = first.latencies.map { "<th>\($0.name)</th>" }.joined()
        var text = "<table><tr><th></th><th>calls</th>\(names)</tr>"
        for line in figures {
            let cells = line.latencies.map { "<td>\($0.value.inWords)</td>" }.joined()
            text += "<tr><th>\(line.group)</th><td>\(line.count)</td>\(cells)</tr>"
        }
        return text + "</table>\n"
    }
}
