/// What a process wrote between two points in time, bounded.
struct CapturedLog: Sendable, Hashable {
    /// The most that is kept of one stretch, in bytes; the front goes first.
    static let limit = 1 << 20

    /// The bytes that were kept.
    private(set) var bytes: [UInt8] = []
    /// How many bytes at the front were there before the call began.
    private(set) var idleBytes = 0

    /// Adds bytes as they arrive; the front is cut only now and then, to keep this linear.
    mutating func append(_ more: some Collection<UInt8>) {
        bytes.append(contentsOf: more)
        if bytes.count > Self.limit * 2 { trim() }
    }

    /// Puts bytes between what was written before the call and what it wrote.
    mutating func insertAtCallStart(_ more: [UInt8]) {
        bytes.insert(contentsOf: more, at: idleBytes)
    }

    /// Everything so far was written before the call that begins now.
    mutating func markCallStart() {
        idleBytes = bytes.count
    }

    /// Hands over what was captured, and starts again.
    mutating func take() -> CapturedLog {
        trim()
        let taken = self
        self = CapturedLog()
        return taken
    }

    /// Hands over what belongs to one of several calls that run at once: the lines that name it. Nothing else tells
    /// them apart.
    /// - Parameters:
    ///   - requestID: the call's request.
    ///   - others: the requests of the other calls, whose lines stay.
    /// - Returns: the call's own lines, and those that name no request. Without other calls everything is its own.
    mutating func take(of requestID: String, among others: [String]) -> (own: CapturedLog, nobodys: CapturedLog) {
        guard !others.isEmpty else { return (take(), CapturedLog()) }
        trim()
        var (own, nobodys, kept) = (CapturedLog(), CapturedLog(), CapturedLog())
        let id = Array(requestID.utf8)
        let otherIDs = others.map { Array($0.utf8) }
        var rest = bytes[...]
        while let end = rest.firstIndex(of: 0x0A) {
            let line = rest[...end]
            rest = rest[(end + 1)...]
            if line.contains(id) {
                own.bytes += line
            } else if otherIDs.contains(where: { line.contains($0) }) {
                kept.bytes += line
            } else {
                nobodys.bytes += line
            }
        }
        kept.bytes += rest
        self = kept
        return (own, nobodys)
    }

    private mutating func trim() {
        let excess = bytes.count - Self.limit
        guard excess > 0 else { return }
        bytes.removeFirst(excess)
        idleBytes = max(0, idleBytes - excess)
    }
}
