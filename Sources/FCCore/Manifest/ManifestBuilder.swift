/// Makes a manifest of YAML trees: the shape of the files is checked, the values of resources are not.
struct ManifestBuilder {
    /// The file's path.
    let path: String
    let root: YAMLNode
    /// The tree of the file that `extend` names.
    let base: YAMLNode?
    let environment: ManifestEnvironment
    let files: any FileReader
    /// The environment of env.yaml that is laid over the resources.
    let overlay: EnvironmentOverlay?

    /// What the trees come to.
    struct Outcome {
        var scope: ManifestScope
        var edition: String
        var warnings: [String]
    }

    /// Lays everything together.
    func outcome() throws(ManifestError) -> Outcome {
        let rest = base.map { $0.merged(with: root) } ?? root
        let edition = try edition(rest)
        let isLegacy = edition != "3.0.0"
        let key = isLegacy ? "services" : "resources"
        var scope = ManifestScope(
            rest: rest.without([key]), environment: environment, files: files,
            access: try plainText(rest["access"], key: "access"), path: path)
        scope.isLegacy = isLegacy
        scope.access = overlay?.access ?? scope.access
        scope.sources = [root.source, base?.source, overlay?.node.source].compactMap { $0 }
        let entries = try entries(of: root, key, scope)
        if let base {
            try layOver(base, try self.entries(of: base, key, scope), entries, &scope)
        } else {
            scope.resources = entries
        }
        if let overlay {
            scope.resources = scope.resources.map { overlay.applied(to: $0, scope) }
        }
        return Outcome(scope: scope, edition: edition, warnings: isLegacy ? [legacyWarning(edition)] : [])
    }

    /// The resources of both files: what both have is merged, values and all. Each file's own `${…}` see its own.
    private func layOver(
        _ base: YAMLNode, _ below: [ResourceEntry], _ above: [ResourceEntry], _ scope: inout ManifestScope
    ) throws(ManifestError) {
        if let path = base.source?.path { scope.resourcesByFile[path] = below }
        scope.resourcesByFile[path] = above
        let seen = scope
        var merged = below.map { entry in
            above.first { $0.name == entry.name }.map { entry.merged(with: $0, in: seen) } ?? entry
        }
        merged += above.filter { entry in !below.contains { $0.name == entry.name } }
        scope.resources = merged
    }

    /// The edition as text. Only the text 3.0.0 selects the present format; with `services` everything else is the
    /// older one, without them it is a mistake that is worth naming.
    private func edition(_ rest: YAMLNode) throws(ManifestError) -> String {
        let node = rest["edition"]
        let isPresent = node.map { !$0.isNull } ?? false
        let edition = isPresent ? node?.scalar?.text ?? "" : "1.0.0"
        if edition == "3.0.0" {
            if let services = rest["services"] {
                throw fault(
                    .servicesRenamed, "Keyword 'services' has been replaced by 'resources' in 3.0.0 YAML.", services,
                    key: "services", hint: "write 'resources:' instead of 'services:'")
            }
            return edition
        }
        if rest["services"] != nil { return edition }
        guard isPresent else {
            throw fault(
                .editionUnsupported, "the key 'edition' is missing", rest, key: "edition",
                hint: "write 'edition: 3.0.0' at the top of the file")
        }
        let isNumber = node?.value().numberValue != nil
        let reason =
            isNumber
            ? "edition \(edition) is a number in YAML and not the format 3.0.0"
            : "edition '\(edition)' is not supported; this file needs 3.0.0"
        throw fault(.editionUnsupported, reason, node ?? rest, key: "edition", hint: "write 'edition: 3.0.0'")
    }

    private func entries(
        of file: YAMLNode, _ key: String, _ scope: ManifestScope
    ) throws(ManifestError) -> [ResourceEntry] {
        guard let node = file[key], !node.isNull else { return [] }
        guard let fields = node.fields else {
            throw fault(.structure, "'\(key)' is a mapping of names to resources", node, key: key)
        }
        var entries: [ResourceEntry] = []
        for field in fields { entries.append(try entry(field, key, scope)) }
        return entries
    }

    private func entry(
        _ field: YAMLField, _ root: String, _ scope: ManifestScope
    ) throws(ManifestError) -> ResourceEntry {
        let key = "\(root).\(field.key)"
        guard field.value.fields != nil else {
            throw fault(.structure, "a resource is a mapping with 'component' and 'props'", field.value, key: key)
        }
        _ = try plainText(field.value["component"], key: key + ".component")
        _ = try plainText(field.value["access"], key: key + ".access")
        return ResourceEntry(
            name: field.key, component: field.value["component"], access: field.value["access"],
            props: try props(field, key: key, scope), vars: field.value["vars"], actions: field.value["actions"],
            position: field.position)
    }

    /// What is set for a resource: the template it extends, less what it ignores, under its own props.
    private func props(
        _ field: YAMLField, key: String, _ scope: ManifestScope
    ) throws(ManifestError) -> YAMLNode {
        let empty = YAMLNode(.mapping([]), at: field.value.position, source: field.value.source)
        let own = field.value["props"] ?? empty
        let written = own.isNull ? empty : own
        // Props that are one `${…}` stand for the mapping it gives.
        let props = written.fields == nil ? scope.mapping(written, path: key + ".props") ?? written : written
        guard props.fields != nil else {
            throw fault(.structure, "'props' is a mapping", props, key: key + ".props")
        }
        guard let extend = field.value["extend"], let node = extend["name"], !node.isNull else { return props }
        let resolver = VariableResolver(scope)
        let name = JavaScriptConversion.text(
            try resolver.resolve(node, path: key + ".extend.name", resource: nil))
        guard let written = scope.rest["template"]?[name] else { return props }
        guard let template = scope.mapping(written, path: "template." + name) else { return props }
        var ignored: Set<String> = []
        if let list = extend["ignore"] {
            let value = try resolver.resolve(list, path: key + ".extend.ignore", resource: nil)
            ignored = Set((value.arrayValue ?? []).map { JavaScriptConversion.text($0) })
        }
        return template.without(ignored).reached(by: .template(name))
            .merged(with: props) { scope.mapping($0, path: "template." + name) }
    }

    /// A text as it was written; an empty one is as good as none.
    private func plainText(_ node: YAMLNode?, key: String) throws(ManifestError) -> String? {
        guard let node, !node.isNull else { return nil }
        guard let scalar = node.scalar else { throw fault(.wrongType, "\(key) must be text", node, key: key) }
        return scalar.text.isEmpty ? nil : scalar.text
    }

    private func legacyWarning(_ edition: String) -> String {
        "\(FilePaths.name(of: path)) is in the older format (edition \(edition)): "
            + "functions of FC 2.0 are invoked as service$function"
    }

    private func fault(
        _ kind: ManifestError.Kind, _ reason: String, _ node: YAMLNode, key: String?, hint: String? = nil
    ) -> ManifestError {
        ManifestError(
            kind, reason, file: node.source?.path ?? path, position: node.position, keyPath: key, hint: hint)
    }
}

extension ManifestScope {
    /// The mapping a node is, or stands for as one `${…}`; nil when it is none or cannot be resolved yet.
    func mapping(_ node: YAMLNode, path: String, resource: ResourceEntry? = nil) -> YAMLNode? {
        if node.fields != nil { return node }
        guard let scalar = node.scalar, VariableText.hasExpression(scalar.text),
            let value = try? VariableResolver(self).resolve(node, path: path, resource: resource),
            case .object = value
        else { return nil }
        return YAMLNode(value, at: node.position, source: node.source)
    }
}

extension ResourceEntry {
    /// This resource of an extended file with the extending file's laid over it.
    func merged(with other: ResourceEntry, in scope: ManifestScope) -> ResourceEntry {
        var merged = self
        merged.position = other.position
        merged.component = other.component ?? component
        merged.access = other.access ?? access
        merged.props = props.merged(with: other.props) { node in
            scope.mapping(node, path: "\(scope.resourcesKey).\(name).props", resource: self)
        }
        merged.vars = Self.merged(vars, other.vars)
        merged.actions = Self.merged(actions, other.actions)
        return merged
    }

    private static func merged(_ below: YAMLNode?, _ above: YAMLNode?) -> YAMLNode? {
        guard let below, let above else { return above ?? below }
        return below.merged(with: above)
    }
}
