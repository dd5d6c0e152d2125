package import FCCore

/// What `@name` gives: a value, and whether it is a length of time.
package struct Fact: Sendable, Hashable {
    package var value: Value
    /// A duration in milliseconds: it compares with duration literals only.
    package var isDuration: Bool

    package init(_ value: Value, isDuration: Bool = false) {
        self.value = value
        self.isDuration = isDuration
    }

    /// A length of time, in milliseconds with three decimals.
    package static func milliseconds(_ duration: Duration) -> Fact {
        Fact(.number(.decimal(duration.milliseconds, places: 3)), isDuration: true)
    }
}

extension Duration {
    /// The length in milliseconds.
    package var milliseconds: Double {
        Double(components.seconds) * 1000 + Double(components.attoseconds) / 1e15
    }
}

/// The facts about calls that have a name of their own; see `docs/language.md`.
package enum FactName: String, Sendable, CaseIterable {
    case outcome, status, duration, functionDuration, memory, cold, requestId, instance, qualifier
    case errorType, errorCode, errorMessage, logs, headers, task, diff

    /// What completion and help say about it.
    package var summary: String {
        switch self {
        case .outcome: "how the call ended, in one word"
        case .status: "HTTP status"
        case .duration: "time from the first byte sent to the last byte read"
        case .functionDuration: "time the platform reports for the function"
        case .memory: "memory used, in MB"
        case .cold: "whether the instance was new"
        case .requestId: "request id"
        case .instance: "instance id"
        case .qualifier: "version or alias that answered"
        case .errorType: "error type of the function"
        case .errorCode: "error code of the service"
        case .errorMessage: "error message of the function or the service"
        case .logs: "the call's log tail"
        case .headers: "headers of the answer: @headers.NAME"
        case .task: "asynchronous task: @task.id, @task.status"
        case .diff: "after diff and compare: @diff.count"
        }
    }
}
