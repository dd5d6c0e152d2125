import FCCore

extension Explanation {
    /// Something that was asked for does not exist, at least not where it was asked for.
    static func notFound(_ fault: ServiceFault, _ context: FailureContext) -> Explanation {
        if let store = context.logStore { return logStoreNotFound(store, fault, context) }
        switch fault.code?.lowercased() {
        case "aliasnotfound", "versionnotfound": return qualifierNotFound(context)
        case "asyncconfignotexists", "asynctasknotfound": return taskNotFound(context)
        case "triggernotfound": return Explanation("the trigger does not exist \(context.place)", next: ["triggers"])
        default: break
        }
        guard let name = context.functionName else {
            return Explanation("\(context.operation): nothing of that name exists \(context.place)")
        }
        var explanation = Explanation("function '\(name)' does not exist \(context.place)")
        if !context.similarNames.isEmpty { explanation.add("similar names", list(context.similarNames)) }
        if let nearest = context.similarNames.first {
            explanation.reason = "the name is mistyped"
            explanation.next.append("use \(nearest)")
        }
        explanation.next.append("functions")
        if let functions = context.localFunctions {
            explanation.add("functions there", functions.isEmpty ? nil : list(functions))
            if explanation.reason == nil { explanation.reason = "the name is mistyped, or the s.yaml does not have it" }
        } else {
            explanation.next.append("set region OTHER-REGION")
            if explanation.reason == nil {
                explanation.reason = "the name is mistyped, or the function is in another region or account"
            }
        }
        return explanation
    }

    private static func logStoreNotFound(
        _ store: LogStore, _ fault: ServiceFault, _ context: FailureContext
    ) -> Explanation {
        let isProject = fault.code?.lowercased().hasPrefix("project") == true
        return Explanation(
            isProject
                ? "the log project '\(store.project)' does not exist \(context.place)"
                : "the log project '\(store.project)' has no store '\(store.name)' \(context.place)",
            reason: "it was deleted after the function was told to write to it", next: ["info"])
    }

    private static func qualifierNotFound(_ context: FailureContext) -> Explanation {
        let qualifier = context.qualifier ?? ""
        let isVersion = !qualifier.isEmpty && qualifier.allSatisfy(\.isNumber)
        return Explanation(
            isVersion
                ? "\(context.subject) has no version '\(qualifier)' \(context.place)"
                : "\(context.subject) has no alias '\(qualifier)' \(context.place)",
            next: [isVersion ? "versions" : "aliases", "set qualifier LATEST"])
    }

    private static func taskNotFound(_ context: FailureContext) -> Explanation {
        Explanation(
            "\(context.subject) has no such asynchronous task \(context.place)",
            reason: "without task mode an asynchronous call has no status to be asked for", next: ["tasks"])
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
    }
}
