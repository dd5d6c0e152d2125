import FCCore

/// How asynchronous calls of functions are treated (docs: FC API 2023-03-30, AsyncConfig).
extension Router {
    func getAsyncConfig(_ name: String, requestID: String) async throws(ServiceRefusal) -> FrontReply {
        let (function, settings) = try await asyncSettings(of: name)
        guard settings.isConfigured else { throw .asyncConfigNotFound(name) }
        return FrontReply(requestID: requestID, json: description(of: settings, function))
    }

    func putAsyncConfig(
        _ name: String, _ request: FrontRequest, requestID: String
    ) async throws(ServiceRefusal) -> FrontReply {
        let (function, _) = try await asyncSettings(of: name)
        let settings = try Self.settings(in: .object(try document(request)))
        registry.setAsyncSettings(settings, of: name)
        tasks.journal?.keep(registry.changedAsyncSettings)
        return FrontReply(requestID: requestID, json: description(of: settings, function))
    }

    func deleteAsyncConfig(_ name: String, requestID: String) async throws(ServiceRefusal) -> FrontReply {
        let (_, settings) = try await asyncSettings(of: name)
        guard settings.isConfigured else { throw .asyncConfigNotFound(name) }
        registry.setAsyncSettings(LocalFunction.AsyncSettings(), of: name)
        tasks.journal?.keep(registry.changedAsyncSettings)
        return FrontReply(status: 204, requestID: requestID, contentType: "application/json", body: [])
    }

    /// A page of configurations by function; the token is the name the page begins with, in base64.
    func listAsyncConfigs(_ request: FrontRequest, requestID: String) async throws(ServiceRefusal) -> FrontReply {
        let limit = try limit(of: request)
        let start = try pageStart(of: request)
        let wanted = request.query("functionName")
        var found: [(name: String, value: Value)] = []
        for function in registry.functions where wanted == nil || wanted == function.name {
            let settings = registry.asyncSettings(of: function)
            guard settings.isConfigured, !function.name.utf8.lexicographicallyPrecedes(start.utf8) else { continue }
            found.append((function.name, description(of: settings, function)))
        }
        found.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        return page(
            "configs", found.prefix(limit).map(\.value), next: found.dropFirst(limit).first?.name, requestID: requestID)
    }

    /// A function and what holds for its asynchronous calls now.
    private func asyncSettings(
        of name: String
    ) async throws(ServiceRefusal) -> (LocalFunction, LocalFunction.AsyncSettings) {
        let function = try await registry.target(of: name, qualifier: nil).scheduler.function
        return (function, registry.asyncSettings(of: function))
    }

    private static func settings(in value: Value) throws(ServiceRefusal) -> LocalFunction.AsyncSettings {
        var settings = LocalFunction.AsyncSettings()
        settings.isConfigured = true
        settings.isTaskMode = value["asyncTask"]?.boolValue ?? false
        settings.retryAttempts = try number("maxAsyncRetryAttempts", 0...8, in: value) ?? settings.retryAttempts
        settings.eventAge = try number("maxAsyncEventAgeInSeconds", 1...2_592_000, in: value) ?? settings.eventAge
        settings.onSuccess = value["destinationConfig"]?["onSuccess"]?["destination"]?.stringValue
        settings.onFailure = value["destinationConfig"]?["onFailure"]?["destination"]?.stringValue
        return settings
    }

    private static func number(
        _ name: String, _ range: ClosedRange<Int>, in value: Value
    ) throws(ServiceRefusal) -> Int? {
        guard let given = value[name], given != .null else { return nil }
        guard let number = given.intValue, range.contains(number) else {
            throw .invalidArgument("\(name) is not a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private func description(of settings: LocalFunction.AsyncSettings, _ function: LocalFunction) -> Value {
        var destinations = Record()
        for (name, destination) in [("onSuccess", settings.onSuccess), ("onFailure", settings.onFailure)] {
            if let destination { destinations[name] = ["destination": .string(destination)] }
        }
        return [
            "functionArn": .string(configuration.arn(of: function)), "asyncTask": .bool(settings.isTaskMode),
            "maxAsyncRetryAttempts": .integer(settings.retryAttempts),
            "maxAsyncEventAgeInSeconds": .integer(settings.eventAge), "destinationConfig": .object(destinations),
        ]
    }
}
