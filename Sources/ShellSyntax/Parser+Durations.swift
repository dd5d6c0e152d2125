/// Durations behind `every` and `for`.
extension Parser {
    mutating func duration(behind keyword: String) throws(Abandoned) -> DurationLiteral {
        skipBlanks()
        expect(.nothing, from: position)
        let start = position
        let end = Byte.endsWord(peek ?? Byte.newline) ? start : tokenEnd
        position = end
        expect(.nothing, from: start)
        let span = SourceSpan(start, end)
        let written = text(start, end)
        mark(.number, start, end)
        if let duration = DurationLiteral.parse(written) { return DurationLiteral(duration, span: span) }
        position = start
        guard end > start else {
            throw fail("missing-duration", "a duration is missing behind `\(keyword)`, such as `30s` or `5m`", at: span)
        }
        if written.utf8.allSatisfy({ Byte.isDigit($0) || $0 == Byte.dot }) {
            throw fail(
                "missing-unit", "`\(written)` has no unit; write `\(written)s` for seconds (or `ms`, `m`, `h`)",
                at: span,
                fix: Diagnostic.Fix("add `s` for seconds", replacing: SourceSpan(at: end), with: "s"))
        }
        throw fail(
            "bad-duration", "`\(written)` is no duration; write a number and `ms`, `s`, `m` or `h`, such as `30s`",
            at: span)
    }
}

extension DurationLiteral {
    /// Reads a number with a unit, as in `800ms`, `2s`, `1.5m`, `1h`; nil for anything else.
    package static func parse(_ text: String) -> Duration? {
        let bytes = Array(text.utf8)
        var index = 0
        var whole: Int64 = 0
        while index < bytes.count, Byte.isDigit(bytes[index]) {
            guard index < 15 else { return nil }
            whole = whole * 10 + Int64(bytes[index] - Byte.zero)
            index += 1
        }
        guard index > 0 else { return nil }
        var fraction: Int64 = 0
        var scale: Int64 = 1
        if index < bytes.count, bytes[index] == Byte.dot {
            let start = index + 1
            index = start
            while index < bytes.count, Byte.isDigit(bytes[index]) {
                if index - start < 9 {
                    fraction = fraction * 10 + Int64(bytes[index] - Byte.zero)
                    scale *= 10
                }
                index += 1
            }
            guard index > start else { return nil }
        }
        guard let unit = nanoseconds(ofUnit: bytes[index...]) else { return nil }
        let perSecond: Int64 = 1_000_000_000
        let part = Duration.nanoseconds(fraction * (unit / scale) + fraction * (unit % scale) / scale)
        if unit >= perSecond { return .seconds(whole * (unit / perSecond)) + part }
        return .milliseconds(whole) + part
    }

    private static func nanoseconds(ofUnit unit: ArraySlice<UInt8>) -> Int64? {
        if unit.elementsEqual("ms".utf8) { return 1_000_000 }
        if unit.elementsEqual("s".utf8) { return 1_000_000_000 }
        if unit.elementsEqual("m".utf8) { return 60_000_000_000 }
        if unit.elementsEqual("h".utf8) { return 3_600_000_000_000 }
        return nil
    }
}
