#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A moment in the time zone of this machine, as the page shows it.
struct PageTime: Sendable, Hashable {
    /// `2026-11-23`.
    let date: String
    /// `15:04:05`.
    let time: String
    /// `15:04:05.123`.
    let exactTime: String
    /// The same moment for programs, `2026-11-23T15:04:05.123+0800`.
    let machine: String

    /// The moment that many milliseconds after the beginning of 1970.
    init(_ milliseconds: Int64) {
        var seconds = time_t(milliseconds / 1000)
        var parts = tm()
        localtime_r(&seconds, &parts)
        date =
            "\(Self.padded(Int(parts.tm_year) + 1900, 4))-\(Self.padded(Int(parts.tm_mon) + 1))-"
            + Self.padded(Int(parts.tm_mday))
        time =
            "\(Self.padded(Int(parts.tm_hour))):\(Self.padded(Int(parts.tm_min))):\(Self.padded(Int(parts.tm_sec)))"
        exactTime = "\(time).\(Self.padded(Int(milliseconds % 1000), 3))"
        let offset = Int(parts.tm_gmtoff) / 60
        let zone = "\(Self.padded(abs(offset) / 60))\(Self.padded(abs(offset) % 60))"
        machine = "\(date)T\(exactTime)\(offset < 0 ? "-" : "+")\(zone)"
    }

    /// The time alone on the same day, else with its date.
    func text(on today: PageTime) -> String { date == today.date ? time : "\(date) \(time)" }

    private static func padded(_ number: Int, _ width: Int = 2) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
