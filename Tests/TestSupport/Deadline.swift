#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A moment by which something has to have happened.
struct Deadline {
    private let clock = ContinuousClock()
    private let end: ContinuousClock.Instant

    init(after limit: Duration) {
        end = clock.now + limit
    }

    /// Whether the moment is over.
    var hasPassed: Bool { clock.now >= end }

    /// The time left, for `poll`.
    var milliseconds: Int32 {
        let left = (end - clock.now).components
        let total = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000
        return Int32(clamping: max(0, total + 1))
    }

    /// Asks a condition until it holds; it is asked at least once.
    func wait(for condition: () -> Bool) -> Bool {
        while !condition() {
            if hasPassed { return false }
            poll(nil, 0, min(2, milliseconds))
        }
        return true
    }
}
