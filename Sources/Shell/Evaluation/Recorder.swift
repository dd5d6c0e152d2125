package import ShellSyntax
import Synchronization

/// Writes what succeeded into a script, statement by statement, while `record` is on.
package final class Recorder: Sendable {
    /// What surrounded a statement that succeeded.
    package struct Moment: Sendable {
        /// The text the statement stands in, and the file it was read from.
        package var source: SourceText
        package var file: String?
        /// The results when it began, and when it had ended.
        package var before: ResultStore
        package var after: ResultStore
        /// The numbers of the results that each statement inside its block made.
        package var inside: [SourceSpan: Range<Int>] = [:]
        package var world: World
        package var masker: Masker
    }

    /// A recording that goes on.
    package struct Recording: Sendable {
        package let path: String
        /// Whether answers become assertions.
        package let expects: Bool
        /// How many statements were written.
        package fileprivate(set) var statementCount = 0
        fileprivate var numbering = ResultNumbering()
    }

    private let state = Mutex<Recording?>(nil)

    package init() {}

    /// The recording that goes on.
    package var current: Recording? { state.withLock { $0 } }

    /// Whether there is one.
    package var isOn: Bool { current != nil }

    /// Begins a script with these lines in a new file, 0600.
    func begin(_ path: String, header: [String], expects: Bool) throws(PrivateFile.Problem) {
        try PrivateFile.create(path, Self.bytes(header))
        state.withLock { $0 = Recording(path: path, expects: expects) }
    }

    /// Ends the recording.
    @discardableResult
    package func end() -> Recording? {
        state.withLock { recording in
            defer { recording = nil }
            return recording
        }
    }

    /// Writes a statement that succeeded.
    /// - Returns: what is worth a warning: a statement that had to be left out, or a file that cannot be written any
    ///   more, which ends the recording.
    package func note(_ statement: ResolvedStatement, _ moment: Moment) -> String? {
        state.withLock { recording in
            guard var changed = recording else { return nil }
            let transcript = StatementTranscript(
                statement, moment, numbering: changed.numbering, expects: changed.expects)
            changed.numbering.add(moment)
            guard let lines = transcript.lines else { return nil }
            if transcript.omission == nil { changed.statementCount += 1 }
            do throws(PrivateFile.Problem) {
                try PrivateFile.append(Self.bytes(lines), to: changed.path)
            } catch {
                recording = nil
                return "the recording has ended: \(error.message)"
            }
            recording = changed
            return transcript.omission.map { "not recorded: \($0)" }
        }
    }

    private static func bytes(_ lines: [String]) -> [UInt8] {
        lines.flatMap { Array($0.utf8) + [0x0A] }
    }
}

/// The numbers results have in the recorded script, where only recorded statements make some.
struct ResultNumbering: Sendable {
    private var recorded: [Int: Int] = [:]
    private(set) var count = 0

    /// What `%N` of a statement becomes.
    enum Translation: Sendable, Hashable {
        case unchanged
        case number(Int)
        /// The result is not in the recording.
        case unknown
    }

    /// Counts the results a recorded statement made.
    mutating func add(_ moment: Recorder.Moment) {
        for result in moment.newResults {
            count += 1
            recorded[result.number] = count
        }
    }

    /// - Parameter number: as written, nil for the current result.
    func translation(of number: Int?, before: ResultStore) -> Translation {
        guard let number else {
            guard let current = before.current else { return .unchanged }
            return recorded[current.number] == count && count > 0 ? .unchanged : .unknown
        }
        // What is not there will be reported by whoever needs it.
        guard let result = before[number] else { return .unchanged }
        guard let translated = recorded[result.number] else { return .unknown }
        if number < 0, count + 1 + number == translated { return .unchanged }
        return translated == number ? .unchanged : .number(translated)
    }
}

extension Recorder.Moment {
    /// The results the statement made.
    var newResults: [CallResult] { after.all.filter { $0.number >= before.nextNumber } }
}
