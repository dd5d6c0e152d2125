package import FCCore
import Synchronization

/// A file system in memory that remembers which files were opened.
package final class MemoryFiles: FileReader {
    private let contents: [String: [UInt8]]
    private let permissions: [String: UInt16]
    private let unreadable: Set<String>
    private let log = Mutex<[String]>([])

    /// A file system.
    /// - Parameters:
    ///   - texts: the files' texts by absolute path.
    ///   - permissions: permission bits that differ from 0600.
    ///   - unreadable: paths of files that exist and cannot be read.
    package init(_ texts: [String: String], permissions: [String: UInt16] = [:], unreadable: Set<String> = []) {
        contents = texts.mapValues { Array($0.utf8) }
        self.permissions = permissions
        self.unreadable = unreadable
    }

    /// The paths that were opened, found or not, in order.
    package var opened: [String] { log.withLock { $0 } }

    package func contents(of path: String) throws(FileReadError) -> [UInt8]? {
        log.withLock { $0.append(path) }
        guard !unreadable.contains(path) else { throw FileReadError(path: path, reason: "Permission denied") }
        return contents[path]
    }

    package func status(of path: String) -> FileStatus? {
        if contents[path] != nil || unreadable.contains(path) {
            return FileStatus(permissions: permissions[path] ?? 0o600)
        }
        return contents.keys.contains { $0.hasPrefix(path + "/") } ? FileStatus(isDirectory: true) : nil
    }
}
