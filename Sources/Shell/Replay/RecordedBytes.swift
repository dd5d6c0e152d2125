import FCCore
import FoundationEssentials

/// Bytes as a session file spells them: as text where they are text, with secrets as stars.
struct RecordedBytes {
    let text: String
    let isBase64: Bool

    init(_ bytes: [UInt8], masker: Masker) {
        if let text = String(validating: bytes, as: UTF8.self) {
            self.text = Self.masked(text, masker)
            isBase64 = false
        } else {
            text = Data(bytes).base64EncodedString()
            isBase64 = true
        }
    }

    /// The bytes as a replay sees them.
    var bytes: [UInt8] { Self.bytes(text, isBase64: isBase64) ?? [] }

    /// The bytes of a spelling; nil when it is no Base64.
    static func bytes(_ text: String, isBase64: Bool) -> [UInt8]? {
        isBase64 ? Data(base64Encoded: text).map { Array($0) } : Array(text.utf8)
    }

    /// Stars in the place of a number would leave no JSON: such a value becomes a text.
    private static func masked(_ text: String, _ masker: Masker) -> String {
        let masked = masker.mask(text)
        guard masked != text, let value = try? JSONReader.read(text), (try? JSONReader.read(masked)) == nil else {
            return masked
        }
        return JSONWriter.text(Self.masked(value, masker))
    }

    private static func masked(_ value: Value, _ masker: Masker) -> Value {
        switch value {
        case .null, .bool: return value
        case .number(let number):
            let masked = masker.mask(number.text)
            return masked == number.text ? value : .string(masked)
        case .string(let text): return .string(masker.mask(text))
        case .array(let elements): return .array(elements.map { masked($0, masker) })
        case .object(let record):
            return .object(Record(record.fields.map { (masker.mask($0.key), masked($0.value, masker)) }))
        }
    }
}
