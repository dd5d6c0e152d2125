import FCCore
import FoundationEssentials
import ShellSyntax

/// Makes the calls of a command and shows what came of them.
struct Call {
    let context: CommandContext
    var isDryRun = false
    var isSilent = false
    var isDebugging = false
    var runsActions = false
    /// Whether the headers of an answer over HTTP are shown.
    var includesHeaders = false

    /// A call that was made.
    struct Made {
        var result: CallResult
        var plan: CallPlan
        /// What the s.yaml wants run around it.
        var actions: CallActions
        /// When it was signed, in seconds since 1970.
        var signingTime: Int
    }

    /// One call.
    /// - Throws: ``Failure`` when its outcome is not ok; it has been shown then.
    func perform(_ request: CallRequest) async throws(Failure) {
        guard let made = try await make(request) else { return }
        await show(made)
        try await made.actions.run(made.result.outcome == .ok ? .success : .fail)
        try await made.actions.run(.complete)
        guard made.result.outcome != .ok else { return }
        throw Failure.shown(made.result.exitStatus)
    }

    /// Makes one call and keeps its result, good or bad, without showing it; nil when nothing was to be sent.
    func make(_ request: CallRequest) async throws(Failure) -> Made? {
        let session = context.session
        let request = try await chosen(request)
        var plan = try await session.plan(request)
        for warning in plan.warnings where await session.isFirst(warning) {
            context.console.warning(StyledText(VisibleText.singleLine(Message(warning))))
        }
        await context.show(plan.notices, isSilent: isSilent)
        try await passGuard(plan)
        if let http = request.http { try await route(http, &plan) }
        if isDryRun {
            try await showRequest(of: plan)
            return nil
        }
        let actions = CallActions(actions: plan.actions, runs: runsActions, context: context)
        let isQuiet = plan.manner.isSilent || isSilent
        if !isQuiet { await actions.mention() }
        try await actions.run(.pre)
        let isDebugging = plan.manner.isDebugging || isDebugging
        if isDebugging { try await showRequest(of: plan) }
        let signingTime = Int(session.world.now().timeIntervalSince1970)
        let clock = CallClock(
            context.console, name: plan.target.functionName,
            isWanted: !context.isQuiet && !plan.settings.isOn(.accessible),
            terminal: session.world.environment["TERM"])
        let settled = plan
        var answered = await clock.running { await session.invoke(settled) }
        answered.format = plan.settings.output
        answered.origin = CallOrigin(request, settings: plan.settings)
        let result = context.results.keep(answered)
        context.observer?.note(.call(result))
        if isDebugging { showAnswer(of: result) }
        return Made(result: result, plan: plan, actions: actions, signingTime: signingTime)
    }

    /// One call for each function of the s.yaml; the first failure ends them.
    func everyFunction(_ request: CallRequest) async throws(Failure) {
        guard let manifest = try await context.session.manifest(), !manifest.functions.isEmpty else {
            throw Failure(.usage, "--all calls the functions of an s.yaml, and there is none here", next: "-t FILE")
        }
        let functions: [Resource]
        do {
            functions = try manifest.functions(for: "invoke")
        } catch {
            throw Failure(error)
        }
        guard !functions.isEmpty else {
            throw Failure(.usage, "the flow of the s.yaml has no function for invoke", next: "invoke RESOURCE")
        }
        await context.session.separateBodies()
        for resource in functions {
            var one = request
            one.options[.function] = resource.name
            try await perform(one)
        }
    }

    /// The request with a function: where the s.yaml has several and nobody named one, whoever sits there is asked.
    private func chosen(_ request: CallRequest) async throws(Failure) -> CallRequest {
        guard let person = context.person, context.canConfirm else { return request }
        let names = await context.session.openChoice(request.options)
        guard names.count > 1 else { return request }
        for (index, name) in names.enumerated() { context.console.notice(StyledText("\(index + 1)) \(name)")) }
        let question: Message = "Which function? [1-\(names.count)] "
        guard let answer = await person.choice(of: names, question.text(in: context.console.language)) else {
            throw Failure(.usage, "no function was chosen; nothing was sent", next: "use \(names[0]), or --all")
        }
        var chosen = request
        chosen.options[.function] = names[answer]
        return chosen
    }

    /// Shows what came of a call in the chosen format, and why it is not ok.
    private func show(_ made: Made) async {
        let (result, plan) = (made.result, made.plan)
        let session = context.session
        var options = InvocationRenderer.Options(
            plan.settings.output, silent: plan.manner.isSilent || isSilent,
            separatesBodies: plan.manner.separatesBodies)
        options.includesHeaders = includesHeaders
        let console = context.console
        let renderer = InvocationRenderer(
            options, output: console.outputCapabilities, error: console.errorCapabilities)
        if !context.isQuiet || plan.settings.output != .text { console.write(renderer.render(result)) }
        var failure = await session.completed(FailureContext(of: result, accountID: plan.accountID))
        failure.signingTime = made.signingTime
        guard let explanation = Explanation.of(result, failure) else { return }
        // The layout ends with the function's own error body: only a reason beyond it is worth another word.
        if result.outcome == .functionError, options.format == .text, explanation.reason == nil, !context.isQuiet {
            return
        }
        console.explain(explanation.offering(context.catalog, isLocal: await session.localTarget != nil))
    }

    /// A guarded target asks first; where nobody can be asked it takes `--yes`.
    private func passGuard(_ plan: CallPlan) async throws(Failure) {
        guard let word = plan.settings.guardedWord, !plan.manner.assumesYes else { return }
        guard let person = context.person, context.canConfirm else {
            throw Failure(
                .usage, "'\(word)' is guarded, and nobody can be asked here", notes: ["nothing was sent"], next: "--yes"
            )
        }
        let function = plan.settings[.function].map { Message(verbatim: $0) } ?? "the function"
        let question: Message = "\(word) is guarded. Invoke \(function)?"
        guard await person.confirms(question.text(in: context.console.language)) else {
            throw Failure(.usage, "not confirmed; nothing was sent")
        }
    }

    private func showRequest(of plan: CallPlan) async throws(Failure) {
        let request: HTTPRequest
        do {
            if case .trigger(let call) = plan.route {
                request = try await plan.client.prepared(call)
            } else {
                request = try await plan.client.signedInvocation(plan.invocation).request
            }
        } catch {
            throw Failure(.identity, "the request cannot be signed: \(error)", next: "whoami")
        }
        var text = StyledText("> \(request.method) \(request.endpoint.url)\(request.target)\n", .faint)
        for field in request.headers.fields {
            let value = Self.redacted(field.name, field.value)
            text += StyledText("> \(field.name): \(VisibleText.singleLine(value))\n", .faint)
        }
        let count = request.body.length
        let isEvent = if case .trigger = plan.route { false } else { true }
        text += StyledText(isEvent ? "> \(count) bytes of event" : "> \(count) bytes of body", .faint)
        context.console.notice(text)
    }

    private func showAnswer(of result: CallResult) {
        guard let status = result.status, let headers = result.answer?.headers ?? result.fault?.headers else { return }
        var text = StyledText("< \(status)\n", .faint)
        for field in headers.fields {
            // The log is shown in clear, and a secret in it would not be known again in base64.
            let isLog = field.name.lowercased() == "x-fc-log-result"
            let value = isLog ? "(\(field.value.utf8.count) characters)" : VisibleText.singleLine(field.value)
            text += StyledText("< \(field.name): \(value)\n", .faint)
        }
        context.console.notice(text)
    }

    /// Whoever sees the signature could send the request once more within its time.
    private static func redacted(_ name: String, _ value: String) -> String {
        switch name.lowercased() {
        case "authorization":
            guard let signature = value.firstRange(of: "Signature=") else { return "******" }
            return value[..<signature.upperBound] + "******"
        case "x-acs-security-token", "proxy-authorization", "cookie": return "******"
        default: return value
        }
    }
}

extension Session {
    /// The functions of the s.yaml when there are several and nothing says which one is meant; else empty.
    func openChoice(_ options: SettingValues) async -> [String] {
        guard let settings = try? await resolved(options: options).settings, settings[.function] == nil else {
            return []
        }
        return ((try? manifest()) ?? nil)?.functions.map(\.name) ?? []
    }

    /// The context with what the s.yaml knows: which functions there are at a local endpoint, and which of them a
    /// mistyped name may have meant. The service is not asked.
    func completed(_ failure: FailureContext) -> FailureContext {
        var failure = failure
        let functions = ((try? manifest()) ?? nil)?.functions.map(\.name) ?? []
        if localTarget != nil { failure.localFunctions = functions }
        let nearest = failure.functionName.flatMap { NearestName.suggestion(for: $0, among: functions) }
        failure.similarNames = nearest.map { [$0] } ?? []
        return failure
    }
}
