/// Finds the values behind `${…}`, for one question about a project.
///
/// A class, because evaluators call it and are called by it; it lives as long as the question and no other task sees it.
final class VariableResolver: ExpressionScope {
    /// A part of a project that an expression stands on.
    enum Place {
        case node(YAMLNode, path: String)
        case resources([ResourceEntry])
        case resource(ResourceEntry)
        case components
        /// What is known only when a resource has been deployed.
        case later
    }

    /// Where the expression that is looked at stands.
    struct Frame {
        var path: String
        var position: YAMLPosition
        var source: YAMLSource?
        /// The resource that `this` means.
        var resource: ResourceEntry?
    }

    /// How deep values may lead to values, and lists and maps may be nested.
    static let depthLimit = 100
    /// How many values one question may bring up: aliases of aliases would fill any memory.
    static let workLimit = 100_000

    let scope: ManifestScope
    private(set) var frame: Frame
    /// Where the parts of the last value came from.
    var origins: [ValueOrigin] = []
    /// What is being resolved, outermost first.
    var trail: [String] = []
    private var depth = 0
    private var work = 0
    private var known: [Key: Known] = [:]

    /// A value belongs to its path, its file, and the resource `this` means.
    private struct Key: Hashable {
        var path: String
        var file: String?
        var resource: String?
    }

    private struct Known {
        var value: Value
        var size: Int
        var origins: [ValueOrigin]
    }

    init(_ scope: ManifestScope) {
        self.scope = scope
        frame = Frame(path: "", position: YAMLPosition(line: 1, column: 1))
    }

    /// The data of a node, every `${…}` in it resolved.
    /// - Parameters:
    ///   - node: what was written.
    ///   - path: its key path, for messages and cycles.
    ///   - resource: what `this` means; nil outside a resource.
    /// - Throws: ``ManifestError`` with the place of the `${…}`.
    func resolve(_ node: YAMLNode, path: String, resource: ResourceEntry?) throws(ManifestError) -> Value {
        let outer = frame
        frame = Frame(path: path, position: node.position, source: node.source, resource: resource)
        defer { frame = outer }
        return try resolve(node)
    }

    private func resolve(_ node: YAMLNode) throws(ManifestError) -> Value {
        try enter(1)
        defer { depth -= 1 }
        switch node.content {
        case .scalar(let scalar):
            let value = scalar.value()
            guard case .string(let text) = value, VariableText.hasExpression(text) else { return value }
            frame.position = node.position
            frame.source = node.source
            return try resolve(text: text)
        case .sequence(let elements):
            var values: [Value] = []
            for (index, element) in elements.enumerated() {
                values.append(try part(element, "\(frame.path)[\(index)]"))
            }
            return .array(values)
        case .mapping(let fields):
            var record: [(key: String, value: Value)] = []
            for field in fields {
                record.append((field.key, try part(field.value, Self.path(frame.path, field.key))))
            }
            return .object(Record(record))
        }
    }

    private func part(_ node: YAMLNode, _ path: String) throws(ManifestError) -> Value {
        let outer = frame
        frame.path = path
        trail.append(path)
        defer {
            frame = outer
            trail.removeLast()
        }
        return try resolve(node)
    }

    /// A key path with one key more.
    static func path(_ base: String, _ key: String) -> String { base.isEmpty ? key : base + "." + key }

    private func resolve(text: String) throws(ManifestError) -> Value {
        let pieces = VariableText.pieces(of: text)
        if pieces.count == 1, case .expression(let content) = pieces[0] {
            return try evaluate(content, number: 0) ?? .string(text)
        }
        var joined = ""
        var counts: [String: Int] = [:]
        for piece in pieces {
            switch piece {
            case .text(let plain): joined += plain
            case .expression(let content):
                let number = counts[content, default: 0]
                counts[content] = number + 1
                let value = try evaluate(content, number: number)
                joined += value.map { JavaScriptConversion.text($0) } ?? "${\(content)}"
            }
            guard joined.utf8.count <= VariableText.lengthLimit else {
                throw error(.tooLarge, "the text of \(frame.path) grows beyond all measure", position: frame.position)
            }
        }
        return .string(joined)
    }

    /// The value of one expression; nil when it stays as it is because it is known only later.
    private func evaluate(_ content: String, number: Int) throws(ManifestError) -> Value? {
        let expression = scope.isLegacy ? LegacyVariable.expression(for: content, resources: scope.resources) : content
        guard let expression else { return nil }
        var evaluator = ExpressionEvaluator(self)
        do throws(ExpressionFailure<ManifestError>) {
            return try again(try evaluator.evaluate(expression), written: "${\(content)}")
        } catch {
            switch error {
            case .elsewhere(let error): throw error
            case .later: return nil
            case .here(let fault), .hyphens(_, let fault):
                if scope.isLegacy, fault.kind == .notFound { return nil }
                throw self.error(fault, in: content, number: number)
            }
        }
    }

    /// Text that came out of an expression and holds one itself is resolved too.
    private func again(_ value: Value, written: String) throws(ExpressionFailure<ManifestError>) -> Value {
        guard case .string(let text) = value, VariableText.hasExpression(text) else { return value }
        if trail.contains(written) {
            throw .here(ExpressionFault(.cycle, at: 0, "\(written) leads back to itself"))
        }
        trail.append(written)
        defer { trail.removeLast() }
        do throws(ManifestError) {
            try enter(1)
            defer { depth -= 1 }
            return try resolve(text: text)
        } catch {
            throw .elsewhere(error)
        }
    }

    /// The data of a node that an expression named.
    func data(
        of node: YAMLNode, path: String, at offset: Int
    ) throws(ExpressionFailure<ManifestError>) -> Value {
        let resource = owner(of: path)
        let key = Key(path: path, file: node.source?.path, resource: resource?.name)
        if let known = known[key] {
            origins += known.origins
            do throws(ManifestError) {
                try enter(known.size)
                depth -= 1
            } catch {
                throw .elsewhere(error)
            }
            return known.value
        }
        if let start = trail.firstIndex(of: path) {
            let chain = (trail[start...] + [path]).joined(separator: " → ")
            throw .here(ExpressionFault(.cycle, at: offset, "\(chain): a value leads back to itself"))
        }
        trail.append(path)
        defer { trail.removeLast() }
        let before = (work: work, origins: origins)
        origins = []
        do throws(ManifestError) {
            let value = try resolve(node, path: path, resource: resource)
            let found = [.reference(path)] + origins
            known[key] = Known(value: value, size: work - before.work, origins: found)
            origins = before.origins + found
            return value
        } catch {
            throw .elsewhere(error)
        }
    }

    /// Values of a resource see that resource as `this`; the others see whoever asked for them.
    private func owner(of path: String) -> ResourceEntry? {
        guard path.hasPrefix(scope.resourcesKey + ".") else { return frame.resource }
        return scope.resources(seenFrom: frame.source).first { entry in
            path.hasPrefix("\(scope.resourcesKey).\(entry.name).")
        }
    }

    private func enter(_ size: Int) throws(ManifestError) {
        depth += 1
        work += size
        guard depth <= Self.depthLimit else {
            throw error(.tooLarge, "the values lead deeper than \(Self.depthLimit) levels", position: frame.position)
        }
        guard work <= Self.workLimit else {
            throw error(
                .tooLarge, "the file stands for more than \(Self.workLimit) values", position: frame.position)
        }
    }

    private func error(_ fault: ExpressionFault, in content: String, number: Int) -> ManifestError {
        let whole = "${\(content)}"
        let position = frame.source?.place(of: whole, number: number, from: frame.position) ?? frame.position
        let kind: ManifestError.Kind =
            switch fault.kind {
            case .syntax: .invalidExpression
            case .unsupported: .unsupported
            case .notFound: .notFound
            case .fileNotFound: .fileNotFound
            case .json: .jsonInvalid
            case .pathNotFound: .pathNotFound
            case .cycle: .cycle
            case .tooLarge: .tooLarge
            case .value: .wrongType
            }
        let mention = fault.kind == .notFound || fault.reason.contains(whole) ? "" : " in \(whole)"
        var error = error(kind, "\(frame.path): \(fault.reason)\(mention)", position: position)
        error.hint = fault.hint
        error.wanted = fault.wanted
        error.candidates = fault.candidates
        return error
    }

    private func error(_ kind: ManifestError.Kind, _ reason: String, position: YAMLPosition) -> ManifestError {
        ManifestError(
            kind, reason, file: frame.source?.path ?? scope.path, position: position, keyPath: frame.path)
    }
}
