/// The values an invocation and a local run need. Each is read when it is asked for; nil when the key is missing or
/// null. All throw ``ManifestError`` when the value has the wrong type, or a `${…}` in it cannot be resolved.
extension Resource {
    /// The function's name. A number is text; `service$function` in an older file.
    package var functionName: String? {
        get throws(ManifestError) {
            if let name = try setting("functionName").text { return name }
            guard isLegacy else { return nil }
            guard let function = try legacyName("function") else { return nil }
            return try legacyName("service").map { "\($0)$\(function)" } ?? function
        }
    }

    /// The region, e.g. `cn-hangzhou`.
    package var region: String? { get throws(ManifestError) { try setting("region").text } }

    /// How long the function may run, in seconds.
    package var timeout: Int? { get throws(ManifestError) { try setting("timeout").integer } }

    /// The runtime, e.g. `python3.10`, `custom`, `custom-container`.
    package var runtime: String? { get throws(ManifestError) { try setting("runtime").text } }

    /// The entry point, in the runtime's own form.
    package var handler: String? { get throws(ManifestError) { try setting("handler").text } }

    /// What the function is for.
    package var description: String? { get throws(ManifestError) { try setting("description").text } }

    /// The absolute path of the code: a folder, or a package of it. Relative paths start from the file's folder.
    package var code: String? {
        get throws(ManifestError) {
            let setting = try setting("code", legacy: "codeUri")
            guard try setting.isMapping else {
                return try setting.text.map { FilePaths.resolve($0, from: directory) }
            }
            return try setting.member("src").text.map { FilePaths.resolve($0, from: directory) }
        }
    }

    /// Memory in MB.
    package var memorySize: Int? { get throws(ManifestError) { try setting("memorySize").integer } }

    /// Disk in MB.
    package var diskSize: Int? { get throws(ManifestError) { try setting("diskSize").integer } }

    /// Processor cores, a fraction allowed.
    package var cpu: Number? { get throws(ManifestError) { try setting("cpu").number } }

    /// The FC endpoint of this function, with or without a scheme.
    package var endpoint: String? { get throws(ManifestError) { try setting("endpoint").text } }

    /// How many requests one instance takes at a time.
    package var instanceConcurrency: Int? { get throws(ManifestError) { try setting("instanceConcurrency").integer } }

    /// Environment variables in the order of the file; numbers and bools as they are written.
    package var environmentVariables: [EnvironmentVariable] {
        get throws(ManifestError) {
            var variables: [EnvironmentVariable] = []
            for (name, setting) in try setting("environmentVariables").members {
                guard let value = try setting.anyText else { continue }
                variables.append(EnvironmentVariable(name: name, value: value))
            }
            return variables
        }
    }

    /// Names of layers, as they are written.
    package var layers: [String] { get throws(ManifestError) { try setting("layers").texts ?? [] } }

    /// How a custom runtime is started and reached.
    package var customRuntimeConfig: CustomRuntimeConfig? {
        get throws(ManifestError) {
            let setting = try setting("customRuntimeConfig")
            guard setting.node != nil else { return nil }
            return CustomRuntimeConfig(
                command: try setting.member("command").texts ?? [], arguments: try setting.member("args").texts ?? [],
                port: try setting.member("port").integer,
                healthCheck: try healthCheck(setting.member("healthCheckConfig")))
        }
    }

    private func healthCheck(_ setting: ResourceSetting) throws(ManifestError) -> HealthCheckConfig? {
        guard setting.node != nil else { return nil }
        var check = HealthCheckConfig(httpGetURL: try setting.member("httpGetUrl").text)
        check.initialDelay = try setting.member("initialDelaySeconds").integer
        check.period = try setting.member("periodSeconds").integer
        check.timeout = try setting.member("timeoutSeconds").integer
        check.failureThreshold = try setting.member("failureThreshold").integer
        check.successThreshold = try setting.member("successThreshold").integer
        return check
    }

    /// How a container is started and reached.
    package var customContainerConfig: CustomContainerConfig? {
        get throws(ManifestError) {
            let setting = try setting("customContainerConfig")
            guard setting.node != nil else { return nil }
            return CustomContainerConfig(
                image: try setting.member("image").text, command: try setting.member("command").texts ?? [],
                arguments: try setting.member("args").texts ?? [], port: try setting.member("port").integer)
        }
    }

    /// What is called when an instance starts and before it stops.
    package var instanceLifecycleConfig: InstanceLifecycleConfig? {
        get throws(ManifestError) {
            let setting = try setting("instanceLifecycleConfig")
            guard setting.node != nil else { return nil }
            return InstanceLifecycleConfig(
                initializer: try hook(setting.member("initializer")), preStop: try hook(setting.member("preStop")))
        }
    }

    /// How asynchronous calls are treated.
    package var asyncInvokeConfig: AsyncInvokeConfig? {
        get throws(ManifestError) {
            let setting = try setting("asyncInvokeConfig")
            guard setting.node != nil else { return nil }
            let destinations = try setting.member("destinationConfig")
            return AsyncInvokeConfig(
                maxRetryAttempts: try setting.member("maxAsyncRetryAttempts").integer,
                maxEventAge: try setting.member("maxAsyncEventAgeInSeconds").integer,
                isTaskMode: try setting.member("asyncTask").bool,
                onSuccess: try destinations.member("onSuccess").member("destination").text,
                onFailure: try destinations.member("onFailure").member("destination").text)
        }
    }

    /// The triggers.
    package var triggers: [Trigger] {
        get throws(ManifestError) {
            var triggers: [Trigger] = []
            for element in try setting("triggers").elements ?? [] {
                triggers.append(
                    Trigger(
                        name: try element.member("triggerName").text ?? "",
                        type: try element.member("triggerType").text ?? "",
                        qualifier: try element.member("qualifier").text,
                        description: try element.member("description").text,
                        config: try element.member("triggerConfig").value))
            }
            return triggers
        }
    }

    private func hook(_ setting: ResourceSetting) throws(ManifestError) -> LifecycleHook? {
        guard setting.node != nil else { return nil }
        return LifecycleHook(
            handler: try setting.member("handler").text, command: try setting.member("command").texts,
            timeout: try setting.member("timeout").integer)
    }

    /// A key of the props; in an older file also of `props.function`, under the name it had there.
    private func setting(_ key: String, legacy: String? = nil) throws(ManifestError) -> ResourceSetting {
        let top = ResourceSetting(props, path: keyPath + ".props", of: self)
        let own = try top.member(key)
        guard isLegacy, own.node == nil, key != "functionName" else { return own }
        return try top.member("function").member(legacy ?? key)
    }

    private func legacyName(_ part: String) throws(ManifestError) -> String? {
        try ResourceSetting(props, path: keyPath + ".props", of: self).member(part).member("name").text
    }
}
