import FCCore
import TestSupport
import Testing

/// Projects that the reference tool was run on, with what was made of them; every key is resolved.
@Suite("s.yaml projects that the reference tool was run on")
struct ManifestVectorTests {
    /// A project by the name of its folder.
    struct Project: Sendable, CustomTestStringConvertible {
        let id: String
        let facts: Value
        let expected: Value

        var testDescription: String { "\(id): \(facts["title"]?.stringValue ?? "")" }
        var status: String { facts["status"]?.stringValue ?? "" }
        var folder: String { DataVectors.path("syaml/\(id)") }
        var isFine: Bool { expected["ok"] == true }

        init?(_ id: String) {
            guard let facts = try? DataVectors.json("syaml/\(id)/case.json"),
                let expected = try? DataVectors.json("syaml/\(id)/expected.json")
            else { return nil }
            self.id = id
            self.facts = facts
            self.expected = expected
        }
    }

    private static let names = [
        "01-minimal", "02-vars-interpolation", "03-vars-objects", "04-env", "05-env-missing", "06-file-json-path",
        "07-file-missing", "08-json-invalid", "09-path-missing", "10-this", "11-resources-props",
        "12-resource-output", "13-config", "14-config-other-access", "15-config-missing", "16-template",
        "17-extend-file", "18-dotenv", "19-yml", "20-yaml-before-yml", "21-template-flag", "22-select-project",
        "23-all-projects", "24-unknown-project", "25-access-flag-number", "26-no-access", "27-null-and-empty",
        "28-yaml12-scalars", "29-yaml-structure", "30-expressions", "31-object-in-text", "32-falsy",
        "33-double-resolution", "34-cycle", "35-hyphen-names", "36-hyphen-names-dotted", "37-legacy-edition",
        "38-services-in-3", "39-edition-number", "40-no-file", "41-template-missing", "42-template-extension",
        "43-syntax-error", "44-duplicate-key", "45-env-overlay", "46-env-unknown", "47-flow", "48-odd-dollar",
        "49-empty-magic", "50-vars-missing", "51-component-magic", "52-bom-crlf", "53-date",
        "54-numeric-function-name", "55-double-braces", "56-access-alias-cli", "57-number-to-text",
        "58-env-as-number", "59-env-int",
    ]
    static let projects = names.compactMap { Project($0) }

    /// Cases where the reference does something by accident, or nobody knows what newer versions do.
    private static let decided = [
        "31-object-in-text": "a map in a text is [object Object], as the reference has it",
        "32-falsy": "0, an empty text and false are values like any other",
        "36-hyphen-names-dotted": "a hyphen behind a point belongs to the name when there is such a name",
        "53-date": "a date is the text it was written as",
        "55-double-braces": "{{ }} is text",
        "59-env-int": "env.int and env.init give whole numbers",
    ]

    /// The one case in which more is resolved than the reference does: variables of the older format.
    private static let legacyProps: Value = [
        "region": "cn-hangzhou", "service": ["name": "svc"], "function": ["name": "fn", "runtime": "nodejs14"],
    ]

    @Test("no case is missing, and those that need a decision have one")
    func everyCase() {
        #expect(Self.projects.count == 59)
        let open = Self.projects.filter { ["quirk", "uncertain"].contains($0.status) }.map(\.id)
        #expect(Set(open) == Set(Self.decided.keys))
    }

    @Test("every value comes out as the reference has it", arguments: projects.filter(\.isFine))
    func values(project: Project) async throws {
        let manifest = try await Self.read(project)
        let expected = project.expected
        #expect(manifest.path == Self.filled(expected["template"] ?? .null, project).stringValue)
        #expect(manifest.name == expected["name"]?.stringValue)
        #expect(manifest.access == expected["access"]?.stringValue)
        #expect(manifest.isLegacy == (expected["edition3"] == false))
        let names = (expected["projectNames"]?.arrayValue ?? []).compactMap(\.stringValue)
        #expect(manifest.resources.map(\.name) == names)
        for warning in expected["warnings"]?.arrayValue ?? [] {
            #expect(manifest.warnings.contains(warning.stringValue ?? ""))
        }

        let strict = try manifest.strict(resource: expected["project"]?.stringValue)
        try Self.compare(strict.vars, Self.filled(expected["vars"] ?? .null, project), project)
        let steps = try #require(expected["steps"]?.arrayValue)
        #expect(strict.steps.map(\.name) == steps.compactMap { $0["name"]?.stringValue })
        for (step, want) in zip(strict.steps, steps) {
            #expect(step.component == want["component"]?.stringValue)
            let props =
                project.id == "37-legacy-edition" ? Self.legacyProps : Self.filled(want["props"] ?? .null, project)
            #expect(step.props == props)
            #expect(step.actions == want["actions"])
            #expect(step.group == want["flowGroup"]?.intValue)
        }
    }

    /// The kinds of errors by the vectors' names.
    private static let kinds: [String: ManifestError.Kind] = [
        "magicNotFound": .notFound, "magicFileNotFound": .fileNotFound, "magicJsonInvalid": .jsonInvalid,
        "magicPathNotFound": .pathNotFound, "magicCycle": .cycle, "magicInvalid": .invalidExpression,
        "projectNotFound": .resourceNotFound, "servicesRenamed": .servicesRenamed,
        "editionUnsupported": .editionUnsupported, "templateExtension": .templateExtension,
        "yamlInvalid": .yamlInvalid,
    ]

    /// Where the errors are, as line and column of the `${` or of the key.
    private static let places = [
        "05-env-missing": YAMLPosition(line: 9, column: 21), "07-file-missing": YAMLPosition(line: 7, column: 55),
        "08-json-invalid": YAMLPosition(line: 7, column: 55), "09-path-missing": YAMLPosition(line: 7, column: 58),
        "15-config-missing": YAMLPosition(line: 7, column: 57), "34-cycle": YAMLPosition(line: 4, column: 28),
        "49-empty-magic": YAMLPosition(line: 5, column: 71), "50-vars-missing": YAMLPosition(line: 6, column: 44),
        "43-syntax-error": YAMLPosition(line: 7, column: 11), "44-duplicate-key": YAMLPosition(line: 6, column: 3),
        "39-edition-number": YAMLPosition(line: 1, column: 10),
    ]

    @Test("what is wrong is said with its place", arguments: projects.filter { !$0.isFine })
    func errors(project: Project) async throws {
        let want = try #require(project.expected["error"])
        let kind = try #require(want["kind"]?.stringValue)
        let error = try await #require(throws: ManifestError.self) {
            let manifest = try await Self.read(project)
            if project.id == "24-unknown-project" { _ = try manifest.requiredResource(named: "gamma") }
            _ = try manifest.strict()
        }
        if kind == "templateNotFound" {
            #expect(error.kind == (project.id == "40-no-file" ? .noManifest : .templateNotFound))
        } else {
            #expect(error.kind == Self.kinds[kind], "\(error.message)")
        }
        for word in want["contains"]?.arrayValue ?? [] {
            #expect(error.message.contains(word.stringValue ?? ""), "\(error.message)")
        }
        if let place = Self.places[project.id] { #expect(error.position == place, "\(error.message)") }
    }

    /// A project as somebody in its working directory, with its home and environment, sees it.
    private static func read(_ project: Project) async throws -> Manifest {
        let words = (project.facts["argv"]?.arrayValue ?? []).compactMap(\.stringValue)
        let directory = FilePaths.resolve(project.facts["cwd"]?.stringValue ?? ".", from: project.folder)
        let home = FilePaths.resolve(project.facts["home"]?.stringValue ?? ".", from: project.folder)
        let process = CredentialCase.environment(project.facts["env"])
        let reader = ManifestReader(
            surroundings: ManifestSurroundings(
                environment: process, workingDirectory: directory, home: home,
                environmentName: value(of: "--env", in: words)))
        let path = try reader.locate(template: value(of: "-t", in: words), directory: directory)
        let manifest = try reader.read(path)
        let access = value(of: "-a", in: words)
        guard manifest.asksForCredentials else { return manifest.seen(access: access, credentials: nil) }
        let chain = CredentialChain(
            CredentialRequest(access: access, manifestAccess: manifest.access),
            in: CredentialSurroundings(environment: manifest.environment.values, home: home, files: DiskFiles()))
        return manifest.seen(access: access, credentials: CredentialFacts(try await chain.credentials()))
    }

    private static func value(of option: String, in words: [String]) -> String? {
        words.firstIndex(of: option).flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
    }

    /// A whole number that JavaScript cannot hold is not compared, nor is minus zero.
    private static func compare(_ value: Value, _ expected: Value, _ project: Project) throws {
        guard project.id == "57-number-to-text" else {
            #expect(value == expected)
            return
        }
        for field in try #require(expected.recordValue).fields { #expect(value[field.key] == field.value) }
    }

    /// An expected value with the folders of this checkout put in.
    private static func filled(_ value: Value, _ project: Project) -> Value {
        switch value {
        case .string(let text):
            let parent = FilePaths.directory(of: project.folder)
            return .string(
                text.replacing("{{CASE_DIR_PARENT}}", with: parent).replacing("{{CASE_DIR}}", with: project.folder))
        case .array(let elements): return .array(elements.map { filled($0, project) })
        case .object(let record):
            return .object(Record(record.fields.map { (key: $0.key, value: filled($0.value, project)) }))
        default: return value
        }
    }
}
