/// One environment of an env.yaml: what it changes in the resources of a project.
struct EnvironmentOverlay: Sendable {
    /// Its name.
    let name: String
    /// Its mapping.
    let node: YAMLNode

    /// The alias it asks for, as it was written.
    var access: String? {
        guard let scalar = node["access"]?.scalar, !scalar.isNull, !scalar.text.isEmpty else { return nil }
        return scalar.text
    }

    /// A resource with its component's changes, its own, and the region of the infrastructure laid over it.
    func applied(to entry: ResourceEntry, _ scope: ManifestScope) -> ResourceEntry {
        var changed = entry
        let overlays = node["overlays"]
        let component = Resource.component(of: entry, scope) ?? ""
        let byComponent =
            overlays?["components"]?[component] ?? overlays?["components"]?[Resource.baseName(of: component)]
        var layers = [byComponent, overlays?["resources"]?[entry.name]].compactMap { $0 }
        if let region = node["infraStack"]?["region"], !region.isNull {
            let field = YAMLField(key: "region", position: region.position, value: region)
            layers.append(YAMLNode(.mapping([field]), at: region.position, source: region.source))
        }
        for layer in layers where layer.fields != nil {
            changed.props = changed.props.merged(with: layer.reached(by: .overlay(name))) { node in
                scope.mapping(node, path: "\(scope.resourcesKey).\(entry.name).props", resource: entry)
            }
        }
        return changed
    }
}

/// Which environment is in force: the one that was named, or the one stored as the project's default.
struct EnvironmentChoice {
    let name: String
    /// Whether somebody named it for this run.
    let isNamed: Bool

    /// The choice; nil for none.
    /// - Parameters:
    ///   - project: the project's name.
    ///   - path: the path of the s.yaml.
    static func make(
        _ surroundings: ManifestSurroundings, project: String?, path: String, files: any FileReader
    ) -> EnvironmentChoice? {
        if let name = surroundings.environmentName { return EnvironmentChoice(name: name, isNamed: true) }
        let remote = surroundings.environment["ALIYUN_DEVS_REMOTE_PROJECT_NAME"].flatMap { $0.isEmpty ? nil : $0 }
        guard let project = remote ?? project else { return nil }
        let store = AccessStore(environment: surroundings.environment, home: surroundings.home, files: files)
        for root in store.roots {
            guard let bytes = (try? files.contents(of: root + "/cache/default-env.json")) ?? nil,
                let list = (try? JSONReader.read(bytes))?.arrayValue
            else { continue }
            let own = list.filter { $0["project"]?.stringValue == project }
            let places = [path, FilePaths.directory(of: path)]
            let entry = own.first { places.contains($0["path"]?.stringValue ?? "") } ?? own.first
            if let name = entry?["default"]?.stringValue, !name.isEmpty {
                return EnvironmentChoice(name: name, isNamed: false)
            }
        }
        return nil
    }
}
