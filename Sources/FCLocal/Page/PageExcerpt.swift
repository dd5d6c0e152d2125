import FCCore

/// Bytes of a call as the page shows them: JSON laid out, text as it is, everything else in hexadecimal digits.
struct PageExcerpt: Sendable, Hashable {
    /// What the bytes are.
    enum Kind: Sendable {
        case empty, json, text, binary
    }

    /// How many bytes of binary data are shown.
    static let binaryLimit = 4096

    let kind: Kind
    /// What is shown, before anything in it is hidden.
    let text: String
    /// How many of the bytes that is.
    let shownCount: Int
    /// How many there were.
    let count: Int

    /// The beginning of an event or an answer.
    init(beginning kept: KeptBytes) {
        count = kept.count
        guard kept.count > 0 else {
            (kind, text, shownCount) = (.empty, "", 0)
            return
        }
        if kept.isWhole, kept.count <= KeptBytes.shownLimit, let laidOut = Self.laidOut(kept.bytes) {
            (kind, text, shownCount) = (.json, laidOut, kept.count)
            return
        }
        let head = kept.bytes.prefix(KeptBytes.shownLimit)
        // A character at the edge may have been cut.
        for dropped in 0...(head.count < kept.count ? min(3, head.count) : 0) {
            guard let whole = String(validating: head.dropLast(dropped), as: UTF8.self), !whole.contains("\0") else {
                continue
            }
            (kind, text, shownCount) = (.text, whole, head.count - dropped)
            return
        }
        let bytes = kept.bytes.prefix(Self.binaryLimit)
        (kind, text, shownCount) = (.binary, Self.hexadecimal(bytes), bytes.count)
    }

    /// The end of a log; what is not UTF-8 in it is replaced.
    init(log kept: KeptBytes) {
        let bytes = kept.isWhole ? kept.bytes[...] : kept.bytes.drop { $0 & 0xC0 == 0x80 }
        kind = kept.count == 0 ? .empty : .text
        text = String(decoding: bytes, as: UTF8.self)
        shownCount = bytes.count
        count = kept.count
    }

    /// Objects and arrays, one element a line; nil for everything else and for what would grow out of all proportion.
    private static func laidOut(_ bytes: [UInt8]) -> String? {
        guard let first = bytes.first(where: { !" \n\r\t".utf8.contains($0) }), "[{".utf8.contains(first),
            indentation(of: bytes) <= 4 * KeptBytes.shownLimit, let value = try? JSONReader.read(bytes)
        else { return nil }
        return JSONWriter.text(value, layout: .pretty)
    }

    /// How many blanks laying out would add at most.
    private static func indentation(of bytes: [UInt8]) -> Int {
        var (depth, sum) = (0, 0)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ","): break
            default: continue
            }
            sum += 2 * max(depth, 0)
        }
        return sum
    }

    /// Sixteen bytes a line: their place, their digits, and what is printable of them.
    private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
        let digits = { (number: Int, width: Int) -> String in
            let text = String(number, radix: 16)
            return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
        }
        return stride(from: bytes.startIndex, to: bytes.endIndex, by: 16).map { start in
            let line = bytes[start..<min(start + 16, bytes.endIndex)]
            let codes = line.map { digits(Int($0), 2) }.joined(separator: " ")
            let blanks = String(repeating: " ", count: 47 - codes.utf8.count)
            let signs = line.map { (0x20..<0x7F).contains($0) ? Character(Unicode.Scalar($0)) : "." }
            return "\(digits(start - bytes.startIndex, 4))  \(codes)\(blanks)  \(String(signs))"
        }.joined(separator: "\n")
    }
}

extension PageWriter {
    /// A heading with the size, and the bytes below it.
    func section(_ word: PageWord, _ excerpt: PageExcerpt, of record: InvocationRecord, isEnd: Bool = false) -> Markup {
        var facts = excerpt.kind == .empty ? [] : [size(excerpt.count)]
        if excerpt.kind == .json { facts.append("JSON") }
        if excerpt.kind == .binary { facts.append(words(.binary)) }
        var text: Markup = "<h2>\(words(word)) <small>\(facts.joined(separator: ", "))</small></h2>\n"
        if excerpt.kind == .empty { return text + "<p class=\"faint\">\(words(.empty))</p>\n" }
        let cut = excerpt.shownCount < excerpt.count
        let remark = words(isEnd ? .lastOf : .firstOf, size(excerpt.shownCount), size(excerpt.count))
        if cut { text += "<p class=\"faint\">\(remark)</p>\n" }
        // A reader would take a line end right behind the tag away; this one may be.
        text += "<pre tabindex=\"0\" aria-label=\"\(words(word))\">\n\(shown(excerpt.text, of: record))</pre>\n"
        return text
    }
}
