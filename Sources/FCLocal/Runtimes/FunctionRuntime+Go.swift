/// Go, and whatever else asks the runtime API for its calls (docs: FC, Go runtime).
extension FunctionRuntime {
    /// The runtime's name.
    static let goName = "go1"

    /// Programs that are looked for when the function names none.
    private static let usualNames = ["main", "bootstrap"]

    /// The program that the handler names, as it is; built from the sources when there is none that runs here.
    static func go(_ function: LocalFunction, _ configuration: LocalConfiguration) throws(ServiceRefusal)
        -> FunctionRuntime
    {
        let sources = goSources(in: function.codePath)
        let names = function.handler.isEmpty ? usualNames : [function.handler]
        let found = names.map { function.codePath + "/" + $0 }.first { path in
            FileSystem.stamp(path) != nil && !FileSystem.isFolder(path)
        }
        let name = function.handler.isEmpty ? "main" : function.handler
        guard let found else {
            if !sources.isEmpty { return try built(name, sources, function, configuration) }
            throw ServiceRefusal(
                status: 412, code: "CAFileNotFound",
                message: "The function cannot be started. Error: the file \(function.codePath)/\(name) is not exist; "
                    + "the handler of a Go function is the name of its program")
        }
        let program = ProgramFile(found)
        if let platform = program.platform, !platform.isHere, !sources.isEmpty, configuration.interpreters.go != nil {
            var runtime = try built(name, sources, function, configuration)
            runtime.interpreter.warning =
                "\(name) of function '\(function.name)' is a program for \(platform): its Go sources were built for "
                + "this machine instead"
            return runtime
        }
        let warning = staleness(of: found, name, sources, function)
        return FunctionRuntime(
            interpreter: Interpreter(path: found, version: "", warning: warning), arguments: [], usesRuntimeAPI: true)
    }

    /// The files that `go build` takes, without tests.
    private static func goSources(in folder: String) -> [String] {
        FileSystem.names(in: folder).filter { $0.hasSuffix(".go") && !$0.hasSuffix("_test.go") }
    }

    private static func built(
        _ name: String, _ sources: [String], _ function: LocalFunction, _ configuration: LocalConfiguration
    ) throws(ServiceRefusal) -> FunctionRuntime {
        let program = name.split(separator: "/").last.map(String.init) ?? name
        guard let compiler = configuration.interpreters.go else {
            throw notStarted(
                "function '\(function.name)' has Go sources and no program '\(name)'; build it with "
                    + "'\(GoBuild.hint) -o \(name)' in \(function.codePath), or install Go (https://go.dev/dl), and the "
                    + "local endpoint builds it")
        }
        let folder = configuration.stateFolder + "/programs/" + checksum([function.codePath, name])
        let state = checksum([
            compiler, "\(FileSystem.stamp(compiler)?.modified ?? 0)",
            "\(CodeFingerprint.of(function.codePath).checksum)",
        ])
        var environment = configuration.interpreters.buildEnvironment
        // The program needs no library of this machine then, as the platform advises.
        environment["CGO_ENABLED"] = environment["CGO_ENABLED"] ?? "0"
        if environment["HOME"] == nil, environment["GOCACHE"] == nil {
            environment["GOCACHE"] = configuration.stateFolder + "/go-build"
        }
        let build = GoBuild(
            function: function.name, compiler: compiler,
            packages: isInModule(function.codePath) ? ["."] : sources, folder: function.codePath,
            environment: environment, product: "\(folder)/\(state)/\(program)")
        return FunctionRuntime(
            interpreter: Interpreter(path: build.product, version: ""), arguments: [], usesRuntimeAPI: true,
            build: build)
    }

    /// Without a module `go build` takes files, but no folder.
    private static func isInModule(_ folder: String) -> Bool {
        var parts = folder.split(separator: "/")
        while true {
            if FileSystem.stamp("/" + parts.joined(separator: "/") + "/go.mod") != nil { return true }
            if parts.popLast() == nil { return false }
        }
    }

    /// Says so when the sources have changed since the program was built; of files that were written together, as in an
    /// unpacked package, none counts as newer.
    private static func staleness(
        of path: String, _ name: String, _ sources: [String], _ function: LocalFunction
    ) -> String? {
        guard let built = FileSystem.stamp(path)?.modified else { return nil }
        let newer = sources.first { source in
            (FileSystem.stamp("\(function.codePath)/\(source)")?.modified ?? 0) > built + 2_000_000_000
        }
        return newer.map {
            "\(name) of function '\(function.name)' is older than \($0); build it again, or remove it to have it built"
        }
    }

    private static func checksum(_ words: [String]) -> String {
        var checksum = CRC64()
        for word in words { checksum.add((word + "\0").utf8) }
        return String(checksum.value, radix: 16)
    }
}
