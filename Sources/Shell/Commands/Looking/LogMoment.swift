package import FCCore

/// A moment as `--since` names it: so long ago, or a time.
package struct LogMoment: Sendable, Hashable {
    /// What was written.
    package enum Content: Sendable, Hashable {
        case ago(Duration)
        case time(UTCTime)
    }

    package let content: Content

    /// In seconds since 1970, seen from a moment.
    package func seconds(now: Int) -> Int {
        switch content {
        case .ago(let duration): now - Int(duration.components.seconds)
        case .time(let time): time.seconds
        }
    }
}

extension ArgumentKind where Content == LogMoment {
    /// `20m`, `2h`, `3d`, `2026-01-02`, `2026-01-02T03:04`, `2026-01-02T03:04:05Z`, or seconds since 1970; UTC.
    static var moment: Self {
        Self("DURATION|TIME") { argument throws(ArgumentProblem) in
            let text = argument.text
            if let days = text.hasSuffix("d") ? Int(text.dropLast()) : nil, (1...3650).contains(days) {
                return LogMoment(content: .ago(.seconds(days * 86400)))
            }
            if let duration = Duration(secondsOrLiteral: text), Int(text) == nil, duration > .zero {
                return LogMoment(content: .ago(duration))
            }
            if let seconds = Int(text), seconds > 1_000_000_000, seconds < 100_000_000_000 {
                return LogMoment(content: .time(UTCTime(seconds: seconds)))
            }
            if let time = time(text) { return LogMoment(content: .time(time)) }
            throw ArgumentProblem(
                "'\(text)' is neither a length of time nor a moment", next: "30m, 2h, 3d, or 2026-01-02T03:04:05Z")
        }
    }

    private static func time(_ text: String) -> UTCTime? {
        let written = text.replacing(" ", with: "T")
        let rest = "T00:00:00Z"
        let shape = "0000-00-00T00:00:00Z"
        let plain = written.hasSuffix("Z") ? String(written.dropLast()) : written
        guard [10, 16, 19].contains(plain.utf8.count), plain.utf8.count < shape.utf8.count else { return nil }
        return UTCTime(timestamp: plain + rest.dropFirst(plain.utf8.count - 10))
    }
}
