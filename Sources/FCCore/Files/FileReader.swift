/// What is known of a file without opening it.
package struct FileStatus: Sendable, Hashable {
    /// Whether it is a folder.
    package var isDirectory: Bool
    /// The permission bits, as in `chmod`.
    package var permissions: UInt16

    /// A status.
    package init(isDirectory: Bool = false, permissions: UInt16 = 0o600) {
        self.isDirectory = isDirectory
        self.permissions = permissions
    }

    /// Whether people other than the owner may read it.
    package var isReadableByOthers: Bool { permissions & 0o044 != 0 }
}

/// A file is there and cannot be read.
package struct FileReadError: Error, Sendable, Hashable {
    /// The path as it was asked for.
    package let path: String
    /// The system's reason, e.g. `Permission denied`.
    package let reason: String

    /// An error.
    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }
}

/// The file system as credentials and manifests see it: whole files, read only.
package protocol FileReader: Sendable {
    /// The bytes of a file; nil when there is no such file.
    /// - Throws: ``FileReadError`` when the file exists and cannot be read.
    func contents(of path: String) throws(FileReadError) -> [UInt8]?

    /// What is at a path; nil when there is nothing.
    func status(of path: String) -> FileStatus?
}
