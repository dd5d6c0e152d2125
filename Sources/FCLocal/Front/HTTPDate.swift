import FCCore

/// The `Date` header's form of a time: `Sun, 06 Nov 1994 08:49:37 GMT`.
enum HTTPDate {
    /// The text of a time in milliseconds since 1970.
    static func text(milliseconds: Int64) -> String {
        UTCTime(seconds: Int(milliseconds / 1000)).httpDate
    }
}
