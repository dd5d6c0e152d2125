package import FCCore

extension Explanation {
    /// Why a call is not `ok`; nil when it is.
    package static func of(_ result: CallResult, _ context: FailureContext) -> Explanation? {
        if let problem = result.problem { return of(problem, context) }
        guard result.outcome == .functionError else { return nil }
        return functionError(result)
    }

    /// Why there is no good answer.
    package static func of(_ problem: CallResult.Problem, _ context: FailureContext) -> Explanation {
        switch problem {
        case .notSent(let sentence): Explanation(sentence)
        case .credentials(let error): of(error)
        case .service(let fault): of(fault, context)
        case .transport(let error): of(error, context)
        case .limit(let limit): clientLimit(limit, context)
        case .status(let status): answered(status, context)
        case .cancelled: cancelled(context)
        }
    }

    /// The function answered, and its status was taken for a failure.
    static func answered(_ status: Int, _ context: FailureContext) -> Explanation {
        Explanation(
            "\(context.subject) answered with status \(status)",
            reason: "it is the function's own answer; --fail makes a failure of it", next: ["logs"])
    }

    static func statusSentence(_ status: Int) -> Message { "the function answered with status \(status)" }

    /// Why an operation of the API has no result.
    package static func of(_ error: FCError, _ context: FailureContext) -> Explanation {
        switch error {
        case .credentials(let error): of(error)
        case .transport(let error): of(error, context)
        case .service(let fault): of(fault, context)
        }
    }

    /// No usable credentials.
    package static func of(_ error: CredentialError) -> Explanation {
        var explanation = Explanation(Message(error.message), next: error.kind == .usage ? [] : ["whoami"])
        explanation.add("hint", error.hint.map { Message($0) })
        return explanation
    }
}

extension CallResult.Problem {
    /// The refusal of the service, when that is the problem.
    package var fault: ServiceFault? {
        if case .service(let fault) = self { fault } else { nil }
    }

    /// What happened in one sentence, without a remedy.
    package var sentence: Message {
        switch self {
        case .notSent(let sentence): sentence
        case .credentials(let error): Message(error.message)
        case .service(let fault):
            fault.message.map { Message(verbatim: $0) } ?? "the platform answered with status \(fault.status)"
        case .transport(let error): error.sentence
        case .limit(let limit): Explanation.limitSentence(limit)
        case .status(let status): Explanation.statusSentence(status)
        case .cancelled: "cancelled"
        }
    }
}
