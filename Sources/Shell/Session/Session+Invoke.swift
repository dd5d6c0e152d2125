import FCCore

extension Session {
    /// Sends one invocation, exactly once, and waits for its answer as long as the limits allow.
    ///
    /// The result has no number before somebody keeps it. The task's cancellation ends the wait; the function may go on.
    package func invoke(_ plan: CallPlan) async -> CallResult {
        let start = ContinuousClock.now
        let ending = await raceAgainstLimit(plan)
        let elapsed = start.duration(to: .now)
        var result = CallResult(
            number: 0, target: plan.target, isAsynchronous: plan.isAsynchronous, event: plan.event, outcome: .ok)
        switch ending {
        case .answered(let answer):
            result = CallResult(
                number: 0, target: plan.target, isAsynchronous: plan.isAsynchronous, event: plan.event,
                outcome: answer.isFunctionError ? .functionError : .ok, answer: answer, elapsed: answer.elapsed,
                isCold: meet(instance: answer.instanceID))
            if result.outcome == .ok, plan.http?.failsOnStatus == true, answer.status >= 400 {
                result.outcome = .functionError
                result.problem = .status(answer.status)
            }
        case .failed(let error):
            result.problem = CallResult.Problem(error)
            if plan.http != nil { forgetTriggers() }
            result.outcome = Outcome(error)
            if result.outcome != .notSent { result.elapsed = elapsed }
        case .overLimit(let limit):
            result.problem = .limit(limit.reason)
            result.outcome = .clientTimeout
            result.elapsed = elapsed
        }
        result.http = plan.http
        if result.elapsed != nil { result.began = start }
        if plan.isAsynchronous {
            result.connection = Connection(client: plan.client, region: plan.target.region, accountID: plan.accountID)
        }
        return result
    }

    private enum Ending: Sendable {
        case answered(InvocationAnswer)
        case failed(FCError)
        case overLimit(InvocationLimit)
    }

    private func raceAgainstLimit(_ plan: CallPlan) async -> Ending {
        return await withTaskGroup(of: Ending?.self) { group in
            group.addTask {
                do throws(FCError) {
                    return .answered(try await plan.send())
                } catch {
                    return .failed(error)
                }
            }
            group.addTask { await self.limitReached(plan).map { .overLimit($0) } }
            defer { group.cancelAll() }
            while let ending = await group.next() {
                if let ending { return ending }
            }
            return .failed(.transport(TransportError(.cancelled)))
        }
    }

    /// Sleeps until the call's limit is reached; nil when the call ended first.
    private func limitReached(_ plan: CallPlan) async -> InvocationLimit? {
        let start = ContinuousClock.now
        if let limit = plan.fixedLimit {
            return await alarms.sleep(until: start.advanced(by: limit.duration)) ? limit : nil
        }
        // No limit can fall below the patience, so the function is asked for its timeout only when a call is that slow.
        guard await alarms.sleep(until: start.advanced(by: plan.patience)) else { return nil }
        let deployed = await limitsOfDeployedFunction(plan)
        let limit = InvocationLimit.following(
            manifestTimeout: plan.manifestTimeout, deployedTimeout: deployed?.timeout,
            runtime: deployed?.runtime ?? plan.runtime)
        return await alarms.sleep(until: start.advanced(by: limit.duration)) ? limit : nil
    }

    /// What the deployed function says about its limits: asked once, and never again when that is not permitted.
    func limitsOfDeployedFunction(_ plan: CallPlan) async -> DeployedLimits? {
        if let known = knownLimits(of: plan.target) { return known }
        let limits: DeployedLimits
        do {
            let description = try await plan.client.getFunction(
                plan.target.functionName, qualifier: plan.target.qualifier,
                deadline: .now.advanced(by: InvocationLimit.management.duration))
            limits = DeployedLimits(timeout: description.timeout, runtime: description.runtime)
        } catch {
            // The service's word is final; a network that failed may answer the next time.
            guard case .service = error else { return nil }
            limits = DeployedLimits(timeout: nil, runtime: nil)
        }
        guard !Task.isCancelled else { return nil }
        remember(limits, of: plan.target)
        return limits
    }
}

extension Outcome {
    /// The word for a failure of the client.
    init(_ error: FCError) {
        switch error {
        case .credentials(let error): self = error.kind == .cancelled ? .cancelled : .notSent
        case .transport(let error):
            switch error.fact {
            case .cancelled: self = .cancelled
            case .deadlineExceeded: self = .clientTimeout
            case .notSent: self = .notSent
            default: self = .transportError
            }
        case .service(let fault):
            switch fault.kind {
            case .notFound: self = .notFound
            case .throttled: self = .throttled
            case .denied, .badSignature, .invalidKey, .clock: self = .denied
            case .redirect, .payloadTooLarge, .other: self = .platformError
            }
        }
    }
}

extension CallResult.Problem {
    /// The failure of the client, kept as it is.
    init(_ error: FCError) {
        switch error {
        case .credentials(let error): self = error.kind == .cancelled ? .cancelled : .credentials(error)
        case .service(let fault): self = .service(fault)
        case .transport(let error) where error.fact == .cancelled: self = .cancelled
        case .transport(let error):
            if case .notSent(let reason) = error.fact {
                self = .notSent(Message(reason))
            } else {
                self = .transport(error)
            }
        }
    }
}

extension CallResult {
    /// The status of the process if this is its first failure.
    package var exitStatus: ExitStatus {
        if case .credentials = problem { return .identity }
        return outcome.exitStatus
    }
}
