import FCCore
import Shell
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a run leaves behind beside its output: reports, a saved session.
final class RunPapers: Sendable {
    /// Told of what happens; nil when nobody asked for a report.
    let recorder: RunRecorder?
    /// The calls, when the session is to be saved.
    let recording: SessionRecording?
    private let reports: [(request: ReportRequest, file: ReportFile?)]
    private let sessionFile: ReportFile?
    private let console: Console
    /// Where standard output led when the run began, while a report is to go there.
    private let output: FileDescriptorSink?
    private let isWritten = Mutex(false)

    /// Looks at every file before anything runs.
    /// - Throws: ``Failure`` with status 2 for one that could not be written, or would be written twice.
    init(_ options: RunOptions, world: World, console: Console) throws(Failure) {
        self.console = console
        var destinations: Set<String> = []
        for report in options.reports {
            guard destinations.insert(report.isForOutput ? "-" : world.path(report.destination)).inserted else {
                let place = report.isForOutput ? "standard output" : report.destination
                throw Failure(.usage, "two reports cannot both go to \(place)", next: "give one of them another file")
            }
        }
        reports = options.reports.map { request in
            let path = world.path(request.destination)
            return (request, request.isForOutput ? nil : ReportFile(path, name: request.destination))
        }
        for report in reports { try report.file?.check() }
        if let name = options.savedSession {
            if options.replay != nil {
                throw Failure(.usage, "a replay makes no calls that could be saved", next: "leave out --save-session")
            }
            let file = ReportFile(world.path(name), name: name, isPrivate: true)
            try file.check()
            sessionFile = file
            recording = SessionRecording(
                samples: SampleSource(seconds: UTCTime(world.now()).seconds, seed: world.nonce()))
        } else {
            sessionFile = nil
            recording = nil
        }
        recorder = reports.isEmpty ? nil : RunRecorder(began: UTCTime(world.now()).timestamp)
        output = destinations.contains("-") ? try Self.clearOutput(console) : nil
    }

    /// Keeps standard output for a report: everything else, that of other programs included, goes to standard error.
    private static func clearOutput(_ console: Console) throws(Failure) -> FileDescriptorSink {
        let kept = fcntl(1, F_DUPFD_CLOEXEC, 3)
        guard kept >= 0, dup2(2, 1) >= 0 else {
            throw Failure(.internalFault, "standard output cannot be kept: \(String(cString: strerror(errno)))")
        }
        let capabilities = console.errorCapabilities
        console.update(.output) { $0 = capabilities }
        return FileDescriptorSink(kept)
    }

    /// Writes everything, once. What cannot be written is told on standard error.
    /// - Returns: the status the run ends with.
    func write(ending: RunRecord.Ending, status: ExitStatus) -> ExitStatus {
        let isFirst = isWritten.withLock { isWritten in
            defer { isWritten = true }
            return !isWritten
        }
        guard isFirst else { return status }
        var status = status
        do throws(Failure) {
            if let recording, let sessionFile {
                try sessionFile.write(SessionFile.text(of: recording, masker: console.masker))
            }
        } catch {
            console.show(error)
            if status == .success { status = error.status }
        }
        guard let recorder else { return status }
        let record = recorder.record(ending: ending, status: status).masked(by: console.masker)
        for report in reports {
            do throws(Failure) {
                try write(report.request, report.file, record)
            } catch {
                console.show(error)
                if status == .success { status = error.status }
            }
        }
        return status
    }

    private func write(_ request: ReportRequest, _ file: ReportFile?, _ record: RunRecord) throws(Failure) {
        let text = request.text(of: record)
        if let file { return try file.write(text) }
        do {
            try output?.write(Array(text.utf8))
        } catch {
            throw Failure(error.exitStatus, error == .brokenPipe ? "nobody reads the report" : error.message)
        }
    }
}
