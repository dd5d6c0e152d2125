#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Everything that goes around libedit to the screen. libedit is told nothing of it: afterwards it forgets what it knows
/// and paints the line where the cursor stands.
extension EditingSession {
    var layout: ScreenLayout { ScreenLayout(columns: window.columns, width: EditHandle.width) }

    /// The place of the cursor, or of the text's end, from where the prompt's last row begins.
    private func position(ofEnd isEnd: Bool) -> ScreenLayout.Position {
        let start = layout.position(after: prompt.plainLastRow.unicodeScalars)
        return handle.withText { text, cursor in
            let scalars = text[..<(isEnd ? text.count : cursor)].lazy.map {
                Unicode.Scalar(UInt32(bitPattern: $0)) ?? "\u{FFFD}"
            }
            return layout.position(after: scalars, from: start)
        }
    }

    /// Takes prompt and line off the screen; the cursor is left where the prompt's last row began.
    func wipe() {
        if configuration.isDumb { return handle.write("\r\n") }
        let row = search == nil ? min(position(ofEnd: false).row, window.rows - 1) : 0
        handle.write((row > 0 ? "\u{1B}[\(row)A" : "") + "\r\u{1B}[J")
    }

    /// Puts on the screen what ``wipe()`` took off.
    func repaint() {
        if search == nil { handle.paint() } else { paintSearch() }
    }

    /// Moves below the last row of the line, for output that leaves the line where it is.
    func goBelow() {
        let rows = position(ofEnd: true).row - position(ofEnd: false).row
        handle.write((rows > 0 && !configuration.isDumb ? "\u{1B}[\(rows)B" : "") + "\r\n")
    }

    func wake(_ reasons: Set<EditHandle.WakeReason>) {
        if reasons.contains(.continued) {
            handle.enterEditingMode()
            if !configuration.isDumb { handle.write("\u{1B}[?2004h") }
        }
        if reasons.contains(.resized) { window = WindowSize(of: configuration.output) }
        let texts = reasons.contains(.print) ? outputAbove.take() : []
        guard !texts.isEmpty || reasons != [.print] else { return }
        wipe()
        for text in texts { handle.write(Self.withCarriageReturns(text)) }
        if reasons.contains(.resized) { handle.resize() }
        repaint()
    }

    func clearScreen() -> EditHandle.Reply {
        guard !configuration.isDumb else { return .refresh }
        handle.write("\u{1B}[H\u{1B}[2J" + Self.withCarriageReturns(prompt.leadingRows))
        repaint()
        return .done
    }

    /// Stops the process group as Ctrl-Z does it elsewhere; when it goes on, so does the line.
    func suspend() -> EditHandle.Reply {
        goBelow()
        handle.leaveEditingMode()
        handle.endGuard()
        kill(0, SIGTSTP)
        // With several threads the stop may come a moment after kill returns: the modes must not be touched before it.
        poll(nil, 0, 100)
        guard handle.beginGuard(bracketsPastes: !configuration.isDumb) else { return .done }
        handle.enterEditingMode()
        window = WindowSize(of: configuration.output)
        handle.resize()
        handle.paint()
        return .done
    }

    static func withCarriageReturns(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if byte == 0x0A, bytes.last != 0x0D { bytes.append(0x0D) }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
