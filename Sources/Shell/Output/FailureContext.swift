package import FCCore

/// What an explanation may draw on beside the failure itself.
package struct FailureContext: Sendable {
    /// What was asked of the platform, as access policies name it.
    package var action: String
    package var functionName: String?
    /// The version or alias that was asked for.
    package var qualifier: String?
    /// Where the log is that was asked for; nil for everything but logs.
    package var logStore: LogStore?
    package var region: String?
    /// The main account's number.
    package var accountID: String?
    /// Names of functions that resemble the one that was not found.
    package var similarNames: [String]
    /// The functions of the s.yaml, when a local endpoint that runs it was asked; nil in the cloud.
    package var localFunctions: [String]?
    package var isAsynchronous: Bool
    /// When the request was signed by this machine's clock, in seconds since 1970.
    package var signingTime: Int?
    /// The text that was signed.
    package var stringToSign: String?

    package init(
        action: String = "fc:InvokeFunction", functionName: String? = nil, qualifier: String? = nil,
        region: String? = nil, accountID: String? = nil, similarNames: [String] = [], isAsynchronous: Bool = false,
        signingTime: Int? = nil, stringToSign: String? = nil
    ) {
        self.action = action.contains(":") ? action : "fc:" + action
        self.functionName = functionName
        self.qualifier = qualifier
        self.region = region
        self.accountID = accountID
        self.similarNames = similarNames
        self.isAsynchronous = isAsynchronous
        self.signingTime = signingTime
        self.stringToSign = stringToSign
    }

    /// The context of a call that has been made.
    package init(of result: CallResult, accountID: String? = nil, similarNames: [String] = []) {
        self.init(
            functionName: result.target.functionName, qualifier: result.target.qualifier,
            region: result.target.region, accountID: accountID, similarNames: similarNames,
            isAsynchronous: result.isAsynchronous)
    }

    /// The operation's name without the service: `InvokeFunction`.
    var operation: String { String(action[action.index(after: action.firstIndex(of: ":") ?? action.startIndex)...]) }

    /// Whether a function was called, so that it may have run.
    var isInvocation: Bool { operation == "InvokeFunction" }

    /// Whether a local endpoint was asked.
    var isLocal: Bool { localFunctions != nil }

    /// `in cn-hangzhou`, or at the endpoint when it is a local one or no region is known.
    var place: Message { (isLocal ? nil : region).map { "in \($0)" } ?? "at this endpoint" }

    /// `function 'hello'`, or the operation where no function is concerned.
    var subject: Message {
        logStore.map { "log store '\($0.name)'" } ?? functionName.map { "function '\($0)'" }
            ?? Message(verbatim: operation)
    }
}
