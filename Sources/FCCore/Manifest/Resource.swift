/// One entry under `resources`, or under `services` in an older file.
package struct Resource: Sendable {
    /// The key it stands under.
    package let name: String
    /// The component, e.g. `fc3` or `devsapp/fc3@0.1.5`; as it was written when it cannot be resolved.
    package let component: String
    let entry: ResourceEntry
    let scope: ManifestScope

    init(_ entry: ResourceEntry, _ scope: ManifestScope) {
        self.entry = entry
        self.scope = scope
        name = entry.name
        component = Self.component(of: entry, scope) ?? ""
    }

    /// The component of a resource, resolved if that can be done.
    static func component(of entry: ResourceEntry, _ scope: ManifestScope) -> String? {
        guard let node = entry.component, let scalar = node.scalar, !scalar.isNull else { return nil }
        guard VariableText.hasExpression(scalar.text) else { return scalar.text }
        let path = "\(scope.resourcesKey).\(entry.name).component"
        let value = try? VariableResolver(scope).resolve(node, path: path, resource: entry)
        return value.map { JavaScriptConversion.text($0) } ?? scalar.text
    }

    /// A component without its version: `devsapp/fc3@0.1.5` is `devsapp/fc3`.
    static func baseName(of component: String) -> String {
        guard let at = component.lastIndex(of: "@"), at != component.startIndex else { return component }
        return String(component[..<at])
    }

    /// The alias that is to be used for it, as it was written.
    package var access: String? {
        guard let scalar = entry.access?.scalar, !scalar.isNull, !scalar.text.isEmpty else { return nil }
        return scalar.text
    }

    /// What is set for it, as it was written: template and environment are laid together, `${…}` stays.
    package var props: YAMLNode { entry.props }
    /// Where its key stands.
    package var position: YAMLPosition { entry.position }
    /// The file it stands in.
    package var file: String { scope.path }
    /// The folder its paths start from.
    package var directory: String { FilePaths.directory(of: scope.path) }
    /// Whether it stands in a file of the older format.
    package var isLegacy: Bool { scope.isLegacy }
    /// The key path of the resource, e.g. `resources.hello`.
    package var keyPath: String { "\(scope.resourcesKey).\(name)" }

    /// The actions of this resource.
    package var actions: ManifestActions {
        ManifestActions(entry.actions, path: keyPath + ".actions", resource: entry, scope: scope)
    }

    /// The actions of the whole file, as somebody who calls this resource sees them.
    package var fileActions: ManifestActions {
        ManifestActions(scope.rest["actions"], path: "actions", resource: nil, scope: scope)
    }

    /// The component without its version: `devsapp/fc3@0.1.5` is `devsapp/fc3`.
    package var componentName: String { Self.baseName(of: component) }

    /// Whether it is a function that can be invoked. Local paths and addresses count when their props name a function.
    package var isFunction: Bool {
        switch componentName {
        case "fc3", "devsapp/fc3": return true
        case "fc", "devsapp/fc": return isLegacy
        default:
            let isElsewhere = [".", "/", "~", "http://", "https://", "file:"].contains { component.hasPrefix($0) }
            return isElsewhere && !(props["functionName"]?.isNull ?? true)
        }
    }
}
