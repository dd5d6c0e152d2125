import FCCore

/// A run as one HTML page that needs nothing else: every test with its calls, checks, logs and latencies.
package struct HTMLReport: Sendable {
    private let record: RunRecord

    package init(_ record: RunRecord) {
        self.record = record
    }

    /// The page.
    package var text: String {
        let title = "fcsh: \(verdict.text)"
        var page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        page += "<meta name=\"color-scheme\" content=\"light dark\">\n"
        page += "<title>\(title)</title>\n<style>\n\(HTMLStyle.sheet)\n</style>\n</head>\n<body>\n"
        page += "<h1>Run of \(record.files.count == 1 ? "1 script" : "\(record.files.count) scripts"): "
        page += "<span class=\"\(verdict.style)\">\(verdict.text)</span></h1>\n"
        page += "<p class=\"faint\">\(record.began), fcsh \(Version.current), exit status \(record.status.code)</p>\n"
        page += tiles
        for file in record.files { page += section(file) }
        return page + "</body>\n</html>\n"
    }

    private var verdict: (text: String, style: String) {
        if record.ending != .finished { return (record.ending.rawValue, "bad") }
        return record.status.isGood ? ("passed", "good") : ("failed", "bad")
    }

    private var tiles: String {
        let counts = record.files.flatMap(\.tests).counts
        let tiles: [(String, String, String)] = [
            ("\(counts.all)", "tests", ""), ("\(counts.passed)", "passed", "good"),
            ("\(counts.failed)", "failed", counts.failed > 0 ? "bad" : ""),
            ("\(counts.skipped)", "skipped", counts.skipped > 0 ? "skip" : ""),
            (record.elapsed.inWords, "elapsed", ""),
        ]
        let items = tiles.map { figure, name, style in "<li><b class=\"\(style)\">\(figure)</b>\(name)</li>" }
        return "<ul class=\"tiles\">\(items.joined())</ul>\n"
    }

    private func section(_ file: RunRecord.File) -> String {
        var text = "<section>\n<h2>\(MarkupText.escaped(file.name)) "
        text += "<span class=\"time\">\(file.elapsed.inWords)</span></h2>\n"
        if !file.wasReached { text += "<p class=\"skip\">not reached</p>\n" }
        if !file.steps.isEmpty {
            let isBad = file.fault != nil
            text += "<details class=\"test\"\(isBad || file.tests.isEmpty ? " open" : "")><summary>"
            text += "<span class=\"word \(isBad ? "bad" : "faint")\">\(isBad ? "error" : "steps")</span>"
            text += " outside tests</summary>\n<div>\n\(HTMLSteps(file.steps).text)</div>\n</details>\n"
        }
        for test in file.tests { text += element(test) }
        return text + "</section>\n"
    }

    private func element(_ test: RunRecord.Test) -> String {
        let fault = test.verdict.fault
        // Latencies are what a person opens the page for.
        let isOpen = fault != nil || test.steps.contains { if case .repetition = $0 { true } else { false } }
        var text = "<details class=\"test\"\(isOpen ? " open" : "")><summary>"
        text += "<span class=\"word \(Self.style(of: test.verdict))\">\(test.verdict.word)</span> "
        text += "\(MarkupText.escaped(test.name)) "
        if case .skipped(let reason) = test.verdict {
            text += "<span class=\"time\">\(reason.rawValue)</span>"
        } else {
            text += "<span class=\"time\">\(test.elapsed.inWords)</span>"
        }
        text += "</summary>\n<div>\n<p class=\"faint\">"
        text += "\(MarkupText.escaped(test.place.source)):\(test.place.line)</p>\n"
        if let fault { text += HTMLSteps.element(fault) }
        return text + "\(HTMLSteps(test.steps).text)</div>\n</details>\n"
    }

    private static func style(of verdict: RunRecord.Verdict) -> String {
        switch verdict {
        case .passed: "good"
        case .failed, .broken: "bad"
        case .skipped: "skip"
        }
    }
}
