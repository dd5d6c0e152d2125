package import FCCore

extension LocalFunction {
    /// The functions of an s.yaml. One that cannot be read is listed with its problem and does not stop the others.
    package static func functions(of manifest: Manifest) -> [LocalFunction] {
        manifest.functions.map { LocalFunction($0) }
    }

    /// The function a resource of an s.yaml describes.
    package init(_ resource: Resource) {
        self.init(name: resource.name, runtime: "", handler: "", codePath: resource.directory)
        do throws(ManifestError) {
            name = try resource.functionName ?? resource.name
            runtime = try resource.runtime ?? ""
            handler = try resource.handler ?? ""
            codePath = try resource.code ?? resource.directory
            timeout = try resource.timeout ?? 3
            memorySize = try resource.memorySize ?? 512
            summary = try resource.description
            for variable in try resource.environmentVariables { environment[variable.name] = variable.value }
            let hooks = try resource.instanceLifecycleConfig
            initializer = Self.hook(hooks?.initializer)
            preStop = Self.hook(hooks?.preStop)
            if let given = try resource.customRuntimeConfig {
                server.command = given.command + given.arguments
                server.port = given.port ?? server.port
                server.healthCheck = given.healthCheck.flatMap { HealthCheck($0) }
            }
            concurrency = try resource.instanceConcurrency ?? 1
            triggers = try resource.triggers.map { LocalTrigger($0) }
            asyncSettings = try Self.asyncSettings(of: resource)
            if runtime.isEmpty { problem = "resources.\(resource.name).props.runtime is missing" }
        } catch {
            problem = error.message
        }
        // A region may well be left to the command line, and nothing local depends on it.
        region = try? resource.region
    }

    /// Values beyond the platform's own limits count as the nearest one (docs: FC API, AsyncConfig).
    private static func asyncSettings(of resource: Resource) throws(ManifestError) -> AsyncSettings {
        var settings = AsyncSettings()
        guard let given = try resource.asyncInvokeConfig else { return settings }
        if let attempts = given.maxRetryAttempts { settings.retryAttempts = min(max(attempts, 0), 8) }
        if let age = given.maxEventAge { settings.eventAge = min(max(age, 1), 2_592_000) }
        settings.isTaskMode = given.isTaskMode ?? true
        settings.isConfigured = true
        settings.onSuccess = given.onSuccess
        settings.onFailure = given.onFailure
        return settings
    }

    private static func hook(_ hook: LifecycleHook?) -> Hook? {
        guard let handler = hook?.handler, !handler.isEmpty else { return nil }
        return Hook(handler: handler, timeout: hook?.timeout ?? 3)
    }
}
