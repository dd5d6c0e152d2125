import FCCore
import Shell

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The folder that is open in VS Code, as far as that can be guessed, and its launch configurations.
struct VSCodeWorkspace {
    /// What became of a configuration that was to be added.
    enum Addition {
        case added
        /// The same one is there.
        case present
        /// Another one of this name is there and stays.
        case kept
        /// The file is not plain JSON, which people edit and this program does not.
        case unreadable
    }

    /// The folder.
    let folder: String

    /// The nearest folder above the s.yaml that VS Code has been in; else where the person is, if the s.yaml lies below;
    /// else the s.yaml's own.
    init(manifest: String, directory: String) {
        let own = FilePaths.directory(of: manifest)
        var candidate = own
        while candidate != "/", !candidate.isEmpty {
            if access(candidate + "/.vscode", F_OK) == 0 {
                folder = candidate
                return
            }
            candidate = FilePaths.directory(of: candidate)
        }
        folder = own.hasPrefix(directory + "/") ? directory : own
    }

    /// The file of launch configurations.
    var path: String { folder + "/.vscode/launch.json" }

    /// Adds a configuration and leaves everything that is there as it is.
    /// - Throws: status 2 when the file cannot be read or written.
    func add(_ attachment: VSCodeAttachment) throws(Failure) -> Addition {
        let bytes: [UInt8]?
        do throws(FileReadError) {
            bytes = try DiskFiles().contents(of: path)
        } catch {
            throw Failure(.usage, "\(path) cannot be read: \(error.reason)")
        }
        guard let bytes else {
            try create(LaunchFile.text(of: attachment.value))
            return .added
        }
        guard let file = LaunchFile(bytes) else { return .unreadable }
        if let known = file.configuration(named: attachment.name) {
            return known == attachment.value ? .present : .kept
        }
        try FileReplacement.write(file.adding(attachment.value), to: path)
        return .added
    }

    private func create(_ bytes: [UInt8]) throws(Failure) {
        mkdir(folder + "/.vscode", 0o777)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw Failure(.usage, "\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
        close(descriptor)
        try FileReplacement.write(bytes, to: path)
    }
}
