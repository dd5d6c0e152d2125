import FCCore

/// One function: what is known about it, the form, its newest calls.
struct FunctionPage {
    let page: PageWriter
    let facts: FunctionFacts
    let versions: [String]
    let aliases: [VersionAlias]
    let form: InvokeForm
    let records: [InvocationRecord]
    /// Why the form was not sent.
    var complaint: String?
    var status = 200

    /// The page.
    var document: PageDocument {
        let (words, name) = (page.words, facts.function.name)
        var text: Markup = "<div id=\"facts\" data-live>\n\(known)\(instances)</div>\n"
        text += "<h2 id=\"invoke\">\(words(.invokeFunction, name))</h2>\n"
        text += form.markup(
            page, functions: [name], qualifiers: versions + aliases.map(\.name), complaint: complaint)
        text += "<h2>\(words(.recent))</h2>\n<div id=\"calls\" data-live>\n"
        text += InvocationTable(page: page, records: records, isOfOneFunction: true).markup
        return PageDocument(status: status, title: name, content: text + "</div>\n", isLive: true)
    }

    private var known: Markup {
        let (words, function) = (page.words, facts.function)
        var text: Markup = .empty
        if let summary = function.summary { text += "<p>\(summary)</p>\n" }
        if let problem = facts.problem { text += "<p class=\"alert\">\(words(.problem)) \(problem)</p>\n" }
        text += "<table class=\"facts\">\n"
        text += page.fact(.runtime, "\(function.runtime)")
        text += page.fact(.interpreter, facts.status.interpreter.map { "<span class=\"mono\">\($0)</span>" })
        text += page.fact(.handler, function.handler.isEmpty ? nil : "<span class=\"mono\">\(function.handler)</span>")
        text += page.fact(.code, "<span class=\"mono\">\(function.codePath)</span>")
        text += page.fact(.memory, "\(function.memorySize) MB")
        text += page.fact(.timeout, "\(function.timeout) s")
        text += page.fact(.calls, "\(facts.status.calls)")
        let link = facts.link(page)
        text += page.fact(.address, link == .empty ? nil : link)
        let names = versions.reversed() + aliases.map { words(.aliasOf, $0.name, $0.version) }
        text += page.fact(.versions, names.isEmpty ? nil : "\(names.joined(separator: ", "))")
        return text + "</table>\n"
    }

    private var instances: Markup {
        let words = page.words
        guard !facts.status.instances.isEmpty else { return .empty }
        var text: Markup = "<h2>\(words(.instances))</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\""
        text += " aria-label=\"\(words(.instances))\"><table><thead><tr><th scope=\"col\">\(words(.instanceID))</th>"
        text += "<th scope=\"col\">\(words(.state))</th><th scope=\"col\" class=\"number\">\(words(.process))</th>"
        text += "<th scope=\"col\" class=\"number\">\(words(.calls))</th><th scope=\"col\">\(words(.started))</th>"
        text += "</tr></thead>\n<tbody>\n"
        for instance in facts.status.instances {
            text += "<tr><td class=\"mono nowrap\">\(instance.id)</td><td>\(instance.state)</td>"
            text += "<td class=\"number\">\(instance.processID.map { String($0) } ?? "")</td>"
            text += "<td class=\"number\">\(instance.calls)</td><td>\(page.clock(instance.startedTime))</td></tr>\n"
        }
        return text + "</tbody></table></div>\n"
    }
}
