/// Finds and reads s.yaml files.
package struct ManifestReader: Sendable {
    private let files: any FileReader

    /// A reader on a file system.
    package init(files: any FileReader = DiskFiles()) {
        self.files = files
    }

    /// The path of the s.yaml to use.
    /// - Parameters:
    ///   - template: the file that was named, relative to the folder; nil to look for `s.yaml`, then `s.yml`.
    ///   - directory: the working directory. Folders above it are not searched.
    /// - Throws: ``ManifestError`` of kind `noManifest` when none was named and none is there, `templateNotFound` or
    ///   `templateExtension` for a named one.
    package func locate(template: String?, directory: String) throws(ManifestError) -> String {
        if let template {
            let path = FilePaths.resolve(template, from: directory)
            guard isFile(path) else {
                throw ManifestError(
                    .templateNotFound, "The specified template file does not exist: \(template)",
                    hint: "the path starts from \(directory)")
            }
            return try checkingExtension(path)
        }
        for name in ["s.yaml", "s.YAML", "s.YML", "s.yml"] {
            let path = FilePaths.resolve(name, from: directory)
            if isFile(path) { return try checkingExtension(path) }
        }
        throw ManifestError(
            .noManifest, "the s.yaml/s.yml file was not found.",
            hint: "name one with -t FILE, or give --region and --function-name")
    }

    /// Reads an s.yaml.
    /// - Parameter path: an absolute path.
    /// - Throws: ``ManifestError`` when the file cannot be read, is no YAML or has another shape than an s.yaml.
    package func read(_ path: String) throws(ManifestError) -> Manifest {
        let bytes = try contents(path)
        let root: YAMLNode
        do {
            root = try YAMLReader.read(bytes)
        } catch {
            let name = FilePaths.name(of: path)
            throw ManifestError(
                .yamlInvalid, "\(name) format is incorrect: \(error.reason) (\(error.line):\(error.column))",
                file: path, position: YAMLPosition(line: error.line, column: error.column))
        }
        return try ManifestBuilder(path: path, root: root).manifest()
    }

    private func contents(_ path: String) throws(ManifestError) -> [UInt8] {
        let bytes: [UInt8]?
        do {
            bytes = try files.contents(of: path)
        } catch {
            throw ManifestError(.unreadable, "the file cannot be read: \(error.reason)", file: path)
        }
        guard let bytes else {
            throw ManifestError(.templateNotFound, "The specified template file does not exist: \(path)")
        }
        return bytes
    }

    private func isFile(_ path: String) -> Bool {
        files.status(of: path).map { !$0.isDirectory } ?? false
    }

    private func checkingExtension(_ path: String) throws(ManifestError) -> String {
        guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else {
            throw ManifestError(.templateExtension, "\(path) file should be yaml or yml file.")
        }
        return path
    }
}
