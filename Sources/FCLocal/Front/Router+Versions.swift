import FCCore
import FoundationEssentials

/// Published versions and aliases.
extension Router {
    func publishVersion(
        _ name: String, _ request: FrontRequest, requestID: String
    ) async throws(ServiceRefusal) -> FrontReply {
        let scheduler = try latest(name)
        let body = try document(request)
        let version = try registry.versions.publish(
            await scheduler.function, summary: body["description"]?.stringValue ?? "")
        return FrontReply(requestID: requestID, json: Self.description(of: version))
    }

    /// A page of versions; the token is the number the page begins with, in base64.
    func listVersions(
        _ name: String, _ request: FrontRequest, requestID: String
    ) async throws(ServiceRefusal) -> FrontReply {
        _ = try latest(name)
        let limit = try limit(of: request)
        let direction = request.query("direction") ?? "BACKWARD"
        guard ["BACKWARD", "FORWARD"].contains(direction) else {
            throw .invalidArgument("direction '\(direction)' is neither BACKWARD nor FORWARD")
        }
        let isForward = direction == "FORWARD"
        var found = registry.versions.versions(of: name)
        if isForward { found.reverse() }
        if let start = Int(try pageStart(of: request)) {
            found = Array(found.drop { isForward ? $0.number < start : $0.number > start })
        }
        return page(
            "versions", found.prefix(limit).map(Self.description),
            next: found.dropFirst(limit).first.map { String($0.number) }, requestID: requestID,
            more: [("direction", .string(direction))])
    }

    func deleteVersion(_ name: String, _ version: String, requestID: String) async throws(ServiceRefusal) -> FrontReply
    {
        _ = try latest(name)
        try await registry.versions.remove(version, of: name)
        return nothing(requestID)
    }

    func createAlias(_ name: String, _ request: FrontRequest, requestID: String) throws(ServiceRefusal) -> FrontReply {
        _ = try latest(name)
        let body = try document(request)
        let alias = body["aliasName"]?.stringValue ?? ""
        guard alias.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_-]{0,127}/) != nil, alias != "LATEST" else {
            throw .invalidArgument(
                "aliasName '\(alias)' is not a letter or '_' followed by letters, digits, '_' and '-'")
        }
        let time = configuration.now()
        let made = try changed(
            VersionAlias(name: alias, version: "", createdTime: time, modifiedTime: time), by: body, of: name)
        guard registry.versions.keep(made, of: name, isNew: true) else {
            throw ServiceRefusal(status: 409, code: "AliasAlreadyExists", message: "alias '\(alias)' already exists")
        }
        return FrontReply(requestID: requestID, json: Self.description(of: made))
    }

    func updateAlias(
        _ name: String, _ alias: String, _ request: FrontRequest, requestID: String
    ) throws(ServiceRefusal) -> FrontReply {
        var known = try self.alias(alias, of: name)
        known.modifiedTime = configuration.now()
        let made = try changed(known, by: try document(request), of: name)
        _ = registry.versions.keep(made, of: name, isNew: false)
        return FrontReply(requestID: requestID, json: Self.description(of: made))
    }

    func getAlias(_ name: String, _ alias: String, requestID: String) throws(ServiceRefusal) -> FrontReply {
        FrontReply(requestID: requestID, json: Self.description(of: try self.alias(alias, of: name)))
    }

    func deleteAlias(_ name: String, _ alias: String, requestID: String) throws(ServiceRefusal) -> FrontReply {
        _ = try latest(name)
        guard registry.versions.removeAlias(alias, of: name) else { throw .aliasNotFound(alias) }
        return nothing(requestID)
    }

    /// A page of aliases; the token is the name the page begins with, in base64.
    func listAliases(_ name: String, _ request: FrontRequest, requestID: String) throws(ServiceRefusal) -> FrontReply {
        _ = try latest(name)
        let limit = try limit(of: request)
        let start = try pageStart(of: request)
        let prefix = request.query("prefix") ?? ""
        let found = registry.versions.aliases(of: name).filter { $0.name.hasPrefix(prefix) }
            .drop { $0.name.utf8.lexicographicallyPrecedes(start.utf8) }
        return page(
            "aliases", found.prefix(limit).map(Self.description), next: found.dropFirst(limit).first?.name,
            requestID: requestID)
    }

    private func latest(_ name: String) throws(ServiceRefusal) -> FunctionScheduler {
        guard let scheduler = registry.scheduler(of: name) else { throw .functionNotFound(name) }
        return scheduler
    }

    private func alias(_ alias: String, of name: String) throws(ServiceRefusal) -> VersionAlias {
        _ = try latest(name)
        guard let known = registry.versions.alias(alias, of: name) else { throw .aliasNotFound(alias) }
        return known
    }

    private func nothing(_ requestID: String) -> FrontReply {
        FrontReply(status: 204, requestID: requestID, contentType: "application/json", body: [])
    }

    /// The JSON object of a request; an empty body is an empty one.
    func document(_ request: FrontRequest) throws(ServiceRefusal) -> Record {
        if request.body.isEmpty { return Record() }
        guard let record = (try? JSONReader.read(request.body))?.recordValue else {
            throw .invalidArgument("the body is not a JSON object")
        }
        return record
    }

    /// An alias with the fields of a request; those that are absent stay.
    private func changed(
        _ alias: VersionAlias, by body: Record, of name: String
    ) throws(ServiceRefusal) -> VersionAlias {
        var alias = alias
        if let version = body["versionId"]?.stringValue { alias.version = version }
        if let summary = body["description"]?.stringValue { alias.summary = summary }
        if let weights = body["additionalVersionWeight"]?.recordValue {
            alias.weights = [:]
            for field in weights.fields {
                guard let weight = field.value.numberValue, let share = Double(weight.text), (0...1).contains(share)
                else { throw .invalidArgument("additionalVersionWeight.\(field.key) is not a number from 0 to 1") }
                alias.weights[field.key] = weight
            }
        }
        for version in [alias.version] + alias.weights.keys.sorted() {
            let isThere = version == "LATEST" || registry.versions.version(version, of: name) != nil
            guard isThere else { throw .versionNotFound(version) }
        }
        return alias
    }

    private static func description(of version: VersionStore.Version) -> Value {
        let time = Value.string(UTCTime(seconds: Int(version.time / 1000)).timestamp)
        return [
            "versionId": .string(String(version.number)), "description": .string(version.summary),
            "createdTime": time, "lastModifiedTime": time,
        ]
    }

    private static func description(of alias: VersionAlias) -> Value {
        let weights = alias.weights.sorted { $0.key < $1.key }.map { ($0.key, Value.number($0.value)) }
        return [
            "aliasName": .string(alias.name), "versionId": .string(alias.version),
            "additionalVersionWeight": .object(Record(weights)), "description": .string(alias.summary),
            "createdTime": .string(UTCTime(seconds: Int(alias.createdTime / 1000)).timestamp),
            "lastModifiedTime": .string(UTCTime(seconds: Int(alias.modifiedTime / 1000)).timestamp),
        ]
    }
}
