/// The environment variables a project sees: those of the process, and below them those of its `.env` files.
package struct ManifestEnvironment: Sendable, Hashable {
    /// All variables.
    package private(set) var values: [String: String]
    /// The `.env` file a variable is from; nil for those of the process.
    package private(set) var origins: [String: String] = [:]
    /// What a reader should be told, such as a variable that leads back to itself.
    package private(set) var warnings: [String] = []

    /// The environment of the process alone.
    package init(_ process: [String: String]) {
        values = process
    }

    /// Adds what a `.env` file has; a variable that is there already keeps its value.
    /// - Returns: whether there was such a file.
    @discardableResult
    mutating func load(_ path: String, from files: any FileReader) throws(ManifestError) -> Bool {
        guard files.status(of: path).map({ !$0.isDirectory }) ?? false else { return false }
        let bytes: [UInt8]?
        do {
            bytes = try files.contents(of: path)
        } catch {
            warnings.append("\(path) cannot be read: \(error.reason)")
            return true
        }
        guard let bytes else { return false }
        guard bytes.count <= Self.sizeLimit else {
            throw ManifestError(
                .tooLarge, "the file has \(bytes.count) bytes; a .env file has at most \(Self.sizeLimit)", file: path)
        }
        add(DotEnvFile(bytes), path: path)
        return true
    }

    /// How large a `.env` file may be, in bytes.
    static let sizeLimit = 1 << 20

    private mutating func add(_ file: DotEnvFile, path: String) {
        for variable in file.variables where values[variable.name] == nil {
            values[variable.name] = variable.value
            origins[variable.name] = path
        }
        // What the process had is expanded too, when the file names it.
        let expansion = DotEnvExpansion(environment: values)
        for variable in file.variables {
            guard let value = values[variable.name] else { continue }
            guard value.utf8.contains(UInt8(ascii: "$")) else { continue }
            if let expanded = expansion.expand(value) {
                values[variable.name] = expanded
            } else {
                warnings.append("\(path): the value of \(variable.name) leads back to itself and stays as it is")
            }
        }
    }
}
