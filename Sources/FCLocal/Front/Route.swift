import FCCore

/// The operations the endpoint knows.
enum Route: Hashable {
    case listFunctions
    case getFunction(name: String)
    case invokeFunction(name: String)
    case listAsyncTasks(name: String)
    case getAsyncTask(TaskStore.Key)
    case stopAsyncTask(TaskStore.Key)
    case publishVersion(name: String)
    case listVersions(name: String)
    case deleteVersion(name: String, version: String)
    case createAlias(name: String)
    case listAliases(name: String)
    case getAlias(name: String, alias: String)
    case updateAlias(name: String, alias: String)
    case deleteAlias(name: String, alias: String)
    case listInstances(name: String)
    case listTriggers(name: String)
    case getTrigger(name: String, trigger: String)
    case getAsyncConfig(name: String)
    case putAsyncConfig(name: String)
    case deleteAsyncConfig(name: String)
    case listAsyncConfigs
    case describeRegions
    /// No operation of the cloud's API.
    case listLogRecords

    /// The operation that method and path mean (docs: FC API 2023-03-30, operations).
    init(_ request: FrontRequest) throws(ServiceRefusal) {
        let segments = request.segments
        if request.method == "GET", segments == [Router.version, "regions"] {
            self = .describeRegions
            return
        }
        if request.method == "GET", segments == [Router.version, "log-records"] {
            self = .listLogRecords
            return
        }
        if request.method == "GET", segments == [Router.version, "async-invoke-configs"] {
            self = .listAsyncConfigs
            return
        }
        guard segments.count >= 2, segments[0] == Router.version, segments[1] == "functions",
            let route = Route(method: request.method, segments.dropFirst(2).map { $0 })
        else { throw .pathNotSupported(request.method, request.rawPath) }
        self = route
    }

    /// The operation that a method and the path behind `functions` mean.
    private init?(method: String, _ path: [String]) {
        guard let name = path.first else {
            guard method == "GET" else { return nil }
            self = .listFunctions
            return
        }
        let key = TaskStore.Key(function: name, id: path.count > 2 ? path[2] : "")
        switch (method, path.count, path.count > 1 ? path[1] : "") {
        case ("GET", 1, _): self = .getFunction(name: name)
        case ("POST", 2, "invocations"): self = .invokeFunction(name: name)
        case ("GET", 2, "async-tasks"): self = .listAsyncTasks(name: name)
        case ("GET", 3, "async-tasks"): self = .getAsyncTask(key)
        case ("PUT", 4, "async-tasks") where path[3] == "stop": self = .stopAsyncTask(key)
        case ("POST", 2, "versions"): self = .publishVersion(name: name)
        case ("GET", 2, "versions"): self = .listVersions(name: name)
        case ("DELETE", 3, "versions"): self = .deleteVersion(name: name, version: path[2])
        case ("POST", 2, "aliases"): self = .createAlias(name: name)
        case ("GET", 2, "aliases"): self = .listAliases(name: name)
        case ("GET", 3, "aliases"): self = .getAlias(name: name, alias: path[2])
        case ("PUT", 3, "aliases"): self = .updateAlias(name: name, alias: path[2])
        case ("DELETE", 3, "aliases"): self = .deleteAlias(name: name, alias: path[2])
        case ("GET", 2, "instances"): self = .listInstances(name: name)
        case ("GET", 2, "triggers"): self = .listTriggers(name: name)
        case ("GET", 3, "triggers"): self = .getTrigger(name: name, trigger: path[2])
        case ("GET", 2, "async-invoke-config"): self = .getAsyncConfig(name: name)
        case ("PUT", 2, "async-invoke-config"): self = .putAsyncConfig(name: name)
        case ("DELETE", 2, "async-invoke-config"): self = .deleteAsyncConfig(name: name)
        default: return nil
        }
    }

    /// The operation's name in the API.
    var action: String {
        switch self {
        case .listFunctions: "ListFunctions"
        case .getFunction: "GetFunction"
        case .invokeFunction: "InvokeFunction"
        case .listAsyncTasks: "ListAsyncTasks"
        case .getAsyncTask: "GetAsyncTask"
        case .stopAsyncTask: "StopAsyncTask"
        case .publishVersion: "PublishFunctionVersion"
        case .listVersions: "ListFunctionVersions"
        case .deleteVersion: "DeleteFunctionVersion"
        case .createAlias: "CreateAlias"
        case .listAliases: "ListAliases"
        case .getAlias: "GetAlias"
        case .updateAlias: "UpdateAlias"
        case .deleteAlias: "DeleteAlias"
        case .listInstances: "ListInstances"
        case .listTriggers: "ListTriggers"
        case .getTrigger: "GetTrigger"
        case .getAsyncConfig: "GetAsyncInvokeConfig"
        case .putAsyncConfig: "PutAsyncInvokeConfig"
        case .deleteAsyncConfig: "DeleteAsyncInvokeConfig"
        case .listAsyncConfigs: "ListAsyncInvokeConfigs"
        case .describeRegions: "DescribeRegions"
        case .listLogRecords: "ListLogRecords"
        }
    }
}
