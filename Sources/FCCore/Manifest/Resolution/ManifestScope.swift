/// Everything that `${…}` can see in a project, as it was written.
struct ManifestScope: Sendable {
    /// The keys of the file but its resources; with `extend`, those of both files.
    var rest: YAMLNode
    /// The resources that count.
    var resources: [ResourceEntry] = []
    /// The resources as one of several files has them, by the file's path: its own `${…}` sees no others.
    var resourcesByFile: [String: [ResourceEntry]] = [:]
    var environment: ManifestEnvironment
    var files: any FileReader
    /// The alias in force, as it was written.
    var access: String?
    /// The identity in force; nil while nobody asked for it.
    var credentials: CredentialFacts?
    /// The path of the file.
    var path: String
    /// The texts the project was read from.
    var sources: [YAMLSource] = []
    /// Whether the file is in the older format.
    var isLegacy = false

    /// What stands before a resource's name in messages.
    var resourcesKey: String { isLegacy ? "services" : "resources" }

    /// The resources an expression in a file sees.
    func resources(seenFrom source: YAMLSource?) -> [ResourceEntry] {
        source.flatMap { resourcesByFile[$0.path] } ?? resources
    }
}

/// One entry under `resources` as it was written, with its template and overlay laid together.
struct ResourceEntry: Sendable, Hashable {
    var name: String
    var component: YAMLNode?
    var access: YAMLNode?
    var props: YAMLNode
    var vars: YAMLNode?
    var actions: YAMLNode?
    var position: YAMLPosition
}

/// Where a value's parts came from, for a preview.
package enum ValueOrigin: Sendable, Hashable {
    /// Another value of the project, e.g. `vars.region`.
    case reference(String)
    /// A variable of the environment, and the `.env` file that has it.
    case environment(String, file: String?)
    /// The default that was given for a variable of the environment, which has no value.
    case fallback(String)
    /// A file's content.
    case file(String)
    /// A key of the credentials.
    case credentials(String)
}
