/// Java: handlers of classes that implement the interfaces of fc-java-core (docs: FC, Java runtimes).
extension FunctionRuntime {
    /// Flags that start it fast, keep its files out of the code folder and its log free of questions of encoding.
    private static let javaFlags = [
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:-UsePerfData",
        "-XX:ErrorFile=/dev/stderr", "-Dfile.encoding=UTF-8", "-Djava.awt.headless=true",
    ]

    /// What lets the bootstrap open its channel, which Java has been strict about since 9.
    private static let channelFlag = "--add-opens=java.base/java.io=ALL-UNNAMED"

    /// The heap may take four fifths of the memory, and leaves 64 MB at least to classes, threads and the program itself.
    private static func heap(_ memorySize: Int) -> Int {
        max(16, min(memorySize * 4 / 5, memorySize - 64))
    }

    /// The Java that runs a function, behind the compiler when the bootstrap has never been compiled.
    static func java(
        _ version: JavaVersion, _ function: LocalFunction, _ configuration: LocalConfiguration
    ) throws(ServiceRefusal) -> FunctionRuntime {
        guard let found = configuration.interpreters.java(for: function.runtime) else {
            throw notStarted(
                "function '\(function.name)' needs Java \(version), and no Java \(JavaVersion.oldest) or later was "
                    + "found in JAVA_HOME, on PATH or in /usr/lib/jvm; install a JDK, \(version) if there is one "
                    + "(apt-get install default-jdk-headless on Debian and Ubuntu)")
        }
        let host = JavaHost(folder: configuration.cacheFolder ?? configuration.stateFolder)
        var preparation: [String] = []
        if !host.isCompiled {
            guard let compiler = found.compiler else {
                throw notStarted(
                    "function '\(function.name)' needs the compiler of a JDK once, and \(found.program) comes without "
                        + "javac; install a JDK (apt-get install default-jdk-headless on Debian and Ubuntu)")
            }
            do throws(FileError) {
                preparation = try host.preparation(with: compiler)
            } catch {
                throw notStarted("the bootstrap cannot be written to \(error.path): \(error.reason)")
            }
        }
        return FunctionRuntime(
            interpreter: Interpreter(path: found.program, version: found.version.description),
            arguments: ["-Xmx\(heap(function.memorySize))m"] + javaFlags
                + (found.version > .oldest ? [channelFlag] : []) + [
                    "-cp", host.classes, "fcsh.host.Host", String(RuntimeHelper.channelDescriptor), version.description,
                ],
            declaredVersion: DeclaredVersion(language: "Java", text: version.description), preparation: preparation,
            learnsChannelFromArguments: true)
    }
}
