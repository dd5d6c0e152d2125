/// A word cut off by the end of the text, with its quotes and escapes decoded as far as they go.
struct PartialWord {
    private(set) var text = ""
    private(set) var quoting = CursorContext.Quoting.none

    /// Reads the bytes from an offset to their end; nil when the word holds an expansion, whose text nobody knows yet.
    init?(_ bytes: [UInt8], from start: Int) {
        var content: [UInt8] = []
        var offset = start
        while offset < bytes.count {
            let byte = bytes[offset]
            let next = offset + 1 < bytes.count ? bytes[offset + 1] : nil
            offset += 1
            switch (quoting, byte) {
            case (.none, Byte.apostrophe): quoting = .single
            case (.none, Byte.quote): quoting = .double
            case (.single, Byte.apostrophe), (.double, Byte.quote): quoting = .none
            case (.none, Byte.dollar), (.double, Byte.dollar):
                if next == Byte.openBrace { return nil }
                content.append(byte)
            case (.none, Byte.backslash), (.double, Byte.backslash):
                guard let next else { break }
                offset += 1
                content.append(Self.decoded(next, isQuoted: quoting == .double))
            default: content.append(byte)
            }
        }
        text = String(decoding: content, as: UTF8.self)
    }

    private static func decoded(_ byte: UInt8, isQuoted: Bool) -> UInt8 {
        switch byte {
        case UInt8(ascii: "n") where isQuoted: Byte.newline
        case UInt8(ascii: "r") where isQuoted: Byte.carriageReturn
        case UInt8(ascii: "t") where isQuoted: Byte.tab
        default: byte
        }
    }
}
