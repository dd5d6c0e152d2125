import FCCore

/// The `Date` header's form of a time: `Sun, 06 Nov 1994 08:49:37 GMT`.
enum HTTPDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The text of a time in milliseconds since 1970, which was a Thursday.
    static func text(milliseconds: Int64) -> String {
        let seconds = Int(milliseconds / 1000)
        let timestamp = UTCTime(seconds: seconds).timestamp
        let parts = timestamp.split { "-T:Z".contains($0) }
        guard parts.count == 6, let month = Int(parts[1]), (1...12).contains(month) else { return timestamp }
        let weekday = days[seconds / 86400 % 7]
        return "\(weekday), \(parts[2]) \(months[month - 1]) \(parts[0]) \(parts[3]):\(parts[4]):\(parts[5]) GMT"
    }
}
