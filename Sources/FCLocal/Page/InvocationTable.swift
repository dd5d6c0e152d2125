import FCCore

/// Calls in a table, the newest first.
struct InvocationTable {
    /// How many are shown unless all are asked for.
    static let limit = 100

    let page: PageWriter
    let records: [InvocationRecord]
    /// Whether all of them are calls of one function, whose page this is.
    var isOfOneFunction = false

    /// The table, or a sentence when there is nothing to show.
    var markup: Markup {
        let words = page.words
        guard !records.isEmpty else { return "<p class=\"faint\">\(words(.noCalls))</p>\n" }
        var text: Markup = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(words(.recent))\">"
        text += "<table class=\"wide\"><thead><tr><th scope=\"col\">\(words(.time))</th>"
        if !isOfOneFunction { text += "<th scope=\"col\">\(words(.function))</th>" }
        text += "<th scope=\"col\">\(words(.result))</th><th scope=\"col\" class=\"number\">\(words(.duration))</th>"
        text += "<th scope=\"col\" class=\"number minor\">\(words(.memory))</th>"
        text += "<th scope=\"col\" class=\"minor\">\(words(.start))</th>"
        text += "<th scope=\"col\" class=\"minor\">\(words(.requestID))</th></tr></thead>\n<tbody>\n"
        for record in records { text += row(record) }
        return text + "</tbody></table></div>\n"
    }

    private func row(_ record: InvocationRecord) -> Markup {
        let (words, end) = (page.words, record.end)
        var text: Markup = "<tr><td class=\"nowrap\">\(page.clock(record.time))</td>"
        if !isOfOneFunction { text += "<td>\(page.target(of: record)) \(tags(record))</td>" }
        text += "<td class=\"result\"><a href=\"\(page.path(of: record))\">\(page.verdict(of: record))"
        text += "<span class=\"hidden\"> \(record.requestID)</span></a>"
        if isOfOneFunction { text += " \(tags(record))" }
        let ran = record.instanceID == nil ? nil : end
        text += "</td><td class=\"number\">\(ran.map { page.text($0.duration) } ?? "")</td>"
        text += "<td class=\"number minor\">\(ran.map { RequestLog.megabytes($0.peakMemory) + " MB" } ?? "")</td>"
        text += "<td class=\"minor\">\(ran.map { words($0.isCold ? .cold : .warm) } ?? "")</td>"
        return text + "<td class=\"minor mono nowrap\">\(record.requestID)</td></tr>\n"
    }

    /// What is special about how it came.
    private func tags(_ record: InvocationRecord) -> Markup {
        var tags: [String] = []
        switch record.origin.way {
        case .sync: break
        case .async: tags.append(page.words(.async))
        case .trigger: tags.append(page.words(.trigger))
        }
        if record.attempt > 0 { tags.append(page.words(.attempt, String(record.attempt + 1))) }
        return tags.map { "<span class=\"tag\">\($0)</span> " as Markup }.joined()
    }
}
