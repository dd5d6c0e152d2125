/// Makes a tree of YAML events: anchors and aliases, merge keys, and the checks that libyaml leaves to its caller.
struct YAMLComposer {
    /// How deep sequences and mappings may be nested, aliases included.
    static let depthLimit = 512
    /// How many nodes all aliases together may stand for: a few lines of aliases to aliases would fill any memory.
    static let aliasLimit = 200_000

    private let events: LibYAMLEvents
    private var anchors: [String: Composed] = [:]
    private var openAnchors: Set<String> = []
    private var expanded = 0

    /// A node with what has to be known when an alias repeats it.
    private struct Composed {
        var node: YAMLNode
        /// How many nodes it consists of.
        var size = 1
        /// How many levels it has.
        var height = 1

        /// Counts a part of this node.
        mutating func contain(_ part: Composed) {
            size += part.size
            height = max(height, part.height + 1)
        }
    }

    init(_ events: LibYAMLEvents) {
        self.events = events
    }

    /// The one document of the stream; null when there is none.
    mutating func document() throws(YAMLError) -> YAMLNode {
        _ = try events.next()
        let (first, position) = try events.next()
        guard case .documentStart = first else {
            return YAMLNode(.scalar(YAMLScalar("")), at: position)
        }
        let root = try node(depth: 1)
        _ = try events.next()
        let (last, end) = try events.next()
        guard case .streamEnd = last else {
            throw YAMLError("a second document begins here; one document is expected", at: end)
        }
        return root.node
    }

    private mutating func node(depth: Int) throws(YAMLError) -> Composed {
        let (event, position) = try events.next()
        return try node(event, position, depth: depth)
    }

    private mutating func node(
        _ event: YAMLEvent, _ position: YAMLPosition, depth: Int
    ) throws(YAMLError) -> Composed {
        guard depth <= Self.depthLimit else {
            throw YAMLError("nested deeper than \(Self.depthLimit) levels", at: position)
        }
        switch event {
        case .alias(let name):
            return try alias(name, position, depth: depth)
        case .scalar(let scalar, let anchor):
            guard scalar.fitsTag else { throw unfitting(scalar, position) }
            return remember(Composed(node: YAMLNode(.scalar(scalar), at: position)), as: anchor)
        case .sequenceStart(let anchor, let tag):
            try check(tag, among: Self.sequenceTags, position)
            if let anchor { openAnchors.insert(anchor) }
            return remember(try sequence(position, depth: depth), as: anchor)
        case .mappingStart(let anchor, let tag):
            try check(tag, among: Self.mappingTags, position)
            if let anchor { openAnchors.insert(anchor) }
            return remember(try mapping(position, depth: depth), as: anchor)
        default:
            throw YAMLError("a value is missing", at: position)
        }
    }

    private mutating func sequence(_ position: YAMLPosition, depth: Int) throws(YAMLError) -> Composed {
        var elements: [YAMLNode] = []
        var result = Composed(node: YAMLNode(.sequence([]), at: position))
        while true {
            let (event, place) = try events.next()
            if case .sequenceEnd = event { break }
            let element = try node(event, place, depth: depth + 1)
            elements.append(element.node)
            result.contain(element)
        }
        result.node.content = .sequence(elements)
        return result
    }

    private mutating func mapping(_ position: YAMLPosition, depth: Int) throws(YAMLError) -> Composed {
        var fields = MappingFields()
        var result = Composed(node: YAMLNode(.mapping([]), at: position))
        while true {
            let (event, place) = try events.next()
            if case .mappingEnd = event { break }
            let key = try keyScalar(event, place)
            let value = try node(depth: depth + 1)
            result.contain(value)
            if key.text == "<<", key.style == .plain, key.tag == nil {
                try fields.merge(value.node)
            } else {
                try fields.add(YAMLField(key: key.text, position: place, value: value.node))
            }
        }
        result.node.content = .mapping(fields.fields)
        return result
    }

    private mutating func keyScalar(_ event: YAMLEvent, _ position: YAMLPosition) throws(YAMLError) -> YAMLScalar {
        switch event {
        case .scalar(let scalar, let anchor):
            guard scalar.fitsTag else { throw unfitting(scalar, position) }
            _ = remember(Composed(node: YAMLNode(.scalar(scalar), at: position)), as: anchor)
            return scalar
        case .alias(let name):
            if let scalar = try alias(name, position, depth: 1).node.scalar { return scalar }
        default: break
        }
        throw YAMLError("a key has to be text, not a list or a mapping", at: position)
    }

    private mutating func alias(
        _ name: String, _ position: YAMLPosition, depth: Int
    ) throws(YAMLError) -> Composed {
        guard !openAnchors.contains(name) else { throw YAMLError("'*\(name)' stands inside itself", at: position) }
        guard let target = anchors[name] else { throw YAMLError("unidentified alias '*\(name)'", at: position) }
        expanded += target.size
        guard expanded <= Self.aliasLimit else {
            throw YAMLError("the aliases stand for more than \(Self.aliasLimit) values", at: position)
        }
        guard depth + target.height - 1 <= Self.depthLimit else {
            throw YAMLError("nested deeper than \(Self.depthLimit) levels", at: position)
        }
        return target
    }

    private mutating func remember(_ composed: Composed, as anchor: String?) -> Composed {
        guard let anchor else { return composed }
        openAnchors.remove(anchor)
        anchors[anchor] = composed
        return composed
    }

    private static let sequenceTags = ["seq", "omap", "pairs"]
    private static let mappingTags = ["map", "set"]

    private func check(_ tag: String?, among names: [String], _ position: YAMLPosition) throws(YAMLError) {
        guard let tag, tag != "!", !names.contains(where: { tag == "tag:yaml.org,2002:" + $0 }) else { return }
        throw YAMLError("unknown tag <\(tag)>", at: position)
    }

    private func unfitting(_ scalar: YAMLScalar, _ position: YAMLPosition) -> YAMLError {
        let tag = scalar.tag ?? ""
        guard tag.hasPrefix("tag:yaml.org,2002:") else { return YAMLError("unknown tag <\(tag)>", at: position) }
        return YAMLError("'\(scalar.text)' does not fit the tag !!\(tag.dropFirst(18))", at: position)
    }
}

/// The fields of a mapping while it is read: a repeated key is an error, a merged one gives way.
private struct MappingFields {
    private(set) var fields: [YAMLField] = []
    private var places: [String: (index: Int, isMerged: Bool)] = [:]

    /// Adds a key that stands in the mapping itself.
    mutating func add(_ field: YAMLField) throws(YAMLError) {
        guard let place = places[field.key] else {
            places[field.key] = (fields.count, false)
            fields.append(field)
            return
        }
        guard place.isMerged else {
            throw YAMLError("duplicated mapping key '\(field.key)'", at: field.position)
        }
        fields[place.index] = field
        places[field.key] = (place.index, false)
    }

    /// Adds what `<<` brings: a mapping, or a list of mappings of which the first wins.
    mutating func merge(_ source: YAMLNode) throws(YAMLError) {
        if let elements = source.elements {
            for element in elements {
                guard element.fields != nil else { throw unmergeable(element) }
                try merge(element)
            }
            return
        }
        guard let merged = source.fields else { throw unmergeable(source) }
        for field in merged where places[field.key] == nil {
            places[field.key] = (fields.count, true)
            fields.append(field)
        }
    }

    private func unmergeable(_ node: YAMLNode) -> YAMLError {
        YAMLError("'<<' takes a mapping or a list of mappings", at: node.position)
    }
}
