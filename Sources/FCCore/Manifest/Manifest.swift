/// An s.yaml: which functions a project has and what is set for them.
///
/// Values are resolved when they are asked for, so a `${…}` or a mistake in a key that nobody needs does no harm.
package struct Manifest: Sendable {
    /// The file's absolute path.
    package let path: String
    /// The value of `edition` as text; `1.0.0` when the key is missing.
    package let edition: String
    /// The resources in the order of the file.
    package private(set) var resources: [Resource] = []
    /// What a reader should be told, such as that the file is in the older format.
    package let warnings: [String]
    /// The environment of env.yaml that is laid over the resources; nil without one.
    package let environmentName: String?
    /// Reads the same file in the same way once more.
    private let reader: ManifestReader
    private(set) var scope: ManifestScope

    init(
        scope: ManifestScope, edition: String, environmentName: String?, warnings: [String], reader: ManifestReader
    ) {
        path = scope.path
        self.scope = scope
        self.edition = edition
        self.environmentName = environmentName
        self.warnings = warnings + scope.environment.warnings
        self.reader = reader
        resources = scope.resources.map { Resource($0, scope) }
    }

    /// The folder the file lies in: paths in the file start from here.
    package var directory: String { FilePaths.directory(of: path) }

    /// The project's name.
    package var name: String? {
        guard let node = scope.rest["name"], !node.isNull else { return nil }
        let value = try? VariableResolver(scope).resolve(node, path: "name", resource: nil)
        return value.map { JavaScriptConversion.text($0) } ?? node.scalar?.text
    }

    /// The alias in force, as it was written: `${aliyun-cli}` is a marker.
    package var access: String? { scope.access }

    /// The environment variables the project sees, `.env` files included.
    package var environment: ManifestEnvironment { scope.environment }

    /// The actions of the whole file.
    package var actions: ManifestActions {
        ManifestActions(scope.rest["actions"], path: "actions", resource: nil, scope: scope)
    }

    /// Whether the file is in the older format with `services`.
    package var isLegacy: Bool { scope.isLegacy }

    /// The resources that are functions.
    package var functions: [Resource] { resources.filter(\.isFunction) }

    /// Whether a value may depend on the identity: without `config(…)` nobody has to find one.
    package var asksForCredentials: Bool {
        scope.sources.contains { $0.mentions("config") }
    }

    /// The same project as somebody with this identity sees it.
    /// - Parameters:
    ///   - access: the alias that is stronger than the file's; nil for none.
    ///   - credentials: what `config(…)` gives.
    package func seen(access: String?, credentials: CredentialFacts?) -> Manifest {
        var seen = self
        seen.scope.access = access ?? scope.access
        seen.scope.credentials = credentials
        seen.resources = scope.resources.map { Resource($0, seen.scope) }
        return seen
    }

    /// Reads the file once more.
    /// - Throws: ``ManifestError`` as the first time.
    package func reread() throws(ManifestError) -> Manifest {
        let access = scope.access
        let credentials = scope.credentials
        return try reader.read(path).seen(access: access, credentials: credentials)
    }

    /// The resource of a name, nil when there is none.
    package func resource(named name: String) -> Resource? {
        resources.first { $0.name == name }
    }

    /// The resource that somebody named.
    /// - Throws: ``ManifestError`` of kind `resourceNotFound` that lists the resources there are.
    package func requiredResource(named name: String) throws(ManifestError) -> Resource {
        if let resource = resource(named: name) { return resource }
        let known = resources.map(\.name).joined(separator: ", ")
        throw ManifestError(
            .resourceNotFound, "there is no resource '\(name)' in \(FilePaths.name(of: path))", file: path,
            hint: resources.isEmpty ? "the file has no resources" : "there are: \(known)")
    }
}
