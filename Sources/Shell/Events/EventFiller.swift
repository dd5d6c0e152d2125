import FCCore
import FoundationEssentials

/// Fills templates: with one moment, region and account, and with ids that are fresh each time.
struct EventFiller {
    /// The account of every sample; nobody's.
    static let account = "1000000000000000"

    private let moment: UTCTime
    private let region: String
    private var identifiers: IdentifierGenerator

    /// - Parameter seed: a text that was never used before; equal seeds give equal ids.
    init(moment: UTCTime, region: String, seed: String) {
        self.moment = moment
        self.region = region
        identifiers = IdentifierGenerator(seed: seed)
    }

    /// The value with every placeholder replaced; keys stay as they are.
    mutating func filled(_ value: Value) -> Value {
        switch value {
        case .null, .bool, .number: return value
        case .string(let text): return filled(text)
        case .array(let elements):
            var filledElements: [Value] = []
            for element in elements { filledElements.append(filled(element)) }
            return .array(filledElements)
        case .object(let record):
            var filledRecord = Record()
            for field in record.fields { filledRecord.append(field.key, filled(field.value)) }
            return .object(filledRecord)
        }
    }

    private mutating func filled(_ text: String) -> Value {
        var result = ""
        var rest = text[...]
        while let opening = rest.firstRange(of: "{{"),
            let closing = rest[opening.upperBound...].firstRange(of: "}}"),
            let placeholder = EventPlaceholder(rest[opening.upperBound..<closing.lowerBound])
        {
            let replacement = value(of: placeholder)
            let isWhole = opening.lowerBound == text.startIndex && closing.upperBound == text.endIndex
            if isWhole { return replacement }
            result += rest[..<opening.lowerBound] + Expander.text(of: replacement)
            rest = rest[closing.upperBound...]
        }
        return .string(result + rest)
    }

    private mutating func value(of placeholder: EventPlaceholder) -> Value {
        switch placeholder {
        case .region: return .string(region)
        case .account: return .string(Self.account)
        case .uuid: return .string(identifiers.uuid())
        case .hexadecimal(let count, let isUpperCase):
            let digits = identifiers.hexadecimal(count)
            return .string(isUpperCase ? digits.uppercased() : digits)
        case .time(let offset): return .string(timestamp(offset))
        case .timeWithMilliseconds(let offset): return .string(timestamp(offset).dropLast() + ".000Z")
        case .timeInChina(let offset): return .string(timestamp(offset + 8 * 3600).dropLast() + "+08:00")
        case .number(let perSecond, let offset, let isText):
            let number = (moment.seconds + offset) * perSecond
            return isText ? .string("\(number)") : .integer(number)
        case .cursor(let offset):
            return .string(Data("\((moment.seconds + offset) * 1_000_000_000)".utf8).base64EncodedString())
        }
    }

    private func timestamp(_ offset: Int) -> String {
        UTCTime(seconds: moment.seconds + offset).timestamp
    }
}
