/// A project with every value resolved.
package struct StrictManifest: Sendable, Hashable {
    /// A resource in the order its command runs.
    package struct Step: Sendable, Hashable {
        package var name: String
        package var component: String
        package var props: Value
        /// What is to run around the command; nil without any.
        package var actions: Value?
        /// The group of `flow`.
        package var group: Int?
    }

    package var vars: Value
    package var steps: [Step]
}

extension Manifest {
    /// Resolves every value, as `s` does before it runs a command.
    /// - Parameters:
    ///   - command: the command, for `flow`.
    ///   - resource: the only resource that is wanted; all are resolved nevertheless.
    /// - Throws: ``ManifestError`` for the first value that has none.
    package func strict(for command: String = "invoke", resource: String? = nil) throws(ManifestError) -> StrictManifest
    {
        let resolver = VariableResolver(scope)
        var top: [(String, Value)] = []
        // The access is a name or a marker, `flow` and `actions` have keys of their own kind.
        for field in scope.rest.fields ?? [] where !["access", "extend", "flow"].contains(field.key) {
            top.append((field.key, try resolver.resolve(field.value, path: field.key, resource: nil).withoutNulls))
        }
        let chosen = try steps(for: command).filter { resource == nil || $0.resource.name == resource }
        let order = Dictionary(
            chosen.enumerated().map { ($1.resource.name, (place: $0, group: $1.group)) },
            uniquingKeysWith: { first, _ in first })
        var steps: [StrictManifest.Step] = []
        for each in resources {
            var step = try each.strict(resolver)
            guard let place = order[each.name] else { continue }
            step.group = place.group
            steps.append(step)
        }
        steps.sort { order[$0.name]?.place ?? 0 < order[$1.name]?.place ?? 0 }
        return StrictManifest(vars: Record(top)["vars"] ?? .object(Record()), steps: steps)
    }
}

extension Resource {
    fileprivate func strict(_ resolver: VariableResolver) throws(ManifestError) -> StrictManifest.Step {
        var component = ""
        if let node = entry.component {
            let value = try resolver.resolve(node, path: keyPath + ".component", resource: entry)
            component = JavaScriptConversion.text(value)
        }
        let props = try resolver.resolve(entry.props, path: keyPath + ".props", resource: entry)
        var actions: Value?
        if let node = entry.actions, !node.isNull {
            actions = try resolver.resolve(node, path: keyPath + ".actions", resource: entry).withoutNulls
        }
        return StrictManifest.Step(
            name: name, component: component, props: props.withoutNulls, actions: actions)
    }
}

extension Value {
    /// The value without keys whose value is null; null elements of lists stay.
    fileprivate var withoutNulls: Value {
        switch self {
        case .array(let elements): .array(elements.map(\.withoutNulls))
        case .object(let record):
            .object(Record(record.fields.filter { $0.value != .null }.map { ($0.key, $0.value.withoutNulls) }))
        default: self
        }
    }
}
