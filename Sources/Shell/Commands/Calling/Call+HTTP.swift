import FCCore

extension Call {
    /// Finds out how a request reaches its function: through its trigger, or as an event where it has none.
    /// - Throws: ``Failure``; a refusal of the service has been explained then.
    func route(_ call: HTTPCall, _ plan: inout CallPlan) async throws(Failure) {
        plan.http = call
        let session = context.session
        for secret in call.headers.credentials { session.masker.register(secret) }
        if !call.isEvent, let trigger = try await trigger(for: call, plan) {
            plan.target.qualifier = trigger.qualifier
            let setting = plan.settings[.endpoint].flatMap { try? EndpointSetting(parsing: $0) }
            let isLocal = await session.localTarget != nil
            plan.route = .trigger(
                try call.request(
                    to: trigger, body: plan.event, isInternal: !isLocal && setting == .internal,
                    wantsLog: plan.logType == .tail))
            return
        }
        plan.route = .event(await session.envelope(call, plan))
    }

    /// Whether remarks are wanted.
    private var speaks: Bool {
        get async {
            let isSessionSilent = await context.session.isSilent
            return !isSilent && !isSessionSilent && !context.isQuiet
        }
    }

    private func trigger(for call: HTTPCall, _ plan: CallPlan) async throws(Failure) -> FunctionTrigger? {
        let name = plan.target.functionName
        let triggers: [FunctionTrigger]
        do throws(FCError) {
            triggers = try await context.session.triggers(of: name, plan.client)
        } catch {
            let failure = FailureContext(
                action: "ListTriggers", functionName: name, region: plan.target.region, accountID: plan.accountID)
            let isLocal = await context.session.localTarget != nil
            context.console.explain(
                Explanation.of(error, await context.session.completed(failure)).offering(
                    context.catalog, isLocal: isLocal))
            throw Failure.shown(Outcome(error).exitStatus)
        }
        guard let trigger = try call.chosen(among: triggers, of: plan.target) else {
            if await speaks, await context.session.isFirst("no-http-trigger-" + name) {
                context.console.notice(
                    StyledText(
                        "function '\(name)' has no HTTP trigger: the request goes to it as the event of one"))
            }
            return nil
        }
        await mentionToken(trigger, call)
        return trigger
    }

    /// Where a trigger asks for a token, and nothing looks like one.
    private func mentionToken(_ trigger: FunctionTrigger, _ call: HTTPCall) async {
        guard trigger.authentication == .jwt, call.headers.credentials.isEmpty, await speaks,
            await context.session.isFirst("jwt-" + (trigger.triggerName ?? ""))
        else { return }
        context.console.notice(
            StyledText(
                "the trigger '\(trigger.triggerName ?? "")' asks for a JSON Web Token; -H 'Authorization: Bearer …' "
                    + "sends one"))
    }
}
