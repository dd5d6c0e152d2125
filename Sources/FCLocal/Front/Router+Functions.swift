import FCCore
import FoundationEssentials

/// GetFunction and ListFunctions.
extension Router {
    func getFunction(
        _ name: String, _ request: FrontRequest, requestID: String
    ) async throws(ServiceRefusal) -> FrontReply {
        let target = try registry.target(of: name, qualifier: request.query("qualifier"))
        return FrontReply(requestID: requestID, json: await description(of: target.scheduler))
    }

    /// A page of functions by name; the token is the name the page begins with, in base64.
    func listFunctions(_ request: FrontRequest, requestID: String) async throws(ServiceRefusal) -> FrontReply {
        let limit = try limit(of: request)
        let start = try pageStart(of: request)
        let prefix = request.query("prefix") ?? ""
        let wanted = registry.functions.map(\.name).filter { $0.hasPrefix(prefix) }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .drop { $0.utf8.lexicographicallyPrecedes(start.utf8) }
        var functions: [Value] = []
        for name in wanted.prefix(limit) {
            if let scheduler = registry.scheduler(of: name) { functions.append(await description(of: scheduler)) }
        }
        return page("functions", functions, next: wanted.dropFirst(limit).first, requestID: requestID)
    }

    /// A page of a listing.
    /// - Parameter next: what the next page begins with, nil at the end.
    func page(
        _ key: String, _ elements: [Value], next: String?, requestID: String, more: [(String, Value)] = []
    ) -> FrontReply {
        var page = Record([(key, .array(elements))] + more)
        if let next { page["nextToken"] = .string(Data(next.utf8).base64EncodedString()) }
        return FrontReply(requestID: requestID, json: .object(page))
    }

    /// How many elements a page has at most.
    func limit(of request: FrontRequest) throws(ServiceRefusal) -> Int {
        guard let text = request.query("limit") else { return 20 }
        guard let limit = Int(text), (1...100).contains(limit) else {
            throw .invalidArgument("limit '\(text)' is not a number from 1 to 100")
        }
        return limit
    }

    /// What the asked page begins with; empty for the first one.
    func pageStart(of request: FrontRequest) throws(ServiceRefusal) -> String {
        guard let token = request.query("nextToken"), !token.isEmpty else { return "" }
        guard let bytes = Data(base64Encoded: token), let name = String(validating: bytes, as: UTF8.self) else {
            throw .invalidArgument("nextToken '\(token)' is not one that was given out")
        }
        return name
    }

    /// A function as the API describes it (docs: FC API 2023-03-30, Function).
    private func description(of scheduler: FunctionScheduler) async -> Value {
        let function = await scheduler.function
        let code = await scheduler.fingerprint()
        let modified = UTCTime(seconds: Int(code.modifiedMilliseconds / 1000)).timestamp
        var record = Record([
            ("functionName", .string(function.name)),
            ("functionArn", .string(configuration.arn(of: function))),
            ("runtime", .string(function.runtime)),
            ("handler", .string(function.handler)),
            ("timeout", .integer(await scheduler.timeout)),
            ("memorySize", .integer(function.memorySize)),
            ("codeSize", .integer(code.size)),
            ("codeChecksum", .string(String(code.checksum))),
            ("createdTime", .string(modified)),
            ("lastModifiedTime", .string(modified)),
            ("environmentVariables", environment(of: function)),
            ("instanceConcurrency", 1),
            ("version", .string(function.version)),
            ("state", "Active"),
            ("lastUpdateStatus", "Successful"),
        ])
        if let summary = function.summary { record["description"] = .string(summary) }
        if !function.logProject.isEmpty {
            record["logConfig"] = [
                "project": .string(function.logProject), "logstore": .string(function.logStore),
            ]
        }
        if let hooks = hooks(of: function) { record["instanceLifecycleConfig"] = hooks }
        return .object(record)
    }

    private func environment(of function: LocalFunction) -> Value {
        let sorted = function.environment.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        return .object(Record(sorted.map { ($0.key, Value.string($0.value)) }))
    }

    private func hooks(of function: LocalFunction) -> Value? {
        var record = Record()
        for (name, hook) in [("initializer", function.initializer), ("preStop", function.preStop)] {
            guard let hook else { continue }
            record[name] = ["handler": .string(hook.handler), "timeout": .integer(hook.timeout)]
        }
        return record.isEmpty ? nil : .object(record)
    }
}
