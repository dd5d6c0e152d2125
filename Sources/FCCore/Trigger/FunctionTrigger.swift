/// What calls a function: the answer of GetTrigger or an element of ListTriggers.
public struct FunctionTrigger: Sendable, Hashable {
    /// Who may call through an HTTP trigger (docs: FC, authentication of HTTP triggers).
    public enum Authentication: String, Sendable {
        /// Everyone.
        case anonymous
        /// Whoever signs with a key of the account.
        case function
        /// Whoever has a token that the trigger's keys vouch for.
        case jwt
    }

    /// The answer as it came.
    public let value: Value

    /// Wraps an answer.
    public init(_ value: Value) {
        self.value = value
    }

    /// Its name.
    public var triggerName: String? { value["triggerName"]?.stringValue }
    /// Its type, `http` or `oss` for instance.
    public var triggerType: String? { value["triggerType"]?.stringValue }
    /// The version or alias it calls; `LATEST` when there is none.
    public var qualifier: String { text(value["qualifier"]) ?? "LATEST" }
    /// The address of an HTTP trigger on the internet.
    public var internetURL: String? { text(value["httpTrigger"]?["urlInternet"]) }
    /// Its address inside Alibaba Cloud's network.
    public var intranetURL: String? { text(value["httpTrigger"]?["urlIntranet"]) }
    /// Whether it is called over HTTP.
    public var isHTTP: Bool { triggerType == "http" }

    /// Its settings: the API gives them as JSON in a text.
    public var config: Value {
        guard let config = value["triggerConfig"] else { return .null }
        return config.stringValue.flatMap { try? JSONReader.read($0) } ?? config
    }

    /// Who may call; nil for a manner that is not known here.
    public var authentication: Authentication? {
        Authentication(rawValue: config["authType"]?.stringValue?.lowercased() ?? "anonymous")
    }

    private func text(_ value: Value?) -> String? {
        value?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension FCClient {
    /// One page of what calls a function (docs: FC API, ListTriggers).
    public func listTriggers(
        of function: String, limit: Int? = nil, nextToken: String? = nil, deadline: ContinuousClock.Instant? = nil
    ) async throws(FCError) -> Page<FunctionTrigger> {
        let operation = Operation(
            "ListTriggers", segments: ["functions", function, "triggers"],
            query: [("limit", limit.map { String($0) }), ("nextToken", nextToken)])
        return Page(try await perform(operation, deadline: deadline), key: "triggers", element: FunctionTrigger.init)
    }
}
