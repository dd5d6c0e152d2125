import FCCore

/// What a function finds around it: environment variables and the fixed part of its context.
struct FunctionSurroundings: Sendable {
    /// The function.
    var function: LocalFunction
    /// The region it believes to be in.
    var region: String
    /// The account it believes to belong to.
    var accountID: String

    /// The keys a function gets: fixed words that open nothing. The developer's own never reach a function.
    enum DummyKey {
        static let accessKeyID = "FakeAccessKeyIdOfTheLocalEndpoint"
        static let accessKeySecret = "FakeAccessKeySecretOfTheLocalEndpoint"
        static let securityToken = "FakeSecurityTokenOfTheLocalEndpoint"
    }

    /// Everything in the environment of an instance; nothing of the shell's own environment is in it. The home folder
    /// is `/tmp` as in the cloud, so that no library finds the developer's credential files.
    func variables(
        instanceID: String, runtime: FunctionRuntime, port: Int?, runtimeAPI: String? = nil
    ) -> [String: String] {
        let folder = runtime.interpreter.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        var variables = [
            "PATH": (folder.isEmpty ? "" : folder.joined(separator: "/") + ":") + "/usr/local/bin:/usr/bin:/bin",
            "HOME": "/tmp",
            "TMPDIR": "/tmp",
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "LD_LIBRARY_PATH": "\(function.codePath):\(function.codePath)/lib",
            "ALIBABA_CLOUD_ACCESS_KEY_ID": DummyKey.accessKeyID,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": DummyKey.accessKeySecret,
            "ALIBABA_CLOUD_SECURITY_TOKEN": DummyKey.securityToken,
        ]
        if let port { variables["PORT"] = String(port) }
        for (name, value) in function.environment where Self.isAllowed(name) { variables[name] = value }
        var platform = [
            "FC_FUNC_CODE_PATH": function.codePath + "/",
            "FC_ACCOUNT_ID": accountID,
            "FC_REGION": region,
            "FC_FUNCTION_NAME": function.name,
            "FC_FUNCTION_HANDLER": function.handler,
            "FC_FUNCTION_MEMORY_SIZE": String(function.memorySize),
            "FC_INSTANCE_ID": instanceID,
            "FC_QUALIFIER": function.version,
            "FC_FUNCTION_VERSION": function.version,
        ]
        if let port {
            platform["FC_SERVER_PORT"] = String(port)
            platform["FC_CUSTOM_LISTEN_PORT"] = String(port)
        } else if let runtimeAPI {
            platform["FC_RUNTIME_API"] = runtimeAPI
        } else if !runtime.learnsChannelFromArguments {
            platform["FCSH_RT_FD"] = String(RuntimeHelper.channelDescriptor)
        }
        platform.merge(runtime.environment) { _, runtimes in runtimes }
        variables.merge(platform) { _, ours in ours }
        return variables
    }

    /// The headers that the server of a custom runtime gets with every request (docs: FC, custom runtimes).
    func headers(of call: InstanceCall) -> HTTPHeaders {
        let path: String
        switch call.kind {
        case .handler: path = call.http == nil ? "/invoke" : "/http-invoke"
        case .initializer: path = "/initialize"
        case .preStop: path = "/pre-stop"
        }
        return HTTPHeaders([
            ("x-fc-request-id", call.requestID), ("x-fc-control-path", path),
            ("x-fc-access-key-id", DummyKey.accessKeyID), ("x-fc-access-key-secret", DummyKey.accessKeySecret),
            ("x-fc-security-token", DummyKey.securityToken), ("x-fc-function-name", function.name),
            ("x-fc-function-handler", function.handler), ("x-fc-function-memory", String(function.memorySize)),
            ("x-fc-function-timeout", String(function.timeout)), ("x-fc-region", region),
            ("x-fc-account-id", accountID), ("x-fc-qualifier", function.version),
            ("x-fc-version-id", function.version), ("x-fc-service-logproject", function.logProject),
            ("x-fc-service-logstore", function.logStore), ("x-fc-retry-count", String(call.attempt)),
        ])
    }

    /// The part of the context that is the same for every call, as JSON text.
    func context(isModern: Bool) -> String {
        let value: Value = [
            "modern": .bool(isModern),
            "credentials": [
                "accessKeyId": .string(DummyKey.accessKeyID),
                "accessKeySecret": .string(DummyKey.accessKeySecret),
                "securityToken": .string(DummyKey.securityToken),
            ],
            "function": [
                "name": .string(function.name),
                "handler": .string(function.handler),
                "memory": .integer(function.memorySize),
                "timeout": .integer(function.timeout),
            ],
            "region": .string(region),
            "accountId": .string(accountID),
            "logProject": .string(function.logProject),
            "logStore": .string(function.logStore),
            "qualifier": .string(function.version),
            "versionId": .string(function.version),
            "initializer": .string(function.initializer?.handler ?? ""),
            "initializationTimeout": .integer(function.initializer?.timeout ?? 0),
        ]
        return JSONWriter.text(value)
    }

    /// The platform keeps names that begin with `FC_` for itself (docs: FC, environment variables).
    private static func isAllowed(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix("FC_") && !name.hasPrefix("FCSH_") && !name.utf8.contains(0x3D)
    }
}
