/// The Java program between the endpoint and a handler: sources that a JDK compiles once.
///
/// Starting Java with a source file would compile it each time, which takes two seconds.
struct JavaHost {
    /// The sources by their file names.
    private static let sources: [(name: String, bytes: [UInt8])] = [
        ("Binder", PackageResources.Binder_java), ("Channel", PackageResources.Channel_java),
        ("Facts", PackageResources.Facts_java), ("Failure", PackageResources.Failure_java),
        ("HandlerLoader", PackageResources.HandlerLoader_java), ("Host", PackageResources.Host_java),
        ("Json", PackageResources.Json_java), ("Log", PackageResources.Log_java),
        ("Property", PackageResources.Property_java), ("Scalars", PackageResources.Scalars_java),
        ("Unbinder", PackageResources.Unbinder_java),
    ]

    /// Compiles into a folder of its own, which then takes the place of the one that is missing: two instances that
    /// start at once do not see each other's half. A draft that comes second lands inside the first, and is removed.
    /// Options meant for the function's Java are none of the compiler's.
    private static let script = """
        classes=$1 sources=$2 compiler=$3 release=$4
        shift 4
        if [ ! -d "$classes" ]; then
          draft="$classes.$$"
          mkdir -p "$draft"
          ( unset JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVAC_OPTIONS CLASSPATH
            exec "$compiler" $release -J-XX:+UseSerialGC -J-XX:TieredStopAtLevel=1 -J-XX:-UsePerfData -Xlint:-options \
              -proc:none -encoding UTF-8 -d "$draft" "$sources"/*.java </dev/null ) || { rm -rf "$draft"; exit 1; }
          if [ -d "$classes" ]; then rm -rf "$draft"; else mv "$draft" "$classes"; fi
          rm -rf "$classes/${draft##*/}"
        fi
        exec "$@"
        """

    private let folder: String

    /// The program as it is kept under a folder; the name holds the checksum of its sources.
    init(folder: String) {
        var checksum = CRC64()
        for source in Self.sources {
            checksum.add(source.name.utf8)
            checksum.add(source.bytes)
        }
        self.folder = "\(folder)/bootstraps/java-\(String(checksum.value, radix: 16))"
    }

    /// The folder of the compiled program. Its class files are those of Java 8 whatever compiled them.
    var classes: String { folder + "/classes" }

    /// Whether it has been compiled before.
    var isCompiled: Bool { FileSystem.isFolder(classes) }

    /// Writes the sources unless they are there.
    /// - Returns: the words of a command that compiles them and then becomes the command that follows.
    func preparation(with compiler: JavaInstallation.Compiler) throws(FileError) -> [String] {
        let folder = folder + "/sources"
        try FileSystem.makePrivateFolder(folder)
        for source in Self.sources {
            let path = "\(folder)/\(source.name).java"
            if FileSystem.stamp(path)?.size == source.bytes.count { continue }
            try FileSystem.writePrivate(source.bytes, to: path)
        }
        let release = compiler.version > .oldest ? "--release 8" : "-source 8 -target 8"
        return ["/bin/sh", "-c", Self.script, "fcsh", classes, folder, compiler.program, release]
    }
}
