import FCCore

/// The front: all functions, the form, the newest calls.
struct OverviewPage {
    let page: PageWriter
    let functions: [FunctionFacts]
    let records: [InvocationRecord]
    /// How many calls are kept.
    let count: Int

    /// The page.
    var document: PageDocument {
        let words = page.words
        var text: Markup = "<h2>\(words(.functions))</h2>\n<div id=\"functions\" data-live>\n\(table)</div>\n"
        let names = functions.map(\.function.name)
        if !names.isEmpty {
            text += "<h2>\(words(.invoke))</h2>\n\(InvokeForm().markup(page, functions: names))"
        }
        text += "<h2>\(words(.recent))</h2>\n<div id=\"calls\" data-live>\n"
        text += InvocationTable(page: page, records: records).markup
        if records.count < count {
            text += "<p><a href=\"\(page.base)?all=yes\">\(words(.showAll, String(count)))</a></p>\n"
        }
        return PageDocument(title: words(.title), content: text + "</div>\n", isLive: true)
    }

    private var table: Markup {
        let words = page.words
        guard !functions.isEmpty else { return "<p class=\"faint\">\(words(.noFunctions))</p>\n" }
        var text: Markup = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(words(.functions))\">"
        text += "<table class=\"wide\"><thead><tr><th scope=\"col\">\(words(.function))</th>"
        text += "<th scope=\"col\">\(words(.runtime))</th><th scope=\"col\" class=\"minor\">\(words(.handler))</th>"
        text += "<th scope=\"col\" class=\"number minor\">\(words(.memory))</th>"
        text += "<th scope=\"col\" class=\"number minor\">\(words(.timeout))</th>"
        text += "<th scope=\"col\" class=\"number\">\(words(.instances))</th>"
        text += "<th scope=\"col\" class=\"number\">\(words(.calls))</th>"
        text += "<th scope=\"col\" class=\"minor\">\(words(.address))</th></tr></thead>\n<tbody>\n"
        for facts in functions { text += row(facts) }
        return text + "</tbody></table></div>\n"
    }

    private func row(_ facts: FunctionFacts) -> Markup {
        let (function, status) = (facts.function, facts.status)
        var text: Markup = "<tr><th scope=\"row\" class=\"nowrap\"><a href=\"\(page.path(ofFunction: function.name))\">"
        text += "\(function.name)</a></th><td>\(function.runtime)</td><td class=\"minor mono\">\(function.handler)</td>"
        text += "<td class=\"number minor\">\(function.memorySize) MB</td>"
        text += "<td class=\"number minor\">\(function.timeout) s</td>"
        let waiting = status.queued > 0 ? " (\(page.words(.waitingCalls, String(status.queued))))" : ""
        text += "<td class=\"number\">\(status.instances.count)\(waiting)</td>"
        text += "<td class=\"number\">\(status.calls)</td><td class=\"minor address\">\(facts.link(page))</td></tr>\n"
        if let problem = facts.problem {
            text += "<tr><td colspan=\"8\" class=\"bad\">\(page.words(.problem)) \(problem)</td></tr>\n"
        }
        return text
    }
}

/// A function as the page tells of it.
struct FunctionFacts: Sendable {
    let function: LocalFunction
    let status: FunctionStatus

    /// Why it cannot run.
    var problem: String? { function.problem ?? status.problem }

    /// Its own address, when it has an HTTP trigger.
    ///
    /// The one with its name as the host: its answers are then of another origin than the page.
    func link(_ page: PageWriter) -> Markup {
        guard function.triggers.contains(where: { $0.type == "http" }) else { return .empty }
        let port = page.authority.drop { $0 != ":" }
        let address = "http://\(function.name).localhost\(port)/"
        return "<a href=\"\(address)\" target=\"_blank\" rel=\"noopener noreferrer\">\(address)</a>"
    }
}
