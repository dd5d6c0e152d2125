/// Reads the files that credentials lie in, within a limit no honest one reaches.
enum CredentialFile {
    /// The largest file that is read, in bytes: a broken one must be told in no time.
    static let limit = 1 << 20

    /// The bytes of a file; nil when there is none.
    /// - Parameter what: how messages name it, with its path.
    static func contents(
        of path: String, _ what: String, in files: any FileReader
    ) throws(CredentialError) -> [UInt8]? {
        let bytes: [UInt8]
        do {
            guard let found = try files.contents(of: path) else { return nil }
            bytes = found
        } catch {
            throw CredentialError(.unreadable, "\(what) cannot be read: \(error.reason)")
        }
        guard bytes.count <= limit else { throw tooLarge(what) }
        return bytes
    }

    /// The error for a larger one.
    static func tooLarge(_ what: String) -> CredentialError {
        CredentialError(.unreadable, "\(what) is larger than 1 MB, so it holds something else")
    }
}
