import FCCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What an earlier endpoint has left.
extension TaskJournal {
    /// More bytes than the longest entry can have.
    private static let fileLimit = 16 << 20

    /// The tasks that are written down. What cannot be read is told of, put aside and kept for a week.
    func load() -> [TaskRecord] {
        var found: [TaskRecord] = []
        let tasks = folder + "/tasks"
        for name in FileSystem.names(in: tasks) {
            let file = "\(tasks)/\(name)"
            let parts = name.split(separator: ".")
            guard parts.count == 2, let serial = Int(parts[0]) else {
                // A draft of a file that never came to be.
                unlink(file)
                continue
            }
            switch parts[1] {
            case "task": if let task = task(serial) { found.append(task) }
            case "state": if FileSystem.stamp(path(of: serial, "task")) == nil { unlink(file) }
            default: removeWhenOld(file)
            }
        }
        let old = TaskRetention.expendable(found, now: WallClock.milliseconds())
        for task in old { remove(task.serial) }
        let gone = Set(old.map(\.serial))
        return found.filter { !gone.contains($0.serial) }.sorted { $0.serial < $1.serial }
    }

    private func task(_ serial: Int) -> TaskRecord? {
        let file = path(of: serial, "task")
        let bytes = (try? FileSystem.read(file, limit: Self.fileLimit)) ?? []
        if let task = TaskRecord(journalEntry: bytes, serial: serial, progress: progress(serial)) { return task }
        notice("\(file) is no task that can be read; it is put aside")
        _ = FileSystem.move(file, to: path(of: serial, "broken"))
        return nil
    }

    private func progress(_ serial: Int) -> TaskRecord.Progress? {
        let file = path(of: serial, "state")
        guard let bytes = try? FileSystem.read(file, limit: Self.fileLimit) else { return nil }
        if let progress = TaskRecord.Progress(journalEntry: bytes) { return progress }
        notice("\(file) cannot be read; the call begins anew")
        return nil
    }

    private func removeWhenOld(_ file: String) {
        guard let stamp = FileSystem.stamp(file) else { return }
        if WallClock.milliseconds() - stamp.modified / 1_000_000 > TaskRetention.age { unlink(file) }
    }
}

// MARK: Configurations of asynchronous calls

extension TaskJournal {
    private var configurations: String { folder + "/async-configs.json" }

    /// Writes down how the asynchronous calls of functions are treated, where somebody has set it.
    func keep(_ settings: [String: LocalFunction.AsyncSettings]) {
        let sorted = settings.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        let value = Value.object(Record(sorted.map { ($0.key, $0.value.journalValue) }))
        do throws(FileError) {
            let bytes = JSONWriter.bytes(value, layout: .pretty)
            try FileSystem.writePrivate(bytes, to: configurations, isSynced: true)
        } catch {
            notice("\(error.path): \(error.reason); configurations of asynchronous calls end with this endpoint")
        }
    }

    /// What was written down.
    func settings() -> [String: LocalFunction.AsyncSettings] {
        guard let bytes = try? FileSystem.read(configurations) else { return [:] }
        guard let record = (try? JSONReader.read(bytes))?.recordValue else {
            notice("\(configurations) cannot be read; what the s.yaml says holds")
            return [:]
        }
        var settings: [String: LocalFunction.AsyncSettings] = [:]
        for field in record.fields { settings[field.key] = LocalFunction.AsyncSettings(journalValue: field.value) }
        return settings
    }
}
