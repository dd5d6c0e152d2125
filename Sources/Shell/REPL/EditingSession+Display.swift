#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Everything that shares the screen with the line: lists below it, output above it, another window, a stop.
extension EditingSession {
    var layout: ScreenLayout { ScreenLayout(columns: window.columns, width: EditHandle.width) }

    /// Takes prompt and line off the screen; the cursor is left where the prompt's last row began.
    /// - Parameters:
    ///   - isResized: whether the window has another width than when the line was painted.
    ///   - rowsBefore: rows of the prompt above that one to take off too.
    func wipe(isResized: Bool = false, rowsBefore: Int = 0) {
        if configuration.isDumb { return handle.write("\r\n") }
        // A terminal lays wrapped rows out anew, so the cursor's row is counted in the new width.
        let rows = search != nil ? 0 : isResized ? rowsAboveCursor() : painter.row
        handle.write(painter.erase(rowsAbove: min(rows + rowsBefore, window.rows - 1)))
    }

    /// The rows that the prompt has above its last one.
    private var leadingRowCount: Int {
        guard !prompt.leading.isEmpty else { return 0 }
        var frame = EditorFrame(columns: window.columns, width: EditHandle.width)
        frame.append(prompt.leading.plain.unicodeScalars, .plain)
        return frame.rows.count - 1
    }

    /// Puts on the screen what ``wipe(isResized:)`` took off.
    func repaint() {
        if search != nil {
            paintSearch()
        } else if configuration.isDumb {
            handle.paint()
        } else {
            paint()
        }
    }

    /// Moves below the last row of the line, for output that leaves the line where it is. The line is painted anew
    /// behind that output.
    func goBelow() {
        if configuration.isDumb { return handle.write("\r\n") }
        suggested = ""
        let hints = manner.showsHints
        manner.showsHints = false
        paint()
        manner.showsHints = hints
        handle.write(painter.finish())
    }

    func wake(_ reasons: Set<EditHandle.WakeReason>) {
        if reasons.contains(.continued) {
            handle.enterEditingMode()
            if !configuration.isDumb { handle.write("\u{1B}[?2004h") }
        }
        if reasons.contains(.resized) { window = WindowSize(of: configuration.output) }
        let texts = reasons.contains(.print) ? outputAbove.take() : []
        guard !texts.isEmpty || reasons != [.print] else { return }
        // The whole prompt stays together: rows above its last one go below what is printed.
        let moved = texts.isEmpty || search != nil ? 0 : leadingRowCount
        wipe(isResized: reasons.contains(.resized), rowsBefore: moved)
        for text in texts { handle.write(Self.withCarriageReturns(text)) }
        if moved > 0 { handle.write(Self.withCarriageReturns(prompt.leading.rendered(colour: manner.usesColor))) }
        if reasons.contains(.resized) { handle.resize() }
        repaint()
    }

    func clearScreen() -> EditHandle.Reply {
        guard !configuration.isDumb else { return .refresh }
        let leading = prompt.leading.rendered(colour: manner.usesColor)
        handle.write("\u{1B}[H\u{1B}[2J" + Self.withCarriageReturns(leading))
        painter.forget()
        repaint()
        return .done
    }

    /// Stops the process group as Ctrl-Z does it elsewhere; when it goes on, so does the line.
    func suspend() -> EditHandle.Reply {
        goBelow()
        return outside {
            kill(0, SIGTSTP)
            // With several threads the stop may come a moment after kill returns: the modes must not be touched
            // before it.
            poll(nil, 0, 100)
        }
    }

    /// Does something that needs the terminal as it is without the editor, then goes on with the line.
    func outside(_ body: () -> Void) -> EditHandle.Reply {
        handle.leaveEditingMode()
        handle.endGuard()
        body()
        guard handle.beginGuard(bracketsPastes: !configuration.isDumb) else { return .done }
        handle.enterEditingMode()
        window = WindowSize(of: configuration.output)
        handle.resize()
        painter.forget()
        repaint()
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
