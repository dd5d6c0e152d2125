/// A variable of a function's environment.
package struct EnvironmentVariable: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// Its value.
    package var value: String

    /// A variable.
    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// How a custom runtime is started and reached.
package struct CustomRuntimeConfig: Sendable, Hashable {
    /// The program and its first words; empty for `bootstrap` in the code folder.
    package var command: [String]
    /// More words for it.
    package var arguments: [String]
    /// The port it listens on; nil for the platform's 9000.
    package var port: Int?
    /// How it is found out whether it can take requests; nil for a look at the port.
    package var healthCheck: HealthCheckConfig?

    /// A configuration.
    package init(
        command: [String] = [], arguments: [String] = [], port: Int? = nil, healthCheck: HealthCheckConfig? = nil
    ) {
        self.command = command
        self.arguments = arguments
        self.port = port
        self.healthCheck = healthCheck
    }
}

/// How a server is asked whether it can take requests; nil leaves a number to the platform.
package struct HealthCheckConfig: Sendable, Hashable {
    /// What is asked for with GET.
    package var httpGetURL: String?
    /// How long it is left alone after its start, in seconds.
    package var initialDelay: Int?
    /// From one question to the next, in seconds.
    package var period: Int?
    /// How long an answer may take, in seconds.
    package var timeout: Int?
    /// After how many bad answers it has failed.
    package var failureThreshold: Int?
    /// After how many good answers it is ready.
    package var successThreshold: Int?

    /// A configuration.
    package init(httpGetURL: String? = nil) {
        self.httpGetURL = httpGetURL
    }
}

/// How a container is started and reached.
package struct CustomContainerConfig: Sendable, Hashable {
    /// The image with its tag.
    package var image: String?
    /// What replaces the image's entry point.
    package var command: [String]
    /// What replaces the image's arguments.
    package var arguments: [String]
    /// The port it listens on; nil for the platform's 9000.
    package var port: Int?

    /// A configuration.
    package init(image: String?, command: [String] = [], arguments: [String] = [], port: Int? = nil) {
        self.image = image
        self.command = command
        self.arguments = arguments
        self.port = port
    }
}

/// What is called when an instance starts and before it stops.
package struct InstanceLifecycleConfig: Sendable, Hashable {
    /// Called before the first request.
    package var initializer: LifecycleHook?
    /// Called before the instance goes away.
    package var preStop: LifecycleHook?

    /// A configuration.
    package init(initializer: LifecycleHook? = nil, preStop: LifecycleHook? = nil) {
        self.initializer = initializer
        self.preStop = preStop
    }
}

/// A function's code outside its requests: a handler, or a command.
package struct LifecycleHook: Sendable, Hashable {
    /// The handler, in the runtime's own form.
    package var handler: String?
    /// The program and its words.
    package var command: [String]?
    /// How long it may take, in seconds.
    package var timeout: Int?

    /// A hook.
    package init(handler: String? = nil, command: [String]? = nil, timeout: Int? = nil) {
        self.handler = handler
        self.command = command
        self.timeout = timeout
    }
}

/// How asynchronous calls of a function are treated.
package struct AsyncInvokeConfig: Sendable, Hashable {
    /// How often a failed call is tried again; nil for the platform's 3.
    package var maxRetryAttempts: Int?
    /// How long an event may wait, in seconds; nil for the platform's own limit.
    package var maxEventAge: Int?
    /// Whether calls can be followed as tasks; nil when the file does not say.
    package var isTaskMode: Bool?
    /// Who hears of a success, as a full name of the cloud.
    package var onSuccess: String?
    /// Who hears of a failure.
    package var onFailure: String?

    /// A configuration.
    package init(
        maxRetryAttempts: Int? = nil, maxEventAge: Int? = nil, isTaskMode: Bool? = nil, onSuccess: String? = nil,
        onFailure: String? = nil
    ) {
        self.onSuccess = onSuccess
        self.onFailure = onFailure
        self.maxRetryAttempts = maxRetryAttempts
        self.maxEventAge = maxEventAge
        self.isTaskMode = isTaskMode
    }
}

/// A trigger of a function.
package struct Trigger: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// Its type, e.g. `http`, `oss`, `timer`.
    package var type: String
    /// The version or alias that it calls; nil for `LATEST`.
    package var qualifier: String?
    /// A sentence about it.
    package var description: String?
    /// Its settings, which differ from type to type; null when there are none.
    package var config: Value

    /// A trigger.
    package init(
        name: String, type: String, qualifier: String? = nil, description: String? = nil, config: Value = .null
    ) {
        self.name = name
        self.type = type
        self.qualifier = qualifier
        self.description = description
        self.config = config
    }
}
