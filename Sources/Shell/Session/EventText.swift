import FCCore
import ShellSyntax

/// The rules an event has to meet before it is sent.
package enum EventText {
    /// Largest event of a synchronous call, in bytes.
    package static let synchronousLimit = 32 << 20
    /// Largest event of an asynchronous call, in bytes.
    package static let asynchronousLimit = 128 << 10

    /// Refuses a text that begins like JSON and is not: most likely quotes were lost on the way.
    /// - Throws: ``Failure`` with the place in the event.
    package static func check(_ text: String) throws(Failure) {
        guard let first = text.utf8.first(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }),
            first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        else { return }
        do {
            _ = try JSONReader.read(text)
        } catch {
            var failure = Failure(
                .usage, "the event begins like JSON and is not: \(saying: error.message)",
                at: SourceSpan(error.offset, error.offset + lengthOfCharacter(at: error.offset, in: text)),
                notes: ["nothing was sent"] + (likelyCause(text, error).map { [$0] } ?? []),
                next: "--raw-event sends it as it is")
            failure.source = SourceText(name: "<event>", text)
            throw failure
        }
    }

    /// Refuses an event the platform would refuse for its size.
    package static func checkSize(_ bytes: [UInt8], isAsynchronous: Bool) throws(Failure) {
        let limit = isAsynchronous ? asynchronousLimit : synchronousLimit
        guard bytes.count > limit else { return }
        let name: Message =
            isAsynchronous ? "128 KB for an asynchronous call" : "32 MB for a synchronous call"
        throw Failure(
            .usage, "the event has \(bytes.count) bytes; the limit is \(name)", notes: ["nothing was sent"],
            next: "put the data into OSS and send its place")
    }

    /// The bytes of the character that begins there, so that a caret stands under all of it; 0 at the end.
    private static func lengthOfCharacter(at offset: Int, in text: String) -> Int {
        let bytes = text.utf8.dropFirst(offset)
        guard bytes.first != nil else { return 0 }
        return 1 + bytes.dropFirst().prefix { $0 & 0xC0 == 0x80 }.count
    }

    private static func likelyCause(_ text: String, _ error: JSONError) -> Message? {
        let rest = Array(text.utf8.dropFirst(error.offset))
        if text.contains("\u{201C}") || text.contains("\u{201D}") {
            return "likely reason: typographic quotes “ ” instead of \""
        }
        guard let next = rest.first else { return "likely reason: the text was cut; is a closing bracket missing?" }
        switch next {
        case UInt8(ascii: "'"): return "likely reason: JSON strings stand in double quotes, not single ones"
        case UInt8(ascii: "}"), UInt8(ascii: "]"): return "likely reason: a comma before the closing bracket"
        case 0x41...0x5A, 0x61...0x7A, 0x5F:
            return text.contains("\"")
                ? nil : "likely reason: the outer shell ate the double quotes; put '…' around the event"
        default: return nil
        }
    }
}
