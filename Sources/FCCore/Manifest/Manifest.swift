/// An s.yaml: which functions a project has and what is set for them.
///
/// Values are read when they are asked for, so a `${…}` or a mistake in a key that nobody needs does no harm.
package struct Manifest: Sendable {
    /// The file's absolute path.
    package let path: String
    /// The folder the file lies in: paths in the file start from here.
    package let directory: String
    /// The value of `edition` as text; `1.0.0` when the key is missing.
    package let edition: String
    /// The project's name.
    package let name: String?
    /// The alias the file asks for, as it was written: `${aliyun-cli}` is a marker.
    package let access: String?
    /// The resources in the order of the file.
    package let resources: [Resource]
    /// The actions of the whole file.
    package let actions: ManifestActions
    /// What a reader should be told, such as that the file is in the older format.
    package let warnings: [String]

    /// Whether the file is in the older format with `services`.
    package var isLegacy: Bool { edition != "3.0.0" }

    /// The resources that are functions.
    package var functions: [Resource] { resources.filter(\.isFunction) }

    /// The resource of a name, nil when there is none.
    package func resource(named name: String) -> Resource? {
        resources.first { $0.name == name }
    }

    /// The resource that somebody named.
    /// - Throws: ``ManifestError`` of kind `resourceNotFound` that lists the resources there are.
    package func requiredResource(named name: String) throws(ManifestError) -> Resource {
        if let resource = resource(named: name) { return resource }
        let known = resources.map(\.name).joined(separator: ", ")
        throw ManifestError(
            .resourceNotFound, "there is no resource '\(name)' in \(FilePaths.name(of: path))", file: path,
            hint: resources.isEmpty ? "the file has no resources" : "there are: \(known)")
    }
}

/// One entry under `resources`, or under `services` in an older file.
package struct Resource: Sendable {
    /// The key it stands under.
    package let name: String
    /// The component as it was written, e.g. `fc3` or `devsapp/fc3@0.1.5`.
    package let component: String
    /// The alias that is to be used for it, as it was written.
    package let access: String?
    /// What is set for it.
    package let props: YAMLNode
    /// The actions of this resource.
    package let actions: ManifestActions
    /// Where its key stands.
    package let position: YAMLPosition
    /// The file it stands in.
    package let file: String
    /// The folder its paths start from.
    package let directory: String
    /// Whether it stands in a file of the older format.
    package let isLegacy: Bool

    /// The component without its version: `devsapp/fc3@0.1.5` is `devsapp/fc3`.
    package var componentName: String {
        guard let at = component.lastIndex(of: "@"), at != component.startIndex else { return component }
        return String(component[..<at])
    }

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
