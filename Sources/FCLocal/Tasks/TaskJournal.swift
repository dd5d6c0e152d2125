import FCCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The folder in which asynchronous calls outlive their endpoint.
///
/// Each task has a file `NUMBER.task`, written once and forced to the disk before the call is answered, and a file
/// `NUMBER.state` for how far it has come, which is replaced whole at every change and left to the system to write. A
/// killed endpoint therefore loses nothing; after a power failure a call that was over may run again.
final class TaskJournal: Sendable {
    /// The folder.
    let folder: String
    let notice: @Sendable (String) -> Void
    /// The open file whose lock keeps other endpoints away; nil when the journal is closed.
    private let lock: Mutex<FolderLock?>
    private let hasComplained = Mutex(false)

    /// Takes a folder, made when missing with mode 0700, for this endpoint alone.
    /// - Throws: ``LocalEndpointError/queueFolder(path:reason:)``, also when another endpoint has it.
    init(_ folder: String, notice: @escaping @Sendable (String) -> Void) throws(LocalEndpointError) {
        self.folder = folder
        self.notice = notice
        do throws(FileError) {
            try FileSystem.makePrivateFolder(folder)
            guard let status = FileSystem.status(folder), status.st_uid == getuid(), status.st_mode & 0o022 == 0 else {
                throw FileError(path: folder, code: EPERM)
            }
            lock = Mutex(try FolderLock(folder + "/lock"))
            try FileSystem.makePrivateFolder(folder + "/tasks")
        } catch {
            throw .queueFolder(path: error.path, reason: Self.reason(error))
        }
    }

    private static func reason(_ error: FileError) -> String {
        switch error.code {
        case EPERM: return "it belongs to somebody else, or others may write to it"
        case EWOULDBLOCK:
            let owner = (try? FileSystem.read(error.path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
            return "another endpoint uses the folder (process \(owner))"
        default: return error.reason
        }
    }

    /// Whether it may be written to.
    private var isOpen: Bool { lock.withLock { $0 != nil } }

    /// Writes a task down and waits for the disk.
    func accept(_ task: TaskRecord) throws(FileError) {
        guard isOpen else { throw FileError(path: folder, code: EBADF) }
        try FileSystem.writePrivate(task.journalEntry, to: path(of: task.serial, "task"), isSynced: true)
        try FileSystem.sync(folder + "/tasks")
    }

    /// Writes down how far a task has come. That it cannot be written is said once; the task runs nevertheless.
    func keepProgress(of task: TaskRecord) {
        guard isOpen else { return }
        do throws(FileError) {
            try FileSystem.writePrivate(task.progress.journalEntry, to: path(of: task.serial, "state"))
        } catch {
            let isNews = hasComplained.withLock { said in
                defer { said = true }
                return !said
            }
            if isNews { notice("\(error.path): \(error.reason); calls that are over may run again after a restart") }
        }
    }

    /// Forgets a task: the state alone means nothing, while the task alone would run again.
    func remove(_ serial: Int) {
        unlink(path(of: serial, "task"))
        unlink(path(of: serial, "state"))
    }

    /// Lets another endpoint have the folder.
    func close() {
        lock.withLock { $0 = nil }
    }

    /// Where something of a task is. Numbers have the same length, so that a listing is in order.
    func path(of serial: Int, _ kind: String) -> String {
        let digits = String(serial)
        return "\(folder)/tasks/\(String(repeating: "0", count: max(0, 12 - digits.count)))\(digits).\(kind)"
    }
}

/// Keeps other endpoints out of a folder; ends with the process, however that ends.
private final class FolderLock: Sendable {
    private let descriptor: Int32

    /// - Throws: ``FileError`` with `EWOULDBLOCK` when another process has the lock.
    init(_ path: String) throws(FileError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw FileError(path: path, code: errno) }
        // For the message of whoever comes second.
        let text = Array(String(getpid()).utf8)
        _ = ftruncate(descriptor, 0)
        _ = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }
}
