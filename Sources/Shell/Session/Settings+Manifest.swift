import FCCore

extension Settings {
    /// Fills in what the s.yaml says: the access alias of the file, and what the chosen resource brings.
    /// - Parameter isLocal: whether the call goes to a local endpoint, for which region and endpoint do not count.
    /// - Throws: ``Failure`` when a value that a call needs has none; what a stronger source gives is not needed.
    mutating func fill(from manifest: Manifest, resource: Resource?, isLocal: Bool = false) throws(Failure) {
        manifestResource = resource?.name
        self.manifest = [:]
        let asked = self[.function]
        let needsRegion = !isLocal && !resolve(.region).source.isStrongerThanManifest
        let needsEndpoint = !isLocal && !resolve(.endpoint).source.isStrongerThanManifest
        // What env.yaml says about the access is stronger than the file, and so than its resources.
        self.manifest[.access] =
            manifest.environmentName == nil ? resource?.access ?? manifest.access : manifest.access
        // One resource lends its region to a function that is named otherwise, as `s invoke --function-name` does.
        guard let source = resource ?? (manifest.functions.count == 1 ? manifest.functions.first : nil) else { return }
        try take(.region, isNeeded: needsRegion) { () throws(ManifestError) in try source.region }
        guard let resource else { return }
        try take(.function, isNeeded: asked == nil || asked == resource.name) {
            () throws(ManifestError) in try resource.functionName
        }
        try take(.endpoint, isNeeded: needsEndpoint) { () throws(ManifestError) in try resource.endpoint }
    }

    private mutating func take(
        _ setting: Setting, isNeeded: Bool, _ value: () throws(ManifestError) -> String?
    ) throws(Failure) {
        do {
            manifest[setting] = try value()
        } catch {
            if isNeeded { throw Failure(error) }
        }
    }
}
