/// One value of a resource on its way from text to type; knows its key path for errors.
struct ResourceSetting {
    /// What stands there; nil for a missing key and for null.
    let node: YAMLNode?
    let keyPath: String
    let file: String

    init(node: YAMLNode?, keyPath: String, file: String) {
        self.node = node.flatMap { $0.isNull ? nil : $0 }
        self.keyPath = keyPath
        self.file = file
    }

    /// A key of a mapping.
    func member(_ key: String) throws(ManifestError) -> ResourceSetting {
        if let node, node.fields == nil { throw fault("must be a mapping") }
        return ResourceSetting(node: node?[key], keyPath: keyPath + "." + key, file: file)
    }

    /// All keys of a mapping with their values, in order.
    var members: [(key: String, setting: ResourceSetting)] {
        get throws(ManifestError) {
            guard let node else { return [] }
            guard let fields = node.fields else { throw fault("must be a mapping") }
            return fields.map { field in
                (field.key, ResourceSetting(node: field.value, keyPath: keyPath + "." + field.key, file: file))
            }
        }
    }

    /// The elements of a list.
    var elements: [ResourceSetting]? {
        get throws(ManifestError) {
            guard let node else { return nil }
            guard let elements = node.elements else { throw fault("must be a list") }
            return elements.enumerated().map { index, element in
                ResourceSetting(node: element, keyPath: "\(keyPath)[\(index)]", file: file)
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
        guard let node else { return nil }
        guard let scalar = node.scalar else { throw fault(expectation) }
        guard let expression = Self.expression(in: scalar.text) else { return scalar }
        let place = "\(node.position.line):\(node.position.column)"
        throw ManifestError(
            .unresolved, "\(expression) in \(keyPath) is not resolved yet (\(place))", file: file,
            position: node.position, keyPath: keyPath,
            hint: "give the value as an option, or write it into the file")
    }

    /// The first `${…}` of a text; `${` without `}` is ordinary text.
    private static func expression(in text: String) -> Substring? {
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            let after = text.index(after: dollar)
            if after < text.endIndex, text[after] == "{" {
                guard let end = text[after...].firstIndex(of: "}") else { return nil }
                return text[dollar...end]
            }
            rest = text[after...]
        }
        return nil
    }

    private func fault(_ expectation: String) -> ManifestError {
        ManifestError(
            .wrongType, "\(keyPath) \(expectation)", file: file, position: node?.position, keyPath: keyPath)
    }
}
