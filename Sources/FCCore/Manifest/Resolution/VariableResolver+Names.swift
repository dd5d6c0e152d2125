extension VariableResolver {
    typealias Failure = ExpressionFailure<ManifestError>

    /// The names an expression can begin with.
    private static let names = ["vars", "this", "resources", "components"]
    /// The functions there are.
    private static let functions = ["env", "file", "json", "path", "config"]
    /// What `s` knows and fcsh does not.
    private static let foreign = ["secret", "self", "shared", "cond", "regex"]

    func operand(named name: String, at offset: Int) throws(Failure) -> ExpressionOperand<Place> {
        switch name {
        case "vars":
            guard let vars = scope.rest["vars"], !vars.isNull else {
                return .place(.node(YAMLNode(.mapping([]), at: frame.position), path: "vars"))
            }
            return .place(.node(vars, path: "vars"))
        case "resources": return .place(.resources(scope.resources(seenFrom: frame.source)))
        case "components": return .place(.components)
        case "this":
            // Outside a resource it means nothing yet; the resource that uses the value gives it its meaning.
            guard let resource = frame.resource else { throw .later }
            let entries = scope.resources(seenFrom: frame.source)
            return .place(.resource(entries.first { $0.name == resource.name } ?? resource))
        case _ where Self.functions.contains(name):
            throw .here(
                ExpressionFault(
                    .syntax, at: offset, "'\(name)' is a function", hint: "write \(name)('…')"))
        case _ where Self.foreign.contains(name): throw unsupported(name, at: offset)
        default:
            var fault = ExpressionFault(.notFound, at: offset, "${\(name)} not found")
            fault.wanted = name
            fault.candidates = Self.names + (scope.rest["vars"]?.fields ?? []).map { "vars." + $0.key }
            if scope.rest["vars"]?[name] != nil {
                fault.hint = "did you mean ${vars.\(name)}?"
            } else {
                fault.hint = "an expression begins with \(Self.names.joined(separator: ", ")) or a function"
            }
            throw .here(fault)
        }
    }

    func member(_ key: String, of place: Place, at offset: Int) throws(Failure) -> ExpressionOperand<Place> {
        switch place {
        case .later: return .place(.later)
        case .components: return .place(.later)
        case .resources(let entries):
            return entries.first { $0.name == key }.map { .place(.resource($0)) } ?? .value(nil)
        case .resource(let entry): return try member(key, of: entry, at: offset)
        case .node(let node, let path): return try member(key, of: node, path: path, at: offset)
        }
    }

    private func member(
        _ key: String, of entry: ResourceEntry, at offset: Int
    ) throws(Failure) -> ExpressionOperand<Place> {
        let path = "\(scope.resourcesKey).\(entry.name)"
        switch key {
        case "name": return .value(.string(entry.name))
        case "access":
            guard let access = entry.access, !access.isNull else { return .value(scope.access.map { .string($0) }) }
            return .place(.node(access, path: path + ".access"))
        case "component": return operand(entry.component, path + ".component")
        case "props": return operand(entry.props, path + ".props")
        case "vars": return operand(entry.vars, path + ".vars")
        case "output", "info": return .place(.later)
        default: return .value(nil)
        }
    }

    private func member(
        _ key: String, of node: YAMLNode, path: String, at offset: Int
    ) throws(Failure) -> ExpressionOperand<Place> {
        switch node.content {
        case .mapping:
            return operand(node[key], Self.path(path, key))
        case .sequence(let elements):
            if key == "length" { return .value(.integer(elements.count)) }
            guard let index = Int(key), elements.indices.contains(index) else { return .value(nil) }
            return operand(elements[index], "\(path)[\(index)]")
        case .scalar:
            return .value(ValueMember.of(try data(of: node, path: path, at: offset), key))
        }
    }

    private func operand(_ node: YAMLNode?, _ path: String) -> ExpressionOperand<Place> {
        guard let node else { return .value(nil) }
        return .place(.node(node, path: path))
    }

    func value(of place: Place, at offset: Int) throws(Failure) -> Value? {
        switch place {
        case .later: throw .later
        case .node(let node, let path):
            return try data(of: node, path: path, at: offset)
        case .resource(let entry):
            throw .here(
                ExpressionFault(
                    .value, at: offset, "this is the whole resource '\(entry.name)'",
                    hint: "name a key of it, such as .props.functionName"))
        case .resources, .components:
            throw .here(
                ExpressionFault(
                    .value, at: offset, "this is every resource", hint: "name one, and a key of it"))
        }
    }

    func keys(of place: Place) -> [String] {
        switch place {
        case .node(let node, _): (node.fields ?? []).map(\.key)
        case .resources(let entries): entries.map(\.name)
        case .resource: ["name", "access", "component", "props", "vars", "output"]
        case .components, .later: []
        }
    }

    func call(_ function: String, _ arguments: [Value?], at offset: Int) throws(Failure) -> Value? {
        do throws(ExpressionFault) {
            switch function {
            case "env": return try variable(arguments, at: offset)
            case "env.int", "env.init": return try wholeNumber(arguments, function, at: offset)
            case "file": return .string(String(decoding: try content(arguments, at: offset), as: UTF8.self))
            case "json": return try json(arguments, at: offset)
            case "path": return .string(try path(arguments, at: offset))
            case "config": return .string(try credential(arguments, at: offset))
            case _ where Self.foreign.contains(function): break
            default:
                var fault = ExpressionFault(.notFound, at: offset, "there is no function '\(function)'")
                fault.wanted = function
                fault.candidates = Self.functions
                fault.hint = "there are \(Self.functions.joined(separator: ", "))"
                throw fault
            }
        } catch {
            throw .here(error)
        }
        throw unsupported(function, at: offset)
    }

    private func unsupported(_ name: String, at offset: Int) -> Failure {
        .here(
            ExpressionFault(
                .unsupported, at: offset, "'\(name)' is not supported",
                hint: "give the value as an option, or write it into the file"))
    }
}
