/// The programs that stand between the endpoint and a handler, one for each language.
enum Bootstrap {
    /// Writes the Python bootstrap into the folder unless it is there; its name holds its checksum.
    /// - Returns: the file's path.
    static func python(in stateFolder: String) throws(FileError) -> String {
        let source = PackageResources.python_py
        var checksum = CRC64()
        checksum.add(source)
        let folder = stateFolder + "/bootstraps"
        try FileSystem.makePrivateFolder(folder)
        let path = "\(folder)/python-\(String(checksum.value, radix: 16)).py"
        if FileSystem.stamp(path)?.size == source.count { return path }
        try FileSystem.writePrivate(source, to: path)
        return path
    }
}
