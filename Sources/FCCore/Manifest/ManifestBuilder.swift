/// Makes a manifest of a YAML tree: the shape of the file is checked, the values of resources are not.
struct ManifestBuilder {
    let path: String
    let root: YAMLNode

    /// The manifest.
    func manifest() throws(ManifestError) -> Manifest {
        guard root.isNull || root.fields != nil else {
            throw fault(.structure, "an s.yaml is a mapping with 'edition' and 'resources'", root, key: nil)
        }
        if let base = root["extend"], !base.isNull {
            throw fault(
                .unsupported, "'extend' with another file is not supported", base, key: "extend",
                hint: "put the keys of both files into one")
        }
        let edition = try edition()
        let isLegacy = edition != "3.0.0"
        let directory = FilePaths.directory(of: path)
        var resources: [Resource] = []
        for field in try entries(isLegacy: isLegacy) {
            resources.append(try resource(field, isLegacy: isLegacy, directory: directory))
        }
        return Manifest(
            path: path, directory: directory, edition: edition, name: root["name"]?.scalar?.text,
            access: try plainText(root["access"], key: "access"), resources: resources,
            actions: ManifestActions(root["actions"], directory: directory),
            warnings: isLegacy ? [legacyWarning(edition)] : [])
    }

    /// The edition as text. Only the text 3.0.0 selects the present format; with `services` everything else is the
    /// older one, without them it is a mistake that is worth naming.
    private func edition() throws(ManifestError) -> String {
        let node = root["edition"]
        let isPresent = node.map { !$0.isNull } ?? false
        let edition = isPresent ? node?.scalar?.text ?? "" : "1.0.0"
        if edition == "3.0.0" {
            if let services = root["services"] {
                throw fault(
                    .servicesRenamed, "Keyword 'services' has been replaced by 'resources' in 3.0.0 YAML.", services,
                    key: "services", hint: "write 'resources:' instead of 'services:'")
            }
            return edition
        }
        if root["services"] != nil { return edition }
        guard isPresent else {
            throw fault(
                .editionUnsupported, "the key 'edition' is missing", root, key: "edition",
                hint: "write 'edition: 3.0.0' at the top of the file")
        }
        let isNumber = node?.value().numberValue != nil
        let reason =
            isNumber
            ? "edition \(edition) is a number in YAML and not the format 3.0.0"
            : "edition '\(edition)' is not supported; this file needs 3.0.0"
        throw fault(.editionUnsupported, reason, node ?? root, key: "edition", hint: "write 'edition: 3.0.0'")
    }

    private func entries(isLegacy: Bool) throws(ManifestError) -> [YAMLField] {
        let key = isLegacy ? "services" : "resources"
        guard let node = root[key], !node.isNull else { return [] }
        guard let fields = node.fields else {
            throw fault(.structure, "'\(key)' is a mapping of names to resources", node, key: key)
        }
        return fields
    }

    private func resource(
        _ field: YAMLField, isLegacy: Bool, directory: String
    ) throws(ManifestError) -> Resource {
        let key = (isLegacy ? "services." : "resources.") + field.key
        guard field.value.fields != nil else {
            throw fault(.structure, "a resource is a mapping with 'component' and 'props'", field.value, key: key)
        }
        return Resource(
            name: field.key, component: try plainText(field.value["component"], key: key + ".component") ?? "",
            access: try plainText(field.value["access"], key: key + ".access"), props: try props(field, key: key),
            actions: ManifestActions(field.value["actions"], directory: directory), position: field.position,
            file: path, directory: directory, isLegacy: isLegacy)
    }

    /// What is set for a resource: the template it extends, less what it ignores, under its own props.
    private func props(_ field: YAMLField, key: String) throws(ManifestError) -> YAMLNode {
        let own = field.value["props"] ?? YAMLNode(.mapping([]), at: field.value.position)
        let props = own.isNull ? YAMLNode(.mapping([]), at: own.position) : own
        guard props.fields != nil else {
            throw fault(.structure, "'props' is a mapping", props, key: key + ".props")
        }
        guard let extend = field.value["extend"], let name = extend["name"]?.scalar?.text else { return props }
        guard let template = root["template"]?[name]?.fields else { return props }
        let ignored = Set((extend["ignore"]?.elements ?? []).compactMap { $0.scalar?.text })
        let kept = template.filter { !ignored.contains($0.key) }
        return YAMLNode(.mapping(kept), at: props.position).merged(with: props)
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
        ManifestError(kind, reason, file: path, position: node.position, keyPath: key, hint: hint)
    }
}
