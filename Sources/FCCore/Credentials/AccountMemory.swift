internal import Crypto

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Which account a key id belongs to, kept between runs: a key id never changes its account.
package protocol AccountMemory: Sendable {
    /// The account of a key id, when it is known.
    func account(of keyID: String) -> String?
    /// Keeps what was found out; what cannot be kept is asked again the next time.
    func remember(_ account: String, of keyID: String)
}

/// Remembers nothing.
package struct NoAccountMemory: AccountMemory {
    package init() {}
    package func account(of keyID: String) -> String? { nil }
    package func remember(_ account: String, of keyID: String) {}
}

/// Account ids in `$XDG_CACHE_HOME/fcsh/accounts.json`, under the SHA-256 of the key id. Nothing else of a key is in it.
package struct AccountFile: AccountMemory {
    /// The newest entries that are kept: keys of roles change by the hour.
    static let limit = 100

    private let path: String
    private let files: any FileReader

    /// The memory in a folder, which is made with mode 0700 when there is something to keep.
    package init(folder: String, files: any FileReader = DiskFiles()) {
        path = folder + "/accounts.json"
        self.files = files
    }

    /// The folder that an environment asks for (XDG base directories); nil without a home directory.
    package static func folder(environment: [String: String]) -> String? {
        if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") { return base + "/fcsh" }
        return environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/.cache/fcsh" : nil }
    }

    package func account(of keyID: String) -> String? {
        guard let account = record()[Self.name(of: keyID)]?.stringValue, Self.isAccount(account) else { return nil }
        return account
    }

    package func remember(_ account: String, of keyID: String) {
        guard Self.isAccount(account) else { return }
        let name = Self.name(of: keyID)
        var fields = record().fields.filter { $0.key != name }
        fields.append((name, .string(account)))
        let bytes = JSONWriter.bytes(.object(Record(fields.suffix(Self.limit))), layout: .pretty) + [0x0A]
        Self.replace(path, with: bytes)
    }

    private func record() -> Record {
        guard let bytes = (try? files.contents(of: path)).flatMap({ $0 }), bytes.count < 1 << 16 else {
            return Record()
        }
        return (try? JSONReader.read(bytes))?.recordValue ?? Record()
    }

    private static func name(of keyID: String) -> String {
        let digits = Array("0123456789abcdef")
        return SHA256.hash(data: Array(keyID.utf8)).reduce(into: "") { text, byte in
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
    }

    private static func isAccount(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Puts a new file in the place of the old one, whole or not at all.
    private static func replace(_ path: String, with bytes: [UInt8]) {
        makeFolders(of: path)
        let draft = "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max))"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        let isWritten = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == bytes.count
        close(descriptor)
        if !isWritten || rename(draft, path) != 0 { unlink(draft) }
    }

    private static func makeFolders(of path: String) {
        let folder = FilePaths.directory(of: path)
        if mkdir(folder, 0o700) == 0 || errno != ENOENT || folder == "/" { return }
        makeFolders(of: folder)
        mkdir(folder, 0o700)
    }
}
