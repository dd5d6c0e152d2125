import TestSupport
import Testing

@testable import FCLocal

/// Which Java and which PHP run a function, on machines made of files.
@Suite struct InterpreterSearchTests {
    /// A folder with the programs of a JDK, or without its compiler those of a JRE.
    private static func java(
        _ folder: TemporaryFolder, _ name: String, release: String?, compiler: Bool = true
    ) throws {
        for program in ["java"] + (compiler ? ["javac"] : []) {
            try writeProgram("#!/bin/sh\n", folder.write("", to: "\(name)/bin/\(program)"))
        }
        if let release { try folder.write("IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"\(release)\"\n", to: "\(name)/release") }
    }

    private static func search(_ folder: TemporaryFolder) -> InterpreterSearch {
        var search = InterpreterSearch(path: [])
        search.javaFolders = [folder.path]
        return search
    }

    static let javas: [(runtime: String, chosen: String?)] = [
        ("java8", "jdk1.8.0_402"), ("java11", "eleven"), ("java17", "java-21-openjdk"), ("java21", "java-21-openjdk"),
        ("java25", "java-21-openjdk"), ("java", nil), ("nodejs20", nil),
    ]

    @Test(arguments: javas)
    func theDeclaredJavaIsTakenOrTheNextNewerOne(runtime: String, chosen: String?) throws {
        let folder = try TemporaryFolder()
        try Self.java(folder, "jdk1.8.0_402", release: nil)
        try Self.java(folder, "eleven", release: "11.0.2")
        try Self.java(folder, "java-21-openjdk", release: nil)
        try Self.java(folder, "java-7-openjdk", release: nil)
        try Self.java(folder, "unknown", release: nil)
        let found = Self.search(folder).java(for: runtime)
        let root = FileSystem.resolved(folder.path) ?? ""
        #expect(found?.program == chosen.map { "\(root)/\($0)/bin/java" })
        #expect(found?.compiler?.program == chosen.map { "\(root)/\($0)/bin/javac" })
    }

    @Test func javaHomeComesFirstAndPathBeforeTheFolders() throws {
        let folder = try TemporaryFolder()
        for name in ["home", "path", "folder/jdk"] { try Self.java(folder, name, release: "17.0.1") }
        let root = FileSystem.resolved(folder.path) ?? ""
        var search = InterpreterSearch(path: [folder.path + "/path/bin"])
        search.javaFolders = [folder.path + "/folder"]
        #expect(search.java(for: "java17")?.program == root + "/path/bin/java")
        search.javaHome = folder.path + "/home"
        #expect(search.java(for: "java17")?.program == root + "/home/bin/java")
        search.path = []
        search.javaHome = nil
        #expect(search.java(for: "java17")?.program == root + "/folder/jdk/bin/java")
    }

    @Test func aRuntimeWithoutACompilerBorrowsOne() throws {
        let folder = try TemporaryFolder()
        try Self.java(folder, "jre8", release: "1.8.0_402", compiler: false)
        #expect(Self.search(folder).java(for: "java8")?.compiler == nil)
        try Self.java(folder, "jdk17", release: "17.0.1")
        let found = try #require(Self.search(folder).java(for: "java8"))
        #expect(found.version == JavaVersion(major: 8))
        #expect(found.compiler?.version == JavaVersion(major: 17))
    }

    @Test func theRuntimePartOfAJDK8KnowsItsJDK() throws {
        let folder = try TemporaryFolder()
        try Self.java(folder, "jdk8/jre", release: nil, compiler: false)
        try Self.java(folder, "jdk8", release: "1.8.0_402")
        let search = InterpreterSearch(path: [folder.path + "/jdk8/jre/bin"])
        let found = try #require(search.java(for: "java8"))
        #expect(found.version == .oldest)
        #expect(found.compiler?.program.hasSuffix("/jdk8/bin/javac") == true)
    }

    @Test func aNamedJavaIsTakenAsItIs() throws {
        let folder = try TemporaryFolder()
        try Self.java(folder, "mine", release: "19")
        let search = InterpreterSearch(path: [], overrides: ["java11": folder.path + "/mine/bin/java"])
        #expect(search.java(for: "java11")?.version == JavaVersion(major: 19))
        #expect(search.java(for: "java17") == nil)
    }

    static let versions: [(text: String, major: Int?)] = [
        ("17.0.15", 17), ("1.8.0_402", 8), ("25", 25), ("21-ea", 21), ("\"11.0.2\"", 11), ("none", nil),
    ]

    @Test(arguments: versions)
    func javaVersionsAreReadInBothManners(text: String, major: Int?) {
        #expect(JavaVersion(text: text)?.major == major)
    }

    @Test func theEnvironmentNamesJavas() {
        let search = InterpreterSearch(environment: ["HOME": "/h", "PATH": "/a", "JAVA_HOME": "/j"])
        #expect(search.javaHome == "/j")
        #expect(search.javaFolders.contains("/h/.sdkman/candidates/java"))
        #expect(search.javaFolders.contains("/h/.asdf/installs/java"))
        #expect(search.javaFolders.contains("/usr/lib/jvm"))
    }

    static let phps: [(names: [String], chosen: String?)] = [
        (["php7.2", "php8.2", "php"], "php7.2"), (["php8.2", "php"], "php"), (["php8.2", "php7.4"], "php7.4"),
        (["php7.1", "php5.6", "php-config", "phpize8.2"], nil), ([], nil),
    ]

    @Test(arguments: phps)
    func theDeclaredPHPIsTakenOrThePlainOneOrTheNearest(names: [String], chosen: String?) throws {
        let folder = try TemporaryFolder()
        for name in names { try writeProgram("#!/bin/sh\n", folder.write("", to: "bin/" + name)) }
        let search = InterpreterSearch(path: [folder.path + "/bin"])
        #expect(search.php(for: "php7.2")?.path == chosen.map { "\(folder.path)/bin/\($0)" })
        #expect(search.php(for: "python3") == nil)
    }

    @Test func wholeVersionsAreComparedByParts() {
        #expect(DeclaredVersion(language: "PHP", text: "7.2").matches("7.2.34"))
        #expect(!DeclaredVersion(language: "PHP", text: "7.2").matches("7.20"))
        #expect(!DeclaredVersion(language: "Java", text: "1").matches("17"))
        #expect(DeclaredVersion(language: "Node.js", text: "20").matches("20.11.1"))
    }
}
