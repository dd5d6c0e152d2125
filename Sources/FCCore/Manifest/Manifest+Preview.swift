/// A project as it will be used: every value with the way it came about, mistakes among them.
package struct ManifestPreview {
    /// One value.
    package struct Row: Sendable {
        /// Its key path, e.g. `resources.hello.props.region`.
        package var path: String
        /// What it is; nil when it has none, which ``error`` explains.
        package var value: Value?
        /// How it came to stand there.
        package var layer: YAMLSource.Layer
        /// The file it was written in.
        package var file: String
        /// Where it was written.
        package var position: YAMLPosition
        /// What its `${…}` were made of, in order; empty for a literal.
        package var origins: [ValueOrigin] = []
        /// Whether it is known only after a deployment, and stands there as it was written.
        package var isLater = false
        /// Why there is no value.
        package var error: ManifestError?
    }

    /// Every value, in the order of the file.
    package private(set) var rows: [Row] = []
    /// The first mistake.
    package var error: ManifestError? { rows.lazy.compactMap(\.error).first }

    private let resolver: VariableResolver

    fileprivate init(_ manifest: Manifest, resource name: String?) {
        resolver = VariableResolver(manifest.scope)
        let scope = manifest.scope
        for key in ["vars", "actions"] where name == nil {
            if let node = scope.rest[key] { add(node, path: key, resource: nil) }
        }
        for resource in manifest.resources where name == nil || name == resource.name {
            let parts = [
                ("component", resource.entry.component), ("access", resource.entry.access),
                ("vars", resource.entry.vars), ("props", resource.entry.props), ("actions", resource.entry.actions),
            ]
            for (key, node) in parts {
                if let node { add(node, path: "\(resource.keyPath).\(key)", resource: resource.entry) }
            }
        }
    }

    private mutating func add(_ node: YAMLNode, path: String, resource: ResourceEntry?) {
        switch node.content {
        case .mapping(let fields) where !fields.isEmpty:
            for field in fields where !field.value.isNull {
                add(field.value, path: VariableResolver.path(path, field.key), resource: resource)
            }
        case .sequence(let elements) where !elements.isEmpty:
            for (index, element) in elements.enumerated() {
                add(element, path: "\(path)[\(index)]", resource: resource)
            }
        default: rows.append(row(node, path: path, resource: resource))
        }
    }

    private func row(_ node: YAMLNode, path: String, resource: ResourceEntry?) -> Row {
        var row = Row(
            path: path, value: nil, layer: node.source?.layer ?? .own,
            file: node.source?.path ?? resolver.scope.path, position: node.position)
        resolver.origins = []
        do throws(ManifestError) {
            let value = try resolver.resolve(node, path: path, resource: resource)
            row.value = value
            row.isLater = value.stringValue.map { VariableText.hasExpression($0) } ?? false
            var seen: Set<ValueOrigin> = []
            row.origins = resolver.origins.filter { seen.insert($0).inserted }
        } catch {
            row.error = error
        }
        return row
    }
}

extension Manifest {
    /// Every value of the project, or of one resource. Nothing is thrown: mistakes stand where their values would.
    package func preview(resource: String? = nil) -> ManifestPreview {
        ManifestPreview(self, resource: resource)
    }
}
