import TestSupport
import Testing

@testable import FCCore

/// What the dotenv packages that Serverless Devs uses make of a file.
@Suite(".env files")
struct DotEnvVectorTests {
    static let cases = DataVectors.list("dotenv/cases.json", "cases")

    @Test("no case is missing")
    func everyCase() {
        #expect(Self.cases.count == 17)
    }

    @Test("variables as they are written", arguments: cases)
    func parsed(vector: Value) throws {
        let file = DotEnvFile(Array(try #require(vector["text"]?.stringValue).utf8))
        let found = Record(file.variables.map { ($0.name, Value.string($0.value)) })
        #expect(Value.object(found) == vector["parsed"])
    }

    @Test("variables as a program sees them", arguments: cases)
    func environment(vector: Value) throws {
        let files = MemoryFiles(["/p/.env": try #require(vector["text"]?.stringValue)])
        var environment = ManifestEnvironment(CredentialCase.environment(vector["env"]))
        #expect(try environment.load("/p/.env", from: files))
        let found = Record(environment.values.sorted { $0.key < $1.key }.map { ($0.key, Value.string($0.value)) })
        #expect(Value.object(found) == vector["environment"])
        #expect(environment.warnings.isEmpty)
    }

    @Test(
        "odd files",
        arguments: [
            ("\u{FEFF}A=1", ["A": "1"]), ("export=1", ["export": "1"]), ("export  A =  x ", ["A": "x"]),
            ("A=\n'x'\n", ["A": "x"]), ("A:\nB=2", ["A": "B=2"]), ("A='x' y", ["A": "'x' y"]),
            ("A='it\\'s' # c", ["A": "it\\'s"]), ("A='x\\'\nB=1", ["A": "x\\", "B": "1"]),
            ("A=\"a\nB=b\" c\n", ["A": "\"a", "B": "b\" c"]), ("=x\n- \nA", [:]), ("", [:]), ("A=`x`y`", ["A": "x`y"]),
        ] as [(String, [String: String])])
    func oddities(row: (String, [String: String])) {
        let file = DotEnvFile(Array(row.0.utf8))
        #expect(Dictionary(uniqueKeysWithValues: file.variables.map { ($0.name, $0.value) }) == row.1)
    }

    @Test(
        "a variable that leads back to itself, or grows without end, stays and is told of",
        arguments: [
            "A=$A", "A=${B}\nB=$A", "A=$B$B$B\nB=$C$C$C$C\nC=$D$D$D$D\nD=$E$E$E$E\nE=$F$F$F$F\nF=$G$G$G$G\nG=x",
        ])
    func endless(text: String) throws {
        var environment = ManifestEnvironment([:])
        try environment.load("/p/.env", from: MemoryFiles(["/p/.env": text]))
        #expect(!environment.warnings.isEmpty)
        #expect(environment.values["A"]?.contains("$") == true)
    }

    @Test("the process is stronger than a file, the first file stronger than the next")
    func order() throws {
        let files = MemoryFiles(["/a/.env": "X=a\nY=a", "/b/.env": "Y=b\nZ=b"])
        var environment = ManifestEnvironment(["X": "process"])
        for folder in ["/a", "/none", "/b"] { try environment.load(folder + "/.env", from: files) }
        #expect(environment.values == ["X": "process", "Y": "a", "Z": "b"])
        #expect(environment.origins == ["Y": "/a/.env", "Z": "/b/.env"])
    }
}
