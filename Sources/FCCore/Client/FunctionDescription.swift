/// What the platform knows about a function: the answer of GetFunction or an element of ListFunctions.
///
/// Every field may be absent; the whole answer stays in ``value``.
public struct FunctionDescription: Sendable, Hashable {
    /// The answer as it came.
    public let value: Value

    /// Wraps an answer.
    public init(_ value: Value) {
        self.value = value
    }

    /// The function's name.
    public var functionName: String? { value["functionName"]?.stringValue }
    /// `acs:fc:{region}:{account}:functions/{name}`.
    public var functionARN: String? { value["functionArn"]?.stringValue }
    /// What the owner wrote about it.
    public var summary: String? { value["description"]?.stringValue }
    /// The runtime, `python3.10` or `custom-container` for instance.
    public var runtime: String? { value["runtime"]?.stringValue }
    /// The entry point.
    public var handler: String? { value["handler"]?.stringValue }
    /// The longest a call may take, in seconds.
    public var timeout: Int? { value["timeout"]?.intValue }
    /// The memory of an instance, in MB.
    public var memorySize: Int? { value["memorySize"]?.intValue }
    /// The CPU of an instance, in vCPU.
    public var cpu: Number? { value["cpu"]?.numberValue }
    /// The disk of an instance, in MB.
    public var diskSize: Int? { value["diskSize"]?.intValue }
    /// The size of the code package, in bytes.
    public var codeSize: Int? { value["codeSize"]?.intValue }
    /// The CRC-64 of the code package, decimal.
    public var codeChecksum: String? { value["codeChecksum"]?.stringValue }
    /// How many calls an instance takes at a time.
    public var instanceConcurrency: Int? { value["instanceConcurrency"]?.intValue }
    /// When it was created, as the service writes it.
    public var createdTime: String? { value["createdTime"]?.stringValue }
    /// When it was last changed, as the service writes it.
    public var lastModifiedTime: String? { value["lastModifiedTime"]?.stringValue }
    /// `Active`, `Pending`, `Failed` and whatever else the service says.
    public var state: String? { value["state"]?.stringValue }
    /// Why it is in that state.
    public var stateReason: String? { value["stateReason"]?.stringValue }
    /// Where its log goes: the project of the log service.
    public var logProject: String? { value["logConfig"]?["project"]?.stringValue }
    /// Where its log goes: the store; absent or empty when logging is off.
    public var logStore: String? { value["logConfig"]?["logstore"]?.stringValue }
}

/// Some functions of a region, and where the rest begins.
public struct FunctionPage: Sendable, Hashable {
    /// The functions of this page.
    public var functions: [FunctionDescription]
    /// What to ask for next; nil at the end.
    public var nextToken: String?

    /// A page.
    public init(functions: [FunctionDescription], nextToken: String?) {
        self.functions = functions
        self.nextToken = nextToken
    }

    /// Reads the answer of ListFunctions; an empty token is the end.
    init(_ value: Value) {
        let token = value["nextToken"]?.stringValue
        self.init(
            functions: (value["functions"]?.arrayValue ?? []).map(FunctionDescription.init),
            nextToken: token?.isEmpty == true ? nil : token)
    }
}
