package import FCCore

extension CallResult {
    /// The fact of a dotted name, nil when this call has none of that name.
    package func fact(_ name: [String]) -> Fact? {
        guard let first = name.first, let known = FactName(rawValue: first) else { return nil }
        if name.count > 1 { return compoundFact(known, Array(name.dropFirst())) }
        switch known {
        case .outcome: return Fact(.string(outcome.rawValue))
        case .status: return status.map { Fact(.integer($0)) }
        case .duration: return elapsed.map { .milliseconds($0) }
        case .functionDuration: return answer?.functionDuration.map { Fact(.number($0), isDuration: true) }
        case .memory: return answer?.memory.map { Fact(.number($0)) }
        case .cold: return isCold.map { Fact(.bool($0)) }
        case .requestId: return text(requestID)
        case .instance: return text(answer?.instanceID)
        case .qualifier: return Fact(.string(answer?.qualifier ?? target.qualifier))
        case .errorType: return text(errorType)
        case .errorCode: return text(errorCode)
        case .errorMessage: return text(errorMessage)
        case .logs: return text(answer?.logTail)
        case .headers, .task, .diff: return nil
        }
    }

    /// The HTTP status of the answer, good or refused.
    package var status: Int? { answer?.status ?? fault?.status }

    /// The request id, wherever it came from.
    package var requestID: String? { answer?.requestID ?? fault?.requestID }

    /// The refusal of the service, when that is what happened.
    package var fault: ServiceFault? { problem?.fault }

    /// The platform's word for the function's failure.
    package var errorType: String? { answer?.errorType }

    /// The service's error code.
    package var errorCode: String? { fault?.code }

    /// What the function, the service or fcsh says went wrong.
    package var errorMessage: String? {
        if answer?.errorType != nil {
            return body.value?["errorMessage"]?.stringValue
        }
        return problem?.sentence.description
    }

    private func compoundFact(_ name: FactName, _ rest: [String]) -> Fact? {
        switch (name, rest) {
        case (.headers, let rest):
            return text(answer?.headers[rest.joined(separator: ".")] ?? fault?.headers[rest.joined(separator: ".")])
        case (.task, ["id"]): return text(task?.taskID ?? answer?.taskID)
        case (.task, ["status"]): return text(task?.status)
        default: return nil
        }
    }

    private func text(_ text: String?) -> Fact? {
        text.map { Fact(.string($0)) }
    }
}
