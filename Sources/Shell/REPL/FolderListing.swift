#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What is in a folder, for completion.
package struct FolderEntry: Sendable, Hashable {
    package var name: String
    /// Whether it is a folder, or a link to one.
    package var isDirectory: Bool

    package init(_ name: String, isDirectory: Bool = false) {
        self.name = name
        self.isDirectory = isDirectory
    }
}

/// Lists folders of the real file system.
package enum FolderListing {
    /// The entries of a folder by name, without `.` and `..`; none when it cannot be read.
    package static func entries(of folder: String) -> [FolderEntry] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var entries: [FolderEntry] = []
        while let entry = readdir(stream) {
            let kind = Int32(entry.pointee.d_type)
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee)) {
                    String(cString: $0)
                }
            }
            guard name != ".", name != ".." else { continue }
            entries.append(FolderEntry(name, isDirectory: isDirectory(kind, folder + "/" + name)))
        }
        return entries.sorted { $0.name < $1.name }
    }

    /// File systems that do not tell, and links, are asked for the target.
    private static func isDirectory(_ kind: Int32, _ path: String) -> Bool {
        if kind == Int32(DT_DIR) { return true }
        guard kind == Int32(DT_LNK) || kind == Int32(DT_UNKNOWN) else { return false }
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }
}
