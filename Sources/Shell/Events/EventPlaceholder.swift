/// What stands between `{{` and `}}` in a template.
///
/// Numbers stand for themselves when they are a whole string; `text` in front keeps them text. A count of seconds
/// behind a time moves it.
enum EventPlaceholder {
    case region
    case account
    case uuid
    /// So many hexadecimal digits.
    case hexadecimal(Int, isUpperCase: Bool)
    /// `2024-05-01T08:00:00Z`
    case time(offset: Int)
    /// `2024-05-01T08:00:00.000Z`
    case timeWithMilliseconds(offset: Int)
    /// `2024-05-01T16:00:00+08:00`
    case timeInChina(offset: Int)
    /// Time since 1970, so many to the second.
    case number(perSecond: Int, offset: Int, isText: Bool)
    /// A position in a logstore: 19 digits in base64.
    case cursor(offset: Int)

    /// Reads a placeholder; nil when there is none of that name.
    init?(_ text: Substring) {
        var words = text.split(separator: " ")[...]
        let isText = words.first == "text"
        if isText { words.removeFirst() }
        guard let name = words.popFirst() else { return nil }
        let argument = words.popFirst().flatMap { Int($0) }
        let offset = argument ?? 0
        switch name {
        case "region": self = .region
        case "account": self = .account
        case "uuid": self = .uuid
        case "hex": self = .hexadecimal(argument ?? 32, isUpperCase: false)
        case "HEX": self = .hexadecimal(argument ?? 32, isUpperCase: true)
        case "time": self = .time(offset: offset)
        case "timeMilliseconds": self = .timeWithMilliseconds(offset: offset)
        case "timeChina": self = .timeInChina(offset: offset)
        case "seconds": self = .number(perSecond: 1, offset: offset, isText: isText)
        case "milliseconds": self = .number(perSecond: 1_000, offset: offset, isText: isText)
        case "microseconds": self = .number(perSecond: 1_000_000, offset: offset, isText: isText)
        case "cursor": self = .cursor(offset: offset)
        default: return nil
        }
    }
}
