/// What is wrong with an s.yaml, and where.
package struct ManifestError: Error, Sendable, Hashable {
    /// What kind of trouble it is.
    package enum Kind: String, Sendable {
        /// The folder holds no s.yaml and no s.yml.
        case noManifest
        /// The file that was named does not exist.
        case templateNotFound
        /// The file that was named is no `.yaml` or `.yml` file.
        case templateExtension
        /// The file exists and cannot be read.
        case unreadable
        /// The text is no YAML.
        case yamlInvalid
        /// The value of `edition` is neither `3.0.0` nor the older format.
        case editionUnsupported
        /// A 3.0.0 file says `services` instead of `resources`.
        case servicesRenamed
        /// A part of the file has another shape than it must have.
        case structure
        /// A value has the wrong type.
        case wrongType
        /// A value is known only after something has been deployed.
        case unresolved
        /// The file uses something that is known and not supported.
        case unsupported
        /// There is no resource of that name.
        case resourceNotFound
        /// A `${…}` is no expression, or holds something that is not supported.
        case invalidExpression
        /// A `${…}` names something that is not there.
        case notFound
        /// A `${…}` names a file that is not there.
        case fileNotFound
        /// A `${…}` names a path that is not there.
        case pathNotFound
        /// What a `${…}` takes for JSON is none.
        case jsonInvalid
        /// A value leads back to itself.
        case cycle
        /// The file asks for more than any project needs.
        case tooLarge
    }

    /// The kind of trouble.
    package var kind: Kind
    /// The file, as a path.
    package var file: String?
    /// The place in the file.
    package var position: YAMLPosition?
    /// The key it is about, e.g. `resources.hello.props.timeout`.
    package var keyPath: String?
    /// The sentence for people.
    package var reason: String
    /// What to do about it, when there is something to be said.
    package var hint: String?
    /// The name that was not found, and those that would have been: somebody who knows how may suggest one.
    package var wanted: String?
    package var candidates: [String] = []

    /// An error.
    package init(
        _ kind: Kind, _ reason: String, file: String? = nil, position: YAMLPosition? = nil, keyPath: String? = nil,
        hint: String? = nil
    ) {
        self.kind = kind
        self.reason = reason
        self.file = file
        self.position = position
        self.keyPath = keyPath
        self.hint = hint
    }

    /// The line of the fault, from 1.
    package var line: Int? { position?.line }

    /// The column of the fault in characters, from 1.
    package var column: Int? { position?.column }

    /// `FILE:LINE:COLUMN: reason`, as far as the place is known.
    package var message: String {
        guard let file else { return reason }
        guard let position else { return "\(file): \(reason)" }
        return "\(file):\(position.line):\(position.column): \(reason)"
    }
}
