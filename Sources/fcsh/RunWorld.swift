import FCCore
import Shell

/// The world a run lives in: the real one, one that writes calls down, or one where every call was made before.
struct RunWorld {
    private let options: RunOptions
    private let program: Program

    init(_ options: RunOptions, _ program: Program) {
        self.options = options
        self.program = program
    }

    /// The world.
    /// - Throws: ``Failure`` with status 2 for a saved session that cannot be read.
    func world(recording: SessionRecording?) throws(Failure) -> World {
        var world = program.world
        if let name = options.replay {
            let bytes = try contents(name)
            let entries = try SessionFile.read(bytes, name: name)
            world.samples = SessionFile.samples(in: bytes)
            let transport = ReplayTransport(entries, masker: program.console.masker)
            world.makeTransport = { () throws(Failure) in transport }
            world.soleTarget = ReplayTransport.target
        } else if let recording {
            world.samples = recording.samples
            let makeTransport = world.makeTransport
            world.makeTransport = { () throws(Failure) in
                RecordingTransport(try makeTransport(), into: recording)
            }
        }
        return world
    }

    private func contents(_ name: String) throws(Failure) -> [UInt8] {
        do {
            if let bytes = try program.world.files.contents(of: program.world.path(name)) { return bytes }
        } catch {
            throw Failure(.usage, "\(name) cannot be read: \(error.reason)")
        }
        throw Failure(.usage, "there is no file \(name)")
    }
}
