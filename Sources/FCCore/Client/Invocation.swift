/// One call of a function, as a person or a script asks for it.
public struct Invocation: Sendable {
    /// Whether the caller waits for the function's answer.
    public enum InvocationType: String, Sendable, CaseIterable {
        /// The answer is the function's output.
        case sync = "Sync"
        /// The answer says that the event was queued.
        case async = "Async"
    }

    /// Whether the end of the function's log comes with the answer.
    public enum LogType: String, Sendable, CaseIterable {
        case none = "None"
        /// The last 4 KB.
        case tail = "Tail"
    }

    /// The function; `service$function` for one of the 2.0 kind.
    public var functionName: String
    /// A version, an alias or `LATEST`, which is meant when there is none.
    public var qualifier: String?
    /// The event, sent byte for byte.
    public var event: RequestBody
    /// Whether the caller waits.
    public var type: InvocationType
    /// Whether the log is asked for.
    public var logType: LogType
    /// The id of an asynchronous task.
    public var taskID: String?

    /// A call.
    public init(
        functionName: String, qualifier: String? = nil, event: RequestBody = .none, type: InvocationType = .sync,
        logType: LogType = .none, taskID: String? = nil
    ) {
        self.functionName = functionName
        self.qualifier = qualifier
        self.event = event
        self.type = type
        self.logType = logType
        self.taskID = taskID
    }
}
