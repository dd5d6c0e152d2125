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

    /// A node.
    package init(_ content: Content, at position: YAMLPosition) {
        self.content = content
        self.position = position
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
    package func merged(with overlay: YAMLNode) -> YAMLNode {
        guard let base = fields, let over = overlay.fields else { return overlay }
        var result = base
        for field in over {
            if let index = result.firstIndex(where: { $0.key == field.key }) {
                result[index].value = result[index].value.merged(with: field.value)
                result[index].position = field.position
            } else {
                result.append(field)
            }
        }
        return YAMLNode(.mapping(result), at: overlay.position)
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
