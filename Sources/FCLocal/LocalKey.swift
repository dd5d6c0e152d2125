import FCCore

/// The throw-away key pair of a project's local endpoint. It opens nothing but that endpoint.
enum LocalKey {
    /// The key pair kept in the folder; made, with mode 0600, when there is none.
    static func load(from folder: String) throws(LocalEndpointError) -> Credentials {
        let path = folder + "/access-key"
        do throws(FileError) {
            try FileSystem.makePrivateFolder(folder)
            if FileSystem.status(path) != nil, let known = read(try FileSystem.read(path)) { return known }
            let id = "LocalFcsh" + Identifiers.random(16)
            let secret = Identifiers.random(32)
            try FileSystem.writePrivate(Array("\(id)\n\(secret)\n".utf8), to: path)
            return Credentials(accessKeyID: id, accessKeySecret: Secret(secret))
        } catch {
            throw .stateFolder(path: error.path, reason: error.reason)
        }
    }

    private static func read(_ bytes: [UInt8]) -> Credentials? {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard lines.count == 2, lines.allSatisfy({ $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } }) else {
            return nil
        }
        return Credentials(accessKeyID: String(lines[0]), accessKeySecret: Secret(String(lines[1])))
    }
}
