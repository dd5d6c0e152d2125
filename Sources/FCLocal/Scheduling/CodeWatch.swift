/// Tells when the code of a function has changed, without looking too often.
struct CodeWatch: Sendable {
    /// How long files must have been left alone until the folder counts as written.
    static let settleTime: Duration = .milliseconds(150)

    /// What the folder looked like last time.
    private(set) var fingerprint: CodeFingerprint
    private let folder: String
    private var next = ContinuousClock.now

    /// Looks at a folder for the first time.
    init(folder: String) {
        self.folder = folder
        fingerprint = .of(folder)
    }

    /// Whether it is time to look again.
    var isDue: Bool { ContinuousClock.now >= next }

    /// Looks again; true when something has changed.
    ///
    /// Looking takes at most a twentieth of the time, so that a small folder is looked at on nearly every call, and
    /// happens at least every 250 ms unless the folder is so large that even that would be too much.
    mutating func refresh() -> Bool {
        let start = ContinuousClock.now
        let current = CodeFingerprint.of(folder)
        let end = ContinuousClock.now
        let cost = start.duration(to: end)
        next = end + min(cost * 20, max(.milliseconds(250), cost * 4))
        defer { fingerprint = current }
        return current != fingerprint
    }

    /// Whether the newest file is old enough not to be written to at this moment.
    func isSettled(now: Int64) -> Bool {
        let age = now - fingerprint.modifiedMilliseconds
        return age < 0 || age >= Self.settleTime.nanoseconds / 1_000_000
    }
}
