extension EditingSession {
    /// The text being edited.
    var text: String {
        handle.withText { text, _ in String(characters: text) }
    }

    func insert(_ text: String) -> EditHandle.Reply {
        guard !text.isEmpty else { return .done }
        handle.insert(text.editorCharacters)
        return .refresh
    }

    func moveToEnd() {
        handle.move(by: handle.withText { text, cursor in text.count - cursor })
    }

    /// Puts another text in place; the cursor goes to its end, or after so many of its characters.
    func setText(_ characters: [Int32], cursor: Int? = nil) {
        moveToEnd()
        handle.deleteBefore(handle.withText { text, _ in text.count })
        handle.insert(characters)
        if let cursor { handle.move(by: cursor - characters.count) }
    }

    func setText(_ text: String) {
        setText(text.editorCharacters)
    }

    func deleteForward() -> EditHandle.Reply {
        guard handle.withText({ text, cursor in cursor < text.count }) else { return .beep }
        handle.move(by: 1)
        handle.deleteBefore(1)
        return .refresh
    }

    func moveToRowStart() -> EditHandle.Reply {
        handle.move(by: handle.withText { text, cursor in Self.rowStart(text, cursor) - cursor })
        return .refresh
    }

    func moveToRowEnd() -> EditHandle.Reply {
        handle.move(by: handle.withText { text, cursor in Self.rowEnd(text, cursor) - cursor })
        return .refresh
    }

    /// One row up in a text of several, from the first one to the line before in history.
    func up() -> EditHandle.Reply {
        let step: Int? = handle.withText { text, cursor in
            let start = Self.rowStart(text, cursor)
            guard start > 0 else { return nil }
            let above = Self.rowStart(text, start - 1)
            return min(above + cursor - start, start - 1) - cursor
        }
        if let step {
            handle.move(by: step)
            return .refresh
        }
        return show(recall.older(than: pastes.expanded(text)))
    }

    /// One row down in a text of several, from the last one to the line after in history.
    func down() -> EditHandle.Reply {
        let step: Int? = handle.withText { text, cursor in
            let end = Self.rowEnd(text, cursor)
            guard end < text.count else { return nil }
            return min(end + 1 + cursor - Self.rowStart(text, cursor), Self.rowEnd(text, end + 1)) - cursor
        }
        if let step {
            handle.move(by: step)
            return .refresh
        }
        return show(recall.newer(than: pastes.expanded(text)))
    }

    /// The line before in history that begins with what stands before the cursor.
    func olderWithPrefix() -> EditHandle.Reply {
        let prefix = textBeforeCursor
        return show(recall.older(than: pastes.expanded(text), prefix: prefix), cursorAfter: prefix)
    }

    func newerWithPrefix() -> EditHandle.Reply {
        let prefix = textBeforeCursor
        return show(recall.newer(than: pastes.expanded(text), prefix: prefix), cursorAfter: prefix)
    }

    var textBeforeCursor: String {
        handle.withText { text, cursor in String(characters: UnsafeBufferPointer(rebasing: text[..<cursor])) }
    }

    private func show(_ line: String?, cursorAfter prefix: String = "") -> EditHandle.Reply {
        guard let line else { return .beep }
        let short = pastes.shortened(line)
        let keepsCursor = !prefix.isEmpty && short.hasPrefix(prefix)
        setText(short.editorCharacters, cursor: keepsCursor ? prefix.unicodeScalars.count : nil)
        return .refresh
    }

    private static func rowStart(_ text: UnsafeBufferPointer<Int32>, _ position: Int) -> Int {
        text[..<position].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    }

    private static func rowEnd(_ text: UnsafeBufferPointer<Int32>, _ position: Int) -> Int {
        text[position...].firstIndex(of: 0x0A) ?? text.count
    }
}

extension String {
    /// The text of libedit's characters.
    init(characters: UnsafeBufferPointer<Int32>) {
        var scalars = String.UnicodeScalarView()
        for code in characters {
            // The codes of keys may get in by way of libedit's quoted insertion.
            guard !(0x80...0x9F).contains(code) else { continue }
            scalars.append(Unicode.Scalar(UInt32(bitPattern: code)) ?? "\u{FFFD}")
        }
        self.init(scalars)
    }

    /// The text as libedit's characters; it cannot hold a zero.
    var editorCharacters: [Int32] {
        unicodeScalars.compactMap { $0.value == 0 ? nil : Int32($0.value) }
    }
}
