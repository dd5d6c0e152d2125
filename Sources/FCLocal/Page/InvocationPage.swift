import FCCore

/// One call: what is known about it, event, answer and log.
struct InvocationPage {
    let page: PageWriter
    let record: InvocationRecord
    /// All attempts of the same request.
    let attempts: [InvocationRecord]
    let task: TaskRecord?

    /// The page. It follows the call until nothing changes any more.
    var document: PageDocument {
        let isRunning = record.end == nil || task.map { !$0.status.isFinal } ?? false
        let mark: Markup = isRunning ? " data-live" : ""
        var text: Markup = "<div id=\"call\"\(mark)>\n<p>\(page.verdict(of: record))</p>\n"
        text += "<table class=\"facts\">\n\(facts)</table>\n\(actions)\(taskPart)"
        text += page.section(.event, PageExcerpt(beginning: record.event), of: record)
        if let end = record.end {
            text += page.section(.answer, PageExcerpt(beginning: end.answer), of: record)
            text += page.section(.log, PageExcerpt(log: end.log), of: record, isEnd: true)
        } else {
            for word in [PageWord.answer, .log] {
                text += "<h2>\(page.words(word))</h2>\n<p class=\"faint\">\(page.words(.notYet))</p>\n"
            }
        }
        return PageDocument(
            title: page.target(of: record), content: text + "</div>\n", isLive: isRunning, reloads: isRunning)
    }

    private var facts: Markup {
        let (words, end) = (page.words, record.end)
        let time = PageTime(record.time)
        var text = page.fact(
            .function, "<a href=\"\(page.path(ofFunction: record.function))\">\(record.function)</a> \(version)")
        text += page.fact(.time, "<time datetime=\"\(time.machine)\">\(time.date) \(time.exactTime)</time>")
        text += page.fact(.invocationType, type)
        text += page.fact(.requestID, "<span class=\"mono\">\(record.requestID)</span>")
        if record.attempt > 0 { text += page.fact(.attempts, "\(words(.attempt, String(record.attempt + 1)))") }
        if let id = record.instanceID {
            let start: Markup = end.map { "(\(words($0.isCold ? .cold : .warm)))" } ?? ""
            text += page.fact(.instanceID, "<span class=\"mono\">\(id)</span> \(start)")
        }
        if let started = record.startedTime {
            text += page.fact(.waited, "\(Int(started - record.time)) ms")
        }
        guard let end else { return text }
        if case .refused(_, let message) = end.verdict {
            text += page.fact(.reason, "\(page.shown(message, of: record))")
        }
        guard record.instanceID != nil else { return text }
        text += page.fact(.status, end.status.map { "\($0)" })
        text += page.fact(.duration, "\(page.text(end.duration))")
        text += page.fact(.billed, "\(Int(RequestLog.billed(end.duration))) ms")
        let used = words(.memoryOf, RequestLog.megabytes(end.peakMemory), String(record.memorySize))
        return text + page.fact(.memory, "\(used)")
    }

    private var version: Markup {
        let qualifier = record.origin.qualifier ?? record.version
        if qualifier == record.version { return "<span class=\"tag\">\(qualifier)</span>" }
        return "<span class=\"tag\">\(qualifier)</span> → <span class=\"tag\">\(record.version)</span>"
    }

    private var type: Markup {
        let word: PageWord
        switch record.origin.way {
        case .sync: word = .typeSync
        case .async: word = .typeAsync
        case .trigger: word = .typeTrigger
        }
        guard let request = record.request else { return "\(page.words(word))" }
        return "\(page.words(word)), <span class=\"mono\">\(page.shown(request, of: record))</span>"
    }

    /// The same once more, unless it cannot be.
    private var actions: Markup {
        let words = page.words
        if record.request != nil { return "<p class=\"faint\">\(words(.againImpossible))</p>\n" }
        guard record.event.isWhole else { return "<p class=\"faint\">\(words(.tooLargeForAgain))</p>\n" }
        var text: Markup = "<form class=\"actions\" method=\"post\" action=\"\(page.path(of: record))\">"
        text += "<button type=\"submit\">\(words(.again))</button>"
        if page.editableEvent(of: record) != nil {
            let path = "\(page.path(ofFunction: record.function))?event=\(record.name)#invoke"
            text += "<a href=\"\(path)\">\(words(.change))</a>"
        }
        return text + "</form>\n"
    }

    private var taskPart: Markup {
        let words = page.words
        var text: Markup = .empty
        if let task {
            text += "<h2>\(words(.task)) <small>\(task.status.rawValue)</small></h2>\n"
            text += "<p>\(words(.taskID)) <span class=\"mono\">\(task.id)</span></p>\n<table><thead><tr>"
            text += "<th scope=\"col\">\(words(.time))</th><th scope=\"col\">\(words(.state))</th>"
            text += "<th scope=\"col\">\(words(.detail))</th></tr></thead>\n<tbody>\n"
            for event in task.events {
                text += "<tr><td>\(page.clock(event.time))</td><td>\(event.status.rawValue)</td>"
                text += "<td class=\"mono\">\(page.shown(event.detail, of: record))</td></tr>\n"
            }
            text += "</tbody></table>\n"
        }
        guard attempts.count > 1 else { return text }
        text += "<h2>\(words(.attempts))</h2>\n"
        return text + InvocationTable(page: page, records: attempts, isOfOneFunction: true).markup
    }
}

extension PageWriter {
    /// The event of a call for a text area; nil when it is no text, too long to be changed by hand, or not to be shown.
    func editableEvent(of record: InvocationRecord) -> String? {
        guard record.request == nil, record.event.isWhole, record.event.count <= KeptBytes.shownLimit,
            let text = String(validating: record.event.bytes, as: UTF8.self), !text.contains("\r"),
            !text.contains("\0"), shown(text, of: record) == text
        else { return nil }
        return text
    }
}
