import FCCore
import FoundationEssentials

/// Triggers, instances and regions as the API lists them.
extension Router {
    /// A page of triggers by name; the token is the name the page begins with, in base64.
    func listTriggers(
        _ name: String, _ request: FrontRequest, requestID: String
    ) async throws(ServiceRefusal) -> FrontReply {
        let limit = try limit(of: request)
        let start = try pageStart(of: request)
        let prefix = request.query("prefix") ?? ""
        let function = try await registry.target(of: name, qualifier: nil).scheduler.function
        let found = function.triggers.filter { $0.name.hasPrefix(prefix) }
            .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            .drop { $0.name.utf8.lexicographicallyPrecedes(start.utf8) }
        let address = request.headers["host"] ?? "127.0.0.1"
        return page(
            "triggers", found.prefix(limit).map { description(of: $0, function, address) },
            next: found.dropFirst(limit).first?.name, requestID: requestID)
    }

    func getTrigger(
        _ name: String, _ trigger: String, _ request: FrontRequest, requestID: String
    ) async throws(ServiceRefusal) -> FrontReply {
        let function = try await registry.target(of: name, qualifier: nil).scheduler.function
        guard let found = function.triggers.first(where: { $0.name == trigger }) else {
            throw .triggerNotFound(trigger, name)
        }
        let address = request.headers["host"] ?? "127.0.0.1"
        return FrontReply(requestID: requestID, json: description(of: found, function, address))
    }

    /// A trigger as the API describes it (docs: FC API 2023-03-30, Trigger).
    private func description(of trigger: LocalTrigger, _ function: LocalFunction, _ address: String) -> Value {
        var record = Record([
            ("triggerName", .string(trigger.name)), ("triggerType", .string(trigger.type)),
            ("qualifier", .string(trigger.qualifier)), ("description", .string(trigger.summary)),
            ("triggerConfig", .string(JSONWriter.text(trigger.config))),
            ("targetArn", .string(configuration.arn(of: function))), ("status", "Active"),
        ])
        if trigger.type == "http" {
            let url = "http://\(address)/proxy/\(PercentEncoding.encode(function.name))/"
            record["httpTrigger"] = ["urlInternet": .string(url), "urlIntranet": .string(url)]
        }
        return .object(record)
    }

    /// The instances of a function, or of one of its versions.
    func listInstances(
        _ name: String, _ request: FrontRequest, requestID: String
    ) async throws(ServiceRefusal) -> FrontReply {
        let limit = try limit(of: request)
        let target = try registry.target(of: name, qualifier: request.query("qualifier"))
        let status = await target.scheduler.status()
        let instances = status.instances.prefix(limit).map { instance -> Value in
            [
                "instanceId": .string(instance.id), "qualifier": .string(target.qualifier),
                "versionId": .string(target.version == "LATEST" ? "0" : target.version),
                "status": .string(instance.state == "starting" ? "Pending" : "Running"),
                "createdTimeMs": .integer(Int(instance.startedTime)),
            ]
        }
        return FrontReply(
            requestID: requestID, json: ["instances": .array(Array(instances)), "requestId": .string(requestID)])
    }

    /// The regions of the built-in table.
    func describeRegions(_ request: FrontRequest, requestID: String) -> FrontReply {
        let isChinese = (request.query("AcceptLanguage") ?? "zh-CN").hasPrefix("zh")
        let regions = Region.all.map { region -> Value in
            [
                "RegionId": .string(region.id),
                "LocalName": .string(isChinese ? region.chineseName : region.englishName),
            ]
        }
        return FrontReply(
            requestID: requestID,
            json: ["Regions": ["Region": .array(regions)], "RequestId": .string(requestID)])
    }
}
