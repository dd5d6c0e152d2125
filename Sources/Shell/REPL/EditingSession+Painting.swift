/// What the line looks like. libedit draws nothing but on a dumb terminal: the frame is made here and the painter brings
/// it to the screen.
extension EditingSession {
    /// Shows the line as it is now.
    func paint() {
        guard !configuration.isDumb else { return }
        let (text, cursor) = handle.withText { ($0.scalars, $1) }
        suggested = ""
        var look = LineLook()
        let line = String(String.UnicodeScalarView(text))
        if manner.usesColor || manner.showsHints { look = self.look(of: line, cursor: cursor, in: text) }
        if cursor == text.count, manner.showsHints, !line.isEmpty { suggested = suggestion(for: line) ?? "" }
        show(frame(text, cursor: cursor, look: look))
    }

    /// Shows the whole line without anything that is not part of it, and leaves the cursor below.
    func finishPainting(_ line: String) {
        guard !configuration.isDumb else { return }
        let text = Array((line.hasSuffix("\n") ? line.dropLast() : line[...]).unicodeScalars)
        suggested = ""
        var look = LineLook()
        if manner.usesColor {
            look = self.look(of: String(String.UnicodeScalarView(text)), cursor: -1, in: text)
            look.hint = nil
        }
        show(frame(text, cursor: text.count, look: look))
        handle.write(painter.finish())
    }

    private func look(of line: String, cursor: Int, in text: [Unicode.Scalar]) -> LineLook {
        let offset = cursor < 0 ? -1 : text[..<cursor].reduce(0) { $0 + UTF8.width($1) }
        return configuration.look(line, offset, !pastes.holdsStandIn(line))
    }

    private func suggestion(for line: String) -> String? {
        guard let whole = configuration.suggestion(line), whole.hasPrefix(line), whole.utf8.count > line.utf8.count
        else { return nil }
        return String(String.UnicodeScalarView(whole.unicodeScalars.dropFirst(line.unicodeScalars.count)))
    }

    private func show(_ frame: EditorFrame) {
        let (visible, top) = frame.visible(height: window.rows, top: firstRow)
        if top != firstRow, painter.isShowing { handle.write(painter.erase()) }
        firstRow = top
        handle.write(painter.update(to: visible))
    }

    private func frame(_ text: [Unicode.Scalar], cursor: Int, look: LineLook) -> EditorFrame {
        var frame = EditorFrame(columns: window.columns, width: EditHandle.width)
        for fragment in prompt.last.fragments { frame.append(fragment.text.unicodeScalars, fragment.style) }
        let styles = manner.usesColor ? look.styles(count: text.reduce(0) { $0 + UTF8.width($1) }) : []
        var offset = 0
        for (index, scalar) in text.enumerated() {
            if index == cursor { frame.placeCursor() }
            if let label = pastes.label(of: scalar) {
                frame.append(label.unicodeScalars, manner.usesColor ? .magenta : .plain)
            } else {
                frame.append(scalar, offset < styles.count ? styles[offset] : .plain)
            }
            offset += UTF8.width(scalar)
        }
        guard cursor >= text.count else { return frame }
        frame.placeCursor()
        guard manner.showsHints else { return frame }
        if !suggested.isEmpty {
            frame.appendHint(Self.firstRow(of: suggested), .faint)
        } else if let hint = look.hint {
            frame.appendHint(hint, .faint)
        }
        return frame
    }

    /// A suggestion of several rows is shown by its first.
    private static func firstRow(of text: String) -> String {
        guard let newline = text.firstIndex(of: "\n") else { return text }
        return text[..<newline] + "⏎…"
    }

    /// The rows the cursor is below the first one in a window of this width.
    func rowsAboveCursor() -> Int {
        let (text, cursor) = handle.withText { ($0.scalars, $1) }
        let whole = frame(text, cursor: cursor, look: LineLook())
        return whole.visible(height: window.rows, top: firstRow).frame.cursor.row
    }
}

extension UnsafeBufferPointer<Int32> {
    /// libedit's characters as Unicode has them.
    fileprivate var scalars: [Unicode.Scalar] {
        map { Unicode.Scalar(UInt32(bitPattern: $0)) ?? "\u{FFFD}" }
    }
}
