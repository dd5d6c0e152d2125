/// Finds out where in an unfinished JSON value the text ends: below which keys, and whether a key could stand there.
struct JSONCursor {
    private enum Level {
        /// The key whose value is being written, and those before it.
        case object(key: String?, others: [String])
        case array(index: Int)
    }

    private var levels: [Level] = []
    /// Whether a key is what comes next.
    private var isAtKey = false
    /// Where the last string or bare word began, while the text ends in it.
    private var open: (start: Int, isString: Bool)?

    /// The context at the end of the bytes, inside the value that begins at `start`.
    static func context(in bytes: [UInt8], from start: Int) -> CursorContext {
        var cursor = JSONCursor()
        cursor.walk(bytes, from: start)
        guard cursor.isAtKey, case .object? = cursor.levels.last else { return .nothing(at: bytes.count) }
        let begin = cursor.open?.start ?? bytes.count
        let isString = cursor.open?.isString ?? false
        let prefix = String(decoding: bytes[(begin + (isString ? 1 : 0))...], as: UTF8.self)
        var context = CursorContext(
            kind: .jsonKey(cursor.path), prefix: prefix, span: SourceSpan(begin, bytes.count),
            quoting: isString ? .jsonString : .none)
        if case .object(_, let others)? = cursor.levels.last { context.siblings = others }
        return context
    }

    private var path: [PathStep] {
        levels.dropLast().compactMap { level in
            switch level {
            case .object(let key, _): key.map { .key($0) }
            case .array(let index): .index(index)
            }
        }
    }

    private mutating func walk(_ bytes: [UInt8], from start: Int) {
        var offset = start
        while offset < bytes.count {
            let byte = bytes[offset]
            switch byte {
            case Byte.quote:
                guard let end = Self.stringEnd(bytes, offset) else {
                    open = (offset, true)
                    return
                }
                finishString(String(decoding: bytes[(offset + 1)..<(end - 1)], as: UTF8.self))
                offset = end
                continue
            case Byte.openBrace where offset == start || bytes[offset - 1] != Byte.dollar:
                open = nil
                levels.append(.object(key: nil, others: []))
                isAtKey = true
            case Byte.openBracket:
                levels.append(.array(index: 0))
                isAtKey = false
            case Byte.closeBrace, Byte.closeBracket:
                if byte == Byte.closeBracket || !isInExpansion(bytes, offset) { _ = levels.popLast() }
                open = nil
                isAtKey = false
            case Byte.comma: separate()
            case Byte.colon: open = nil
            case Byte.newline, Byte.space, Byte.tab, Byte.carriageReturn: open = nil
            default:
                if open == nil { open = (offset, false) }
            }
            offset += 1
        }
    }

    /// Whether a `}` closes an expansion: the last opening before it is `${`.
    private func isInExpansion(_ bytes: [UInt8], _ close: Int) -> Bool {
        var offset = close - 1
        while offset > 0, bytes[offset] != Byte.openBrace, bytes[offset] != Byte.closeBrace { offset -= 1 }
        return offset > 0 && bytes[offset] == Byte.openBrace && bytes[offset - 1] == Byte.dollar
    }

    private mutating func finishString(_ text: String) {
        open = nil
        guard isAtKey, case .object(_, let others)? = levels.last else { return }
        levels[levels.count - 1] = .object(key: text, others: others)
        isAtKey = false
    }

    private mutating func separate() {
        open = nil
        switch levels.last {
        case .object(let key, let others):
            levels[levels.count - 1] = .object(key: nil, others: others + (key.map { [$0] } ?? []))
            isAtKey = true
        case .array(let index):
            levels[levels.count - 1] = .array(index: index + 1)
        case nil: break
        }
    }

    /// The offset behind the string that begins at `start`; nil when the text ends inside it.
    private static func stringEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
        var offset = start + 1
        while offset < bytes.count {
            if bytes[offset] == Byte.quote { return offset + 1 }
            offset += bytes[offset] == Byte.backslash ? 2 : 1
        }
        return nil
    }
}
