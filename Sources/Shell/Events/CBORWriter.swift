import FCCore
import FoundationEssentials

/// Writes values as CBOR (RFC 8949), the encoding of Tablestore's events.
///
/// Whole numbers of 64 bits keep every digit, other numbers become double-precision floats. An object whose only key is
/// `$base64` stands for bytes, which JSON cannot hold.
struct CBORWriter {
    private var output: [UInt8] = []

    private init() {}

    /// The CBOR bytes of a value.
    static func bytes(_ value: Value) -> [UInt8] {
        var writer = CBORWriter()
        writer.write(value)
        return writer.output
    }

    private mutating func write(_ value: Value) {
        switch value {
        case .null: output.append(0xF6)
        case .bool(let truth): output.append(truth ? 0xF5 : 0xF4)
        case .number(let number): write(number)
        case .string(let text):
            let bytes = Array(text.utf8)
            writeHead(3, UInt64(bytes.count))
            output += bytes
        case .array(let elements):
            writeHead(4, UInt64(elements.count))
            for element in elements { write(element) }
        case .object(let record):
            if let bytes = Self.bytes(in: record) {
                writeHead(2, UInt64(bytes.count))
                output += bytes
                return
            }
            writeHead(5, UInt64(record.count))
            for field in record.fields {
                write(.string(field.key))
                write(field.value)
            }
        }
    }

    private mutating func write(_ number: Number) {
        if let positive = UInt64(number.text) {
            writeHead(0, positive)
        } else if let negative = Int64(number.text) {
            writeHead(1, UInt64(bitPattern: ~negative))
        } else {
            output.append(0xFB)
            append(number.doubleValue.bitPattern, byteCount: 8)
        }
    }

    /// The first bytes of an item: its major type, and a number as short as it can be.
    private mutating func writeHead(_ type: UInt8, _ number: UInt64) {
        switch number {
        case 0..<24: output.append(type << 5 | UInt8(number))
        case 24...0xFF: appendHead(type << 5 | 24, number, byteCount: 1)
        case 0x100...0xFFFF: appendHead(type << 5 | 25, number, byteCount: 2)
        case 0x1_0000...0xFFFF_FFFF: appendHead(type << 5 | 26, number, byteCount: 4)
        default: appendHead(type << 5 | 27, number, byteCount: 8)
        }
    }

    private mutating func appendHead(_ first: UInt8, _ number: UInt64, byteCount: Int) {
        output.append(first)
        append(number, byteCount: byteCount)
    }

    private mutating func append(_ number: UInt64, byteCount: Int) {
        for shift in (0..<byteCount).reversed() {
            output.append(UInt8(truncatingIfNeeded: number >> (UInt64(shift) * 8)))
        }
    }

    private static func bytes(in record: Record) -> [UInt8]? {
        guard record.count == 1, let text = record["$base64"]?.stringValue, let data = Data(base64Encoded: text) else {
            return nil
        }
        return Array(data)
    }
}
