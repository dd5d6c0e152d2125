#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A code package: a ZIP file, which a JAR is as well (PKWARE APPNOTE 6.3).
struct ZipArchive {
    /// Why a package cannot be used.
    struct Failure: Error, Hashable {
        var reason: String
    }

    /// A file of the package.
    struct Entry: Hashable {
        var name: String
        var method: Int
        var packedSize: Int
        var size: Int
        /// Where its own header begins.
        var offset: Int
        /// The permissions and the kind of file; 0 when the package does not say.
        var mode: Int

        var isFolder: Bool { name.hasSuffix("/") }
        var isLink: Bool { mode & Int(S_IFMT) == Int(S_IFLNK) }
    }

    /// The most that a package may expand to, in bytes (docs: FC, size of unpacked code).
    static let limit = 500 << 20

    /// What is in it.
    let entries: [Entry]
    private let bytes: [UInt8]

    /// Reads the list of files of a package.
    init(_ bytes: [UInt8]) throws(Failure) {
        self.bytes = bytes
        let lowest = max(0, bytes.count - 65_557)
        let end = stride(from: bytes.count - 22, through: lowest, by: -1).first {
            Self.number(bytes, $0, 4) == 0x0605_4B50
        }
        guard bytes.count >= 22, let end else { throw Failure(reason: "it is no ZIP file") }
        var entries: [Entry] = []
        var place = Self.number(bytes, end + 16, 4)
        for _ in 0..<Self.number(bytes, end + 10, 2) {
            guard Self.number(bytes, place, 4) == 0x0201_4B50 else {
                throw Failure(reason: "its list of files is damaged")
            }
            let nameLength = Self.number(bytes, place + 28, 2)
            let nameEnd = place + 46 + nameLength
            guard nameEnd <= bytes.count else { throw Failure(reason: "its list of files is damaged") }
            entries.append(
                Entry(
                    name: String(decoding: bytes[place + 46..<nameEnd], as: UTF8.self),
                    method: Self.number(bytes, place + 10, 2), packedSize: Self.number(bytes, place + 20, 4),
                    size: Self.number(bytes, place + 24, 4), offset: Self.number(bytes, place + 42, 4),
                    mode: Self.number(bytes, place + 40, 2)))
            place = nameEnd + Self.number(bytes, place + 30, 2) + Self.number(bytes, place + 32, 2)
        }
        guard entries.reduce(0, { $0 + $1.size }) <= Self.limit else {
            throw Failure(reason: "it expands to more than \(Self.limit >> 20) MB")
        }
        self.entries = entries
    }

    /// The content of a file.
    func content(of entry: Entry) throws(Failure) -> [UInt8] {
        guard Self.number(bytes, entry.offset, 4) == 0x0403_4B50 else { throw damaged(entry) }
        let start =
            entry.offset + 30 + Self.number(bytes, entry.offset + 26, 2) + Self.number(bytes, entry.offset + 28, 2)
        guard start + entry.packedSize <= bytes.count else { throw damaged(entry) }
        let packed = bytes[start..<start + entry.packedSize]
        switch entry.method {
        case 0: return Array(packed)
        case 8:
            do throws(Inflate.Failure) {
                let content = try Inflate.expand(packed, limit: entry.size)
                guard content.count == entry.size else { throw .endOfData }
                return content
            } catch {
                throw damaged(entry)
            }
        default: throw Failure(reason: "\(entry.name) is packed in a way that is not known (\(entry.method))")
        }
    }

    /// Writes all files into a folder. Nothing is written outside it.
    func unpack(to folder: String) throws(Failure) {
        do throws(FileError) {
            try FileSystem.makePrivateFolder(folder)
        } catch {
            throw Failure(reason: "\(error.path): \(error.reason)")
        }
        for entry in entries where !entry.isLink {
            let parts = entry.name.split(separator: "/").map(String.init)
            guard !entry.name.hasPrefix("/"), !parts.isEmpty, !parts.contains(".."), !entry.name.contains("\0") else {
                throw Failure(reason: "\(entry.name) would be written outside its folder")
            }
            try write(entry, to: folder + "/" + parts.joined(separator: "/"))
        }
    }

    private func write(_ entry: Entry, to path: String) throws(Failure) {
        let content = entry.isFolder ? [] : try content(of: entry)
        do throws(FileError) {
            if entry.isFolder { return try FileSystem.makePrivateFolder(path) }
            let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            try FileSystem.makePrivateFolder(parent.joined(separator: "/"))
            try FileSystem.writePrivate(content, to: path)
        } catch {
            throw Failure(reason: "\(error.path): \(error.reason)")
        }
        if entry.mode & 0o111 != 0 { chmod(path, 0o700) }
    }

    private func damaged(_ entry: Entry) -> Failure { Failure(reason: "\(entry.name) is damaged") }

    /// A number in little endian; 0 beyond the end, which no signature is.
    private static func number(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
        guard place >= 0, place + count <= bytes.count else { return 0 }
        return (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
}
