import FCCore

extension Explanation {
    /// The identity is known and may not do this: shows the smallest policy that would be enough.
    static func denied(_ fault: ServiceFault, _ context: FailureContext) -> Explanation {
        let denial = Denial(fault, context)
        var explanation = Explanation(
            context.logStore == nil && context.functionName == nil
                ? "access is denied: \(denial.action)" : "access to \(context.subject) is denied: \(denial.action)")
        explanation.next = ["whoami"]
        if denial.isExplicit {
            explanation.reason = "a policy denies it expressly; what other policies allow makes no difference"
            return explanation
        }
        explanation.reason = "no policy of this identity allows \(denial.action)"
        explanation.attachment = Attachment(
            introduction: "attach the policy \(denial.managedPolicy) to the identity, or at least this one:",
            text: denial.policy)
        return explanation
    }
}

/// What a denial is about, as far as request and answer tell.
private struct Denial {
    /// The action as policies name it.
    let action: String
    /// Whether a policy forbids it, where usually none allows it.
    let isExplicit: Bool
    private let region: String
    private let accountID: String
    private let functionName: String?
    private let logStore: LogStore?

    init(_ fault: ServiceFault, _ context: FailureContext) {
        let detail = fault.accessDeniedDetail
        let told = detail?["AuthAction"]?.stringValue
        action = told.flatMap { $0.hasPrefix("fc:") || context.logStore != nil ? $0 : nil } ?? context.action
        isExplicit = detail?["NoPermissionType"]?.stringValue == "ExplicitDeny"
        // In a policy a star stands for any region or account, so what is unknown stays right.
        region = context.region ?? "*"
        accountID = context.accountID ?? detail?["AuthPrincipalOwnerId"]?.stringValue ?? "*"
        functionName = context.functionName
        logStore = context.logStore
    }

    /// The platform's own policy that includes the action.
    var managedPolicy: String {
        if logStore != nil { return "AliyunLogReadOnlyAccess" }
        if action == "fc:InvokeFunction" { return "AliyunFCInvocationAccess" }
        let isReading = action.hasPrefix("fc:Get") || action.hasPrefix("fc:List")
        return isReading ? "AliyunFCReadOnlyAccess" : "AliyunFCFullAccess"
    }

    /// The smallest policy (docs: FC, permissions of invoke).
    var policy: String {
        let functions = "acs:fc:\(region):\(accountID):functions/"
        let resources: [Value] =
            if let logStore {
                [.string("acs:log:\(region):\(accountID):project/\(logStore.project)/logstore/\(logStore.name)")]
            } else if let functionName {
                [.string(functions + functionName), .string(functions + functionName + "/*")]
            } else {
                [.string(functions + "*")]
            }
        let statement = Value.object(
            Record([("Action", .string(action)), ("Effect", "Allow"), ("Resource", .array(resources))]))
        return JSONWriter.text(
            .object(Record([("Version", "1"), ("Statement", .array([statement]))])), layout: .pretty)
    }
}
