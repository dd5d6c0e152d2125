extension FCClient {
    /// Freezes code and configuration of a function (docs: FC API, PublishFunctionVersion).
    public func publishFunctionVersion(
        of function: String, summary: String? = nil, deadline: ContinuousClock.Instant? = nil
    ) async throws(FCError) -> FunctionVersion {
        let body = Record(summary.map { [("description", Value.string($0))] } ?? [])
        let operation = Operation(
            "PublishFunctionVersion", method: "POST", segments: ["functions", function, "versions"],
            body: .object(body))
        return FunctionVersion(try await perform(operation, deadline: deadline))
    }

    /// One page of a function's versions, the newest first (docs: FC API, ListFunctionVersions).
    public func listFunctionVersions(
        of function: String, limit: Int? = nil, nextToken: String? = nil, deadline: ContinuousClock.Instant? = nil
    ) async throws(FCError) -> Page<FunctionVersion> {
        let operation = Operation(
            "ListFunctionVersions", segments: ["functions", function, "versions"],
            query: [("direction", "BACKWARD"), ("limit", limit.map { String($0) }), ("nextToken", nextToken)])
        return Page(try await perform(operation, deadline: deadline), key: "versions", element: FunctionVersion.init)
    }

    /// Removes a version (docs: FC API, DeleteFunctionVersion).
    public func deleteFunctionVersion(
        _ version: String, of function: String, deadline: ContinuousClock.Instant? = nil
    ) async throws(FCError) {
        let operation = Operation(
            "DeleteFunctionVersion", method: "DELETE", segments: ["functions", function, "versions", version])
        _ = try await perform(operation, deadline: deadline)
    }

    /// One page of a function's aliases (docs: FC API, ListAliases).
    public func listAliases(
        of function: String, prefix: String? = nil, limit: Int? = nil, nextToken: String? = nil,
        deadline: ContinuousClock.Instant? = nil
    ) async throws(FCError) -> Page<FunctionAlias> {
        let operation = Operation(
            "ListAliases", segments: ["functions", function, "aliases"],
            query: [("prefix", prefix), ("limit", limit.map { String($0) }), ("nextToken", nextToken)])
        return Page(try await perform(operation, deadline: deadline), key: "aliases", element: FunctionAlias.init)
    }

    /// What the platform knows about an alias (docs: FC API, GetAlias).
    public func getAlias(
        _ alias: String, of function: String, deadline: ContinuousClock.Instant? = nil
    ) async throws(FCError) -> FunctionAlias {
        let operation = Operation("GetAlias", segments: ["functions", function, "aliases", alias])
        return FunctionAlias(try await perform(operation, deadline: deadline))
    }
}
