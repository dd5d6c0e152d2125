import FCCore
import Testing

/// Files that real tools read, with what was made of them.
@Suite("s.yaml files that the reference tool was run on")
struct ManifestVectorTests {
    /// Cases that can be read without resolving `${…}`; the others wait for variables.
    static let readable = [
        "01-minimal", "19-yml", "20-yaml-before-yml", "23-all-projects", "27-null-and-empty", "28-yaml12-scalars",
        "29-yaml-structure", "52-bom-crlf", "53-date", "54-numeric-function-name",
    ]

    @Test("what is in the file comes out with its types", arguments: readable)
    func props(id: String) throws {
        let folder = DataVectors.path("syaml/\(id)")
        let expected = try DataVectors.json("syaml/\(id)/expected.json")
        let reader = ManifestReader()
        let path = try reader.locate(template: nil, directory: folder)
        let manifest = try reader.read(path)
        let template = try #require(expected["template"]?.stringValue)
        #expect(FilePaths.name(of: path) == FilePaths.name(of: template))
        #expect(manifest.directory == folder)
        #expect(manifest.name == expected["name"]?.stringValue)
        #expect(manifest.access == expected["access"]?.stringValue)
        #expect(manifest.edition == "3.0.0")
        let names = (expected["projectNames"]?.arrayValue ?? []).compactMap(\.stringValue)
        #expect(manifest.resources.map(\.name) == names)
        for step in expected["steps"]?.arrayValue ?? [] {
            let resource = try #require(manifest.resource(named: step["name"]?.stringValue ?? ""))
            #expect(resource.component == step["component"]?.stringValue)
            #expect(withoutNulls(resource.props.value()) == step["props"])
        }
    }

    @Test(
        "what is wrong with a file is said",
        arguments: [
            ("38-services-in-3", ManifestError.Kind.servicesRenamed), ("39-edition-number", .editionUnsupported),
            ("40-no-file", .noManifest), ("41-template-missing", .templateNotFound),
            ("42-template-extension", .templateExtension), ("43-syntax-error", .yamlInvalid),
            ("44-duplicate-key", .yamlInvalid),
        ])
    func errors(row: (String, ManifestError.Kind)) throws {
        let folder = DataVectors.path("syaml/\(row.0)")
        let expected = try DataVectors.json("syaml/\(row.0)/expected.json")
        let words = (try DataVectors.json("syaml/\(row.0)/case.json"))["argv"]?.arrayValue ?? []
        let reader = ManifestReader()
        let error = try #require(throws: ManifestError.self) {
            _ = try reader.read(try reader.locate(template: words[at: 2]?.stringValue, directory: folder))
        }
        #expect(error.kind == row.1)
        for key in ["contains", "upstream_contains"] {
            for phrase in expected["error"]?[key]?.arrayValue ?? [] {
                let phrase = try #require(phrase.stringValue)
                #expect(error.message.contains(phrase), "\(error.message)")
            }
        }
    }

    @Test("a named file is looked for from the working directory, its paths start from its own folder")
    func template() throws {
        let folder = DataVectors.path("syaml/21-template-flag")
        let path = try ManifestReader().locate(template: "../deploy/s-prod.yaml", directory: folder + "/work")
        #expect(path == folder + "/deploy/s-prod.yaml")
        #expect(try ManifestReader().read(path).directory == folder + "/deploy")
    }

    @Test("a resource that does not exist is named beside those that do")
    func unknownResource() throws {
        let manifest = try ManifestReader().read(DataVectors.path("syaml/24-unknown-project/s.yaml"))
        let error = try #require(throws: ManifestError.self) { _ = try manifest.requiredResource(named: "gamma") }
        #expect(error.kind == .resourceNotFound)
        #expect(error.message.contains("gamma"))
        #expect(error.hint == "there are: alpha")
        #expect(try manifest.requiredResource(named: "alpha").functionName == "fa")
    }

    @Test("dollar signs that are no variables are text")
    func dollars() throws {
        let manifest = try ManifestReader().read(DataVectors.path("syaml/48-odd-dollar/s.yaml"))
        let hello = try #require(manifest.resource(named: "hello"))
        #expect(try hello.functionName == "svc$fn")
    }

    @Test("a file of the older format is read with a warning")
    func legacy() throws {
        let manifest = try ManifestReader().read(DataVectors.path("syaml/37-legacy-edition/s.yaml"))
        #expect(manifest.isLegacy)
        #expect(manifest.warnings.count == 1)
        let function = try #require(manifest.functions.first)
        #expect(function.name == "helloworld")
        #expect(try function.functionName == "svc$fn")
        #expect(try function.runtime == "nodejs14")
        #expect(throws: ManifestError.self) { _ = try function.region }
    }

    /// Keys whose value is null are as good as absent.
    private func withoutNulls(_ value: Value) -> Value {
        switch value {
        case .array(let elements): return .array(elements.map(withoutNulls))
        case .object(let record):
            return .object(
                Record(record.fields.filter { $0.value != .null }.map { (key: $0.key, value: withoutNulls($0.value)) }))
        default: return value
        }
    }
}

extension [Value] {
    fileprivate subscript(at index: Int) -> Value? { indices.contains(index) ? self[index] : nil }
}
