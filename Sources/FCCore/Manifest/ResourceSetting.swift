/// One value of a resource on its way from text to type; knows its key path for errors.
///
/// A `${…}` is resolved when the value is asked for, and of a list or a map only what is looked at.
struct ResourceSetting {
    /// What stands there as it was written; nil for a missing key and for null.
    let node: YAMLNode?
    let keyPath: String
    let resource: Resource

    init(_ node: YAMLNode?, path: String, of resource: Resource) {
        self.node = node.flatMap { $0.isNull ? nil : $0 }
        keyPath = path
        self.resource = resource
    }

    /// What stands there, with the `${…}` of a scalar resolved.
    private var resolved: YAMLNode? {
        get throws(ManifestError) {
            guard let node, let scalar = node.scalar, VariableText.hasExpression(scalar.text) else { return node }
            let value = try VariableResolver(resource.scope).resolve(node, path: keyPath, resource: resource.entry)
            // A text that only looks like a number stays text.
            return value == .null ? nil : YAMLNode(value, at: node.position, source: node.source)
        }
    }

    /// All that stands there, with every `${…}` resolved; null for a missing key.
    var value: Value {
        get throws(ManifestError) {
            guard let node else { return .null }
            return try VariableResolver(resource.scope).resolve(node, path: keyPath, resource: resource.entry)
        }
    }

    /// Whether it is a mapping.
    var isMapping: Bool { get throws(ManifestError) { try resolved?.fields != nil } }

    /// A key of a mapping.
    func member(_ key: String) throws(ManifestError) -> ResourceSetting {
        let node = try resolved
        if let node, node.fields == nil { throw fault("must be a mapping") }
        return ResourceSetting(node?[key], path: keyPath + "." + key, of: resource)
    }

    /// All keys of a mapping with their values, in order.
    var members: [(key: String, setting: ResourceSetting)] {
        get throws(ManifestError) {
            guard let node = try resolved else { return [] }
            guard let fields = node.fields else { throw fault("must be a mapping") }
            return fields.map { field in
                (field.key, ResourceSetting(field.value, path: keyPath + "." + field.key, of: resource))
            }
        }
    }

    /// The elements of a list.
    var elements: [ResourceSetting]? {
        get throws(ManifestError) {
            guard let node = try resolved else { return nil }
            guard let elements = node.elements else { throw fault("must be a list") }
            return elements.enumerated().map { index, element in
                ResourceSetting(element, path: "\(keyPath)[\(index)]", of: resource)
            }
        }
    }

    /// A text; a number counts as the text it is written with.
    var text: String? {
        get throws(ManifestError) {
            guard let scalar = try literal("must be text") else { return nil }
            if case .bool = scalar.value() { throw fault("must be text, not \(scalar.text); put it in quotes") }
            return scalar.text
        }
    }

    /// A text; numbers and bools count as they are written.
    var anyText: String? {
        get throws(ManifestError) { try literal("must be text")?.text }
    }

    /// A list of texts.
    var texts: [String]? {
        get throws(ManifestError) {
            guard let elements = try elements else { return nil }
            var texts: [String] = []
            for element in elements {
                guard let text = try element.anyText else { throw element.fault("must be text") }
                texts.append(text)
            }
            return texts
        }
    }

    /// A number; the text of one counts, because `env()` only ever gives text.
    var number: Number? {
        get throws(ManifestError) {
            guard let scalar = try literal("must be a number") else { return nil }
            guard let number = scalar.value().numberValue ?? YAMLScalar.number(scalar.text) else {
                throw fault("must be a number, not '\(scalar.text)'")
            }
            return number
        }
    }

    /// True or false; the text of one counts.
    var bool: Bool? {
        get throws(ManifestError) {
            guard let scalar = try literal("must be true or false") else { return nil }
            if case .bool(let truth) = scalar.value() { return truth }
            switch scalar.text {
            case "true": return true
            case "false": return false
            default: throw fault("must be true or false, not '\(scalar.text)'")
            }
        }
    }

    /// A whole number; the text of one counts.
    var integer: Int? {
        get throws(ManifestError) {
            guard let number = try number else { return nil }
            guard let integer = number.intValue else { throw fault("must be a whole number, not \(number.text)") }
            return integer
        }
    }

    /// The scalar, once it is known that nothing in it is still to be resolved.
    private func literal(_ expectation: String) throws(ManifestError) -> YAMLScalar? {
        guard let node = try resolved else { return nil }
        guard let scalar = node.scalar else { throw fault(expectation) }
        guard let expression = VariableText.expressions(in: scalar.text).first else { return scalar }
        let position = node.source?.place(of: expression, number: 0, from: node.position) ?? node.position
        throw ManifestError(
            .unresolved, "\(keyPath): \(expression) is known only after `s deploy` has run that resource",
            file: node.source?.path ?? resource.file, position: position, keyPath: keyPath,
            hint: "give the value as an option, or write it into the file")
    }

    private func fault(_ expectation: String) -> ManifestError {
        ManifestError(
            .wrongType, "\(keyPath) \(expectation)", file: node?.source?.path ?? resource.file,
            position: node?.position, keyPath: keyPath)
    }
}
