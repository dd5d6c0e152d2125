/// The programs that stand between the endpoint and a handler, one for each language.
enum Bootstrap: String {
    case python = "py"
    case node = "js"
    case php

    /// Writes the bootstrap into the folder unless it is there; its name holds its checksum.
    /// - Returns: the file's path.
    func write(to stateFolder: String) throws(FileError) -> String {
        let source = source
        var checksum = CRC64()
        checksum.add(source)
        let folder = Self.folder(in: stateFolder)
        try FileSystem.makePrivateFolder(folder)
        let path = "\(folder)/\(self)-\(String(checksum.value, radix: 16)).\(rawValue)"
        if FileSystem.stamp(path)?.size == source.count { return path }
        try FileSystem.writePrivate(source, to: path)
        return path
    }

    /// Where the bootstraps lie.
    static func folder(in stateFolder: String) -> String { stateFolder + "/bootstraps" }

    private var source: [UInt8] {
        switch self {
        case .python: PackageResources.python_py
        case .node: PackageResources.node_js
        case .php: PackageResources.php_php
        }
    }
}
