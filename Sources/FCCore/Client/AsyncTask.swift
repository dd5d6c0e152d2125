/// An asynchronous call as the platform follows it: the answer of GetAsyncTask or an element of ListAsyncTasks.
///
/// Every field may be absent; the whole answer stays in ``value``.
public struct AsyncTask: Sendable, Hashable {
    /// The states of a task that will not change any more (docs: FC, asynchronous task states).
    public static let finalStates: Set<String> = ["Succeeded", "Failed", "Stopped", "Expired", "Invalid"]

    /// The answer as it came.
    public let value: Value

    /// Wraps an answer.
    public init(_ value: Value) {
        self.value = value
    }

    /// The task's id: the caller's own, or that of the request.
    public var taskID: String? { value["taskId"]?.stringValue }
    /// `Enqueued`, `Running`, `Succeeded` and whatever else the service says.
    public var status: String? { value["status"]?.stringValue }
    /// The request that brought it.
    public var requestID: String? { value["requestId"]?.stringValue }
    /// The version or alias that was asked for.
    public var qualifier: String? { value["qualifier"]?.stringValue }
    /// The instance that ran it last.
    public var instanceID: String? { value["instanceId"]?.stringValue }
    /// When it began, in milliseconds since 1970.
    public var startedTime: Int? { value["startedTime"]?.intValue }
    /// When it ended, in milliseconds since 1970.
    public var endTime: Int? { value["endTime"]?.intValue }
    /// How long it took, in milliseconds.
    public var durationMilliseconds: Int? { value["durationMs"]?.intValue }
    /// How often it was tried again.
    public var retryCount: Int? { value["alreadyRetriedTimes"]?.intValue }
    /// Why it failed: text, often JSON.
    public var errorMessage: String? { value["taskErrorMessage"]?.stringValue }
    /// The event it was called with, as text.
    public var payload: String? { value["taskPayload"]?.stringValue }
    /// What the function gave back, as text; at most 1 MB of it.
    public var returnPayload: String? { value["returnPayload"]?.stringValue }

    /// Whether it is over.
    public var isFinal: Bool { status.map(Self.finalStates.contains) ?? false }
}

/// Some of a region's or function's things, and where the rest begins.
public struct Page<Element: Sendable & Hashable>: Sendable, Hashable {
    /// The elements of this page.
    public var elements: [Element]
    /// What to ask for next; nil at the end.
    public var nextToken: String?

    /// A page.
    public init(_ elements: [Element], nextToken: String?) {
        self.elements = elements
        self.nextToken = nextToken
    }

    /// Reads the list under a key of an answer; an empty token is the end.
    init(_ value: Value, key: String, element: (Value) -> Element) {
        let token = value["nextToken"]?.stringValue
        self.init((value[key]?.arrayValue ?? []).map(element), nextToken: token?.isEmpty == true ? nil : token)
    }
}
