import FCCore

/// The page of the running endpoint, for browsers on this machine.
extension Router {
    /// The page's answer; nil for requests that are not for it.
    ///
    /// It lives on loopback addresses under `/page`, and so in the way of neither the API nor the functions' addresses.
    func pageReply(to request: FrontRequest) async -> FrontReply? {
        let segments = request.segments
        guard segments.first == "page" || (segments.isEmpty && request.method == "GET") else { return nil }
        let page = PageWriter(
            words: PageWords(acceptLanguage: request.headers["accept-language"]), base: pageToken.path,
            authority: request.headers["host"] ?? "", now: configuration.now(), mask: configuration.mask)
        guard segments.count >= 2, pageToken.isEqual(to: segments[1]) else { return Self.refusal(page) }
        await registry.refresh()
        switch (request.method, PageRoute(segments.dropFirst(2))) {
        case (_, nil): return missing(.missingText, page)
        case ("GET", .overview): return await overview(request, page)
        case ("GET", .function(let name)): return await functionPage(name, request, page)
        case ("GET", .call(let id, let attempt)): return callPage(id, attempt, page)
        case ("POST", let route?): return await submitted(route, request, page)
        default: return missing(.missingText, page)
        }
    }

    /// A worker of one function's address would stand between the browser and all others of the same host, and the page.
    func checkWorker(_ request: FrontRequest) throws(ServiceRefusal) {
        let host = (request.headers["host"] ?? "").lowercased().prefix { $0 != ":" }
        guard request.headers["service-worker"] != nil, !host.hasSuffix(".localhost") else { return }
        throw .accessDenied("service workers need an address of their own, such as http://NAME.localhost")
    }

    private static func refusal(_ page: PageWriter, _ reason: PageWord = .refusedText) -> FrontReply {
        let content: Markup = "<p>\(page.words(reason))</p>\n<p>\(page.words(.refusedHint))</p>\n"
        return PageDocument(status: 403, title: page.words(.refusedTitle), content: content, isOpen: false).reply(page)
    }

    private func missing(_ reason: PageWord, _ page: PageWriter) -> FrontReply {
        PageDocument(
            status: 404, title: page.words(.missingTitle), content: "<p>\(page.words(reason))</p>\n"
        ).reply(page)
    }

    private func overview(_ request: FrontRequest, _ page: PageWriter) async -> FrontReply {
        var functions: [FunctionFacts] = []
        for scheduler in registry.schedulers {
            functions.append(FunctionFacts(function: await scheduler.function, status: await scheduler.status()))
        }
        let calls = configuration.invocations
        let limit = request.query("all") == nil ? InvocationTable.limit : .max
        return OverviewPage(
            page: page, functions: functions, records: calls.newest(atMost: limit), count: calls.count()
        ).document.reply(page)
    }

    private func functionPage(_ name: String, _ request: FrontRequest, _ page: PageWriter) async -> FrontReply {
        var form = InvokeForm()
        let calls = configuration.invocations.newest(of: name)
        let chosen = request.query("event").flatMap { chosen in calls.first { $0.name == chosen } }
        if let record = chosen ?? calls.first(where: { $0.event.count > 0 }), let event = page.editableEvent(of: record)
        {
            form.event = event
            form.qualifier = chosen?.origin.qualifier ?? ""
        }
        return await functionPage(name, form, page)
    }

    private func functionPage(
        _ name: String, _ form: InvokeForm, _ page: PageWriter, refused: (status: Int, reason: String)? = nil
    ) async -> FrontReply {
        guard let scheduler = registry.scheduler(of: name) else { return missing(.missingText, page) }
        let facts = FunctionFacts(function: await scheduler.function, status: await scheduler.status())
        return FunctionPage(
            page: page, facts: facts, versions: registry.versions.versions(of: name).map { String($0.number) },
            aliases: registry.versions.aliases(of: name), form: form,
            records: configuration.invocations.newest(of: name, atMost: InvocationTable.limit),
            complaint: refused?.reason, status: refused?.status ?? 200
        ).document.reply(page)
    }

    private func callPage(_ requestID: String, _ attempt: Int, _ page: PageWriter) -> FrontReply {
        let attempts = configuration.invocations.attempts(of: requestID)
        guard let record = attempts.first(where: { $0.attempt == attempt }) else { return missing(.missingCall, page) }
        let task = record.origin.taskID.flatMap { tasks[TaskStore.Key(function: record.function, id: $0)] }
        return InvocationPage(page: page, record: record, attempts: attempts, task: task).document.reply(page)
    }

    /// What a form wants. The token in its address proves that it is the page's own; what the browser says is asked, too.
    private func submitted(_ route: PageRoute, _ request: FrontRequest, _ page: PageWriter) async -> FrontReply {
        guard ["same-origin", nil].contains(request.headers["sec-fetch-site"]) else {
            return Self.refusal(page, .foreignText)
        }
        switch route {
        case .invoke:
            let form = InvokeForm(body: request.body)
            if let fault = form.fault {
                let complaint = page.words(.notJSON, String(fault.line), String(fault.column), fault.message)
                return await functionPage(form.function, form, page, refused: (400, complaint))
            }
            return await start(form, Array(form.event.utf8), page)
        case .call(let id, let attempt):
            let attempts = configuration.invocations.attempts(of: id)
            guard let record = attempts.first(where: { $0.attempt == attempt }), record.request == nil,
                record.event.isWhole
            else { return missing(.missingCall, page) }
            var form = InvokeForm()
            form.function = record.function
            form.qualifier = record.origin.qualifier ?? ""
            form.isAsync = record.origin.way == .async
            return await start(form, record.event.bytes, page)
        case .overview, .function: return missing(.missingText, page)
        }
    }

    /// Invokes a function and leads to the call's page: to the answer, when it does not take long.
    private func start(_ form: InvokeForm, _ event: [UInt8], _ page: PageWriter) async -> FrontReply {
        let requestID = Identifiers.request(milliseconds: configuration.now())
        do throws(ServiceRefusal) {
            let target = try registry.target(of: form.function, qualifier: form.qualifier)
            if form.isAsync {
                let request = FrontRequest(method: "POST", rawPath: "", headers: HTTPHeaders(), body: event)
                _ = try await acceptEvent(form.function, target, request, requestID: requestID)
            } else {
                Task {
                    await target.scheduler.invoke(
                        requestID: requestID, event: event, origin: CallOrigin(qualifier: target.qualifier))
                }
            }
        } catch {
            guard registry.scheduler(of: form.function) != nil else { return missing(.missingText, page) }
            return await functionPage(form.function, form, page, refused: (error.status, error.message))
        }
        await settle(requestID)
        return PageDocument.redirect(to: "\(page.base)calls/\(requestID)")
    }

    /// Waits a moment for the end of a call.
    private func settle(_ requestID: String) async {
        let limit = ContinuousClock.now + .milliseconds(1500)
        var pause: Duration = .milliseconds(1)
        while ContinuousClock.now < limit {
            if configuration.invocations.attempts(of: requestID).first?.end != nil { return }
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(50))
        }
    }
}
