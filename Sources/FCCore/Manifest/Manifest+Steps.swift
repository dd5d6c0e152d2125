extension Manifest {
    /// A resource with the group of `flow` it stands in; groups run one after the other.
    package struct Step: Sendable {
        package var resource: Resource
        /// The number of the group, from 0; nil when the file has no `flow` for the command.
        package var group: Int?
    }

    /// The resources a command without a resource's name is for, in the order they run.
    ///
    /// `flow` decides if it speaks of the command; otherwise those that use what another one gives come behind it.
    /// - Throws: ``ManifestError`` when `flow` names a resource that is not there.
    package func steps(for command: String) throws(ManifestError) -> [Step] {
        let flow = scope.rest["flow"]?.fields?.first { CommandKey.matches($0.key, command) }
        guard let groups = flow?.value.elements else {
            return dependencyOrder().map { Step(resource: $0, group: nil) }
        }
        var steps: [Step] = []
        for (number, group) in groups.enumerated() {
            for node in group.elements ?? [group] {
                guard let name = node.scalar?.text else { continue }
                guard let resource = resource(named: name) else {
                    throw ManifestError(
                        .resourceNotFound, "flow.\(command) names '\(name)', which is no resource", file: path,
                        position: node.position, keyPath: "flow.\(command)",
                        hint: "there are: \(resources.map(\.name).joined(separator: ", "))")
                }
                if !steps.contains(where: { $0.resource.name == name }) {
                    steps.append(Step(resource: resource, group: number))
                }
            }
        }
        return steps
    }

    /// The functions among them.
    package func functions(for command: String) throws(ManifestError) -> [Resource] {
        try steps(for: command).map(\.resource).filter(\.isFunction)
    }

    /// The order of the file, but for resources that mention another one's `output` or `info`: those come later.
    private func dependencyOrder() -> [Resource] {
        var waiting = resources.map { (resource: $0, needs: needs(of: $0.entry)) }
        if waiting.allSatisfy(\.needs.isEmpty) { return resources }
        var done: Set<String> = []
        var ordered: [Resource] = []
        while !waiting.isEmpty {
            // Resources that wait for each other keep the order of the file.
            let index = waiting.firstIndex { $0.needs.isSubset(of: done) } ?? 0
            let next = waiting.remove(at: index)
            done.insert(next.resource.name)
            ordered.append(next.resource)
        }
        return ordered
    }

    private func needs(of entry: ResourceEntry) -> Set<String> {
        var texts: [String] = []
        for node in [entry.props, entry.vars, entry.actions].compactMap({ $0 }) { Self.collect(node, &texts) }
        let others = resources.map(\.name).filter { $0 != entry.name }
        guard !texts.isEmpty, !others.isEmpty else { return [] }
        return Set(
            others.filter { name in
                texts.contains { text in
                    Self.mentions(name).contains { text.contains($0) }
                }
            })
    }

    private static func mentions(_ name: String) -> [String] {
        let ways = ["resources.\(name)", "resources['\(name)']", "resources[\"\(name)\"]", "components.\(name)"]
        return ways.flatMap { [$0 + ".output", $0 + ".info"] }
    }

    /// The expressions that may speak of what another resource gives.
    private static func collect(_ node: YAMLNode, _ texts: inout [String]) {
        switch node.content {
        case .scalar(let scalar):
            guard VariableText.hasExpression(scalar.text) else { return }
            texts += VariableText.expressions(in: scalar.text).filter { $0.contains(".output") || $0.contains(".info") }
        case .sequence(let elements): for element in elements { collect(element, &texts) }
        case .mapping(let fields): for field in fields { collect(field.value, &texts) }
        }
    }
}
