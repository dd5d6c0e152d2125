/// Paths as text: joined and normalised without asking the file system.
package enum FilePaths {
    /// The path as seen from a folder, without `.` and `..` parts and without a trailing slash.
    /// - Parameters:
    ///   - path: absolute, or relative to the folder.
    ///   - directory: the folder.
    package static func resolve(_ path: String, from directory: String) -> String {
        normalize(path.utf8.first == UInt8(ascii: "/") ? path : directory + "/" + path)
    }

    /// The folder a file lies in.
    package static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The last part of a path.
    package static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    private static func normalize(_ path: String) -> String {
        if isNormal(path) { return path }
        let isAbsolute = path.utf8.first == UInt8(ascii: "/")
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part)
            } else if let last = parts.last, last != ".." {
                parts.removeLast()
            } else if !isAbsolute {
                parts.append(part)
            }
        }
        let joined = parts.joined(separator: "/")
        if isAbsolute { return "/" + joined }
        return joined.isEmpty ? "." : joined
    }

    /// Whether an absolute path has no empty part and none that begins with a point: most are of that kind.
    private static func isNormal(_ path: String) -> Bool {
        let slash = UInt8(ascii: "/")
        var previous: UInt8?
        for byte in path.utf8 {
            if previous == slash, byte == slash || byte == UInt8(ascii: ".") { return false }
            if previous == nil, byte != slash { return false }
            previous = byte
        }
        return previous != nil && previous != slash
    }
}
