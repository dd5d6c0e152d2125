/// A place in a YAML text.
package struct YAMLPosition: Sendable, Hashable {
    /// The line, from 1.
    package var line: Int
    /// The column in characters, from 1.
    package var column: Int

    /// A place.
    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// A part of a YAML document as it was written: texts are not yet numbers, keys keep their order.
package struct YAMLNode: Sendable, Hashable {
    /// What stands there.
    package enum Content: Sendable, Hashable {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        case mapping([YAMLField])
    }

    /// What stands there.
    package var content: Content
    /// Where it begins; for what came through an alias, where the original begins.
    package var position: YAMLPosition
    /// The file it was written in; nil where that is of no interest.
    package var source: YAMLSource?

    /// A node.
    package init(_ content: Content, at position: YAMLPosition, source: YAMLSource? = nil) {
        self.content = content
        self.position = position
        self.source = source
    }

    /// The scalar, nil for a sequence or a mapping.
    package var scalar: YAMLScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// The elements of a sequence, else nil.
    package var elements: [YAMLNode]? {
        if case .sequence(let elements) = content { elements } else { nil }
    }

    /// The fields of a mapping in order, else nil.
    package var fields: [YAMLField]? {
        if case .mapping(let fields) = content { fields } else { nil }
    }

    /// Whether it is YAML's null: `~`, `null`, or nothing at all.
    package var isNull: Bool { scalar?.isNull ?? false }

    /// The value of a key in a mapping; nil for a missing key and for anything that is no mapping.
    package subscript(key: String) -> YAMLNode? {
        fields?.first { $0.key == key }?.value
    }

    /// The data the node stands for, by the rules of YAML 1.2.
    package func value() -> Value {
        switch content {
        case .scalar(let scalar): scalar.value()
        case .sequence(let elements): .array(elements.map { $0.value() })
        case .mapping(let fields): .object(Record(fields.map { (key: $0.key, value: $0.value.value()) }))
        }
    }

    /// This mapping with another laid over it: mappings are merged, everything else is replaced, null included.
    /// - Parameter conflict: asked when a mapping is laid over something that is none; gives the mapping it stands for,
    ///   nil when it is to be replaced.
    package func merged(with overlay: YAMLNode, conflict: (YAMLNode) -> YAMLNode? = { _ in nil }) -> YAMLNode {
        guard let over = overlay.fields else { return overlay }
        guard let base = fields else { return conflict(self)?.merged(with: overlay, conflict: conflict) ?? overlay }
        var result = base
        var places = Dictionary(base.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
        for field in over {
            if let index = places[field.key] {
                result[index].value = result[index].value.merged(with: field.value, conflict: conflict)
                result[index].position = field.position
            } else {
                places[field.key] = result.count
                result.append(field)
            }
        }
        return YAMLNode(.mapping(result), at: overlay.position, source: overlay.source)
    }

    /// The same tree with every node from a source.
    package func stamped(_ source: YAMLSource) -> YAMLNode {
        var stamped = self
        stamped.source = source
        switch content {
        case .scalar: break
        case .sequence(let elements): stamped.content = .sequence(elements.map { $0.stamped(source) })
        case .mapping(let fields):
            stamped.content = .mapping(
                fields.map { YAMLField(key: $0.key, position: $0.position, value: $0.value.stamped(source)) })
        }
        return stamped
    }

    /// The same tree reached by another way.
    func reached(by layer: YAMLSource.Layer) -> YAMLNode {
        source.map { stamped($0.reached(by: layer)) } ?? self
    }

    /// A mapping without some of its keys.
    func without(_ keys: Set<String>) -> YAMLNode {
        guard let fields else { return self }
        return YAMLNode(.mapping(fields.filter { !keys.contains($0.key) }), at: position, source: source)
    }

    /// Data as if it had been written at a place.
    package init(_ value: Value, at position: YAMLPosition, source: YAMLSource?) {
        let content: Content =
            switch value {
            case .null: .scalar(YAMLScalar("null"))
            case .bool(let truth): .scalar(YAMLScalar(truth ? "true" : "false"))
            case .number(let number): .scalar(YAMLScalar(number.text))
            case .string(let text): .scalar(YAMLScalar(text, style: .doubleQuoted))
            case .array(let elements):
                .sequence(elements.map { YAMLNode($0, at: position, source: source) })
            case .object(let record):
                .mapping(
                    record.fields.map { field in
                        let value = YAMLNode(field.value, at: position, source: source)
                        return YAMLField(key: field.key, position: position, value: value)
                    })
            }
        self.init(content, at: position, source: source)
    }
}

/// One key of a mapping with its value.
package struct YAMLField: Sendable, Hashable {
    /// The key as it was written, whatever type YAML would give it.
    package var key: String
    /// Where the key begins.
    package var position: YAMLPosition
    /// The value.
    package var value: YAMLNode

    /// A field.
    package init(key: String, position: YAMLPosition, value: YAMLNode) {
        self.key = key
        self.position = position
        self.value = value
    }
}
