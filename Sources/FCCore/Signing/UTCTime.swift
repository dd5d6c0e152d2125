public import FoundationEssentials

/// A moment in whole seconds since 1970 with the two spellings that requests and answers use.
///
/// Written by hand because the formatters of the system cost more than a whole signature does.
public struct UTCTime: Sendable, Hashable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public let seconds: Int

    /// That many seconds after the beginning of 1970.
    public init(seconds: Int) {
        self.seconds = seconds
    }

    /// The second that a moment falls in.
    public init(_ date: Date) {
        self.init(seconds: Int(date.timeIntervalSince1970.rounded(.down)))
    }

    /// The same moment as a date.
    public var date: Date { Date(timeIntervalSince1970: Double(seconds)) }

    /// `2023-10-26T10:22:32Z`, as `x-acs-date` wants it.
    public var timestamp: String {
        let (days, rest) = seconds.flooredDivision(by: 86400)
        let (year, month, day) = Self.civil(fromDays: days)
        let time = "\(Self.padded(rest / 3600)):\(Self.padded(rest / 60 % 60)):\(Self.padded(rest % 60))"
        return "\(Self.padded(year, 4))-\(Self.padded(month))-\(Self.padded(day))T\(time)Z"
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, as a `Date` header wants it.
    public var httpDate: String {
        let (days, rest) = seconds.flooredDivision(by: 86400)
        let (year, month, day) = Self.civil(fromDays: days)
        // 1970 began on a Thursday.
        let weekday = Self.weekdays[days.flooredDivision(by: 7).remainder]
        let time = "\(Self.padded(rest / 3600)):\(Self.padded(rest / 60 % 60)):\(Self.padded(rest % 60))"
        return "\(weekday), \(Self.padded(day)) \(Self.months[month - 1]) \(Self.padded(year, 4)) \(time) GMT"
    }

    /// Reads what ``timestamp`` writes; nil for anything else.
    public init?(timestamp: String) {
        let bytes = Array(timestamp.utf8)
        let separators: [Int: UInt8] = [4: 0x2D, 7: 0x2D, 10: 0x54, 13: 0x3A, 16: 0x3A, 19: 0x5A]
        guard bytes.count == 20, separators.allSatisfy({ bytes[$0.key] == $0.value }) else { return nil }
        guard let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10]), let hour = Self.number(bytes[11..<13]),
            let minute = Self.number(bytes[14..<16]), let second = Self.number(bytes[17..<19])
        else { return nil }
        self.init(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    }

    /// Reads the usual form of a `Date` header, `Sun, 06 Nov 1994 08:49:37 GMT`; nil for anything else.
    public init?(httpDate: String) {
        let words = httpDate.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let month = Self.months.firstIndex(of: String(words[2])),
            let day = Self.number(Array(words[1].utf8)[...]), let year = Self.number(Array(words[3].utf8)[...])
        else { return nil }
        let time = words[4].split(separator: ":").compactMap { Self.number(Array($0.utf8)[...]) }
        guard time.count == 3 else { return nil }
        self.init(year: year, month: month + 1, day: day, hour: time[0], minute: time[1], second: time[2])
    }

    private init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        guard (1...12).contains(month), (1...31).contains(day), (0...23).contains(hour), (0...59).contains(minute),
            (0...60).contains(second)
        else { return nil }
        self.init(seconds: Self.days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second)
    }

    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 4, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func padded(_ number: Int, _ width: Int = 2) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    /// Days since 1970 of a date, counted in eras of 400 years whose years begin in March, so that the leap day is last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let (era, yearOfEra) = (month <= 2 ? year - 1 : year).flooredDivision(by: 400)
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468
    }

    /// The date of a count of days since 1970, by the same eras.
    private static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = (days + 719468).flooredDivision(by: 146097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}

extension Int {
    /// Quotient rounded down, remainder never negative.
    fileprivate func flooredDivision(by divisor: Int) -> (quotient: Int, remainder: Int) {
        let remainder = (self % divisor + divisor) % divisor
        return ((self - remainder) / divisor, remainder)
    }
}
