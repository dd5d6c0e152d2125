/// The mind of the editor: what each key does. Lives on the editor's thread, inside libedit's calls.
final class EditingSession {
    let configuration: LineEditorConfiguration
    let handle: EditHandle
    let outputAbove: OutputAbove
    var input: TerminalInput
    /// Characters libedit gets before the next key.
    var pending: [Int32] = []
    var prompt = StyledText().promptRendering(usesColor: false)
    var window = WindowSize.standard
    var recall = HistoryRecall { _ in nil }
    var undo = UndoStack()
    /// A running Ctrl-R.
    var search: HistorySearch?
    /// The state the last Tab left, to know a second one.
    var afterTab: (text: String, cursor: Int)?
    /// Set when the line ends otherwise than by Enter.
    private var ending: LineEditorResult?
    private var initial = ""

    init(configuration: LineEditorConfiguration, handle: EditHandle, outputAbove: OutputAbove) {
        self.configuration = configuration
        self.handle = handle
        self.outputAbove = outputAbove
        input = TerminalInput(
            descriptor: configuration.input, wakeDescriptor: handle.wakeDescriptor, ownSequences: handle.ownSequences)
        handle.session = self
    }

    func readLine(prompt: StyledText, initial: String?) throws(LineEditorError) -> LineEditorResult {
        self.prompt = prompt.promptRendering(usesColor: configuration.usesColor && !configuration.isDumb)
        self.initial = initial ?? ""
        recall = HistoryRecall(entry: configuration.recall)
        undo = UndoStack()
        ending = nil
        afterTab = nil
        pending = self.initial.isEmpty ? [] : [EditorKey.begin.rawValue]
        guard handle.beginGuard(bracketsPastes: !configuration.isDumb) else { throw .notATerminal }
        window = WindowSize(of: configuration.output)
        outputAbove.beginEditing()
        handle.setPrompt(self.prompt.lastRow)
        handle.write(self.prompt.leadingRows)
        let line = handle.readLine()
        handle.endGuard()
        outputAbove.endEditing()
        guard let line else { return .endOfInput }
        return ending ?? .line(line.hasSuffix("\n") ? String(line.dropLast()) : line)
    }

    /// Waits for the next character for libedit; nil at the end of input.
    func nextCharacter() -> Int32? {
        if !pending.isEmpty { return pending.removeFirst() }
        handle.withText { undo.note($0, cursor: $1) }
        while true {
            switch input.next() {
            case .character(let character): return character
            case .characters(let characters):
                pending = Array(characters.dropFirst())
                return characters.first
            case .wake: wake(handle.takeWakeReasons())
            case .end: return nil
            }
        }
    }

    /// Does what a key asks for.
    func keyPressed(_ character: Int32) -> EditHandle.Reply {
        if character != 0x09 { afterTab = nil }
        if let key = EditorKey(rawValue: character) { return pressed(key) }
        switch character {
        case 0x0D, 0x0A: return enter()
        case 0x09: return complete()
        case 0x03: return interrupt()
        case 0x04: return deleteOrEnd()
        case 0x0C: return clearScreen()
        case 0x10, 0x6B: return up()
        case 0x0E, 0x6A: return down()
        case 0x12, 0x2F: return searchHistory()
        case 0x16: return insertNextKey()
        case 0x1A: return suspend()
        case 0x1F: return undoChange()
        default: return .done
        }
    }

    private func pressed(_ key: EditorKey) -> EditHandle.Reply {
        switch key {
        case .up: return up()
        case .down: return down()
        case .pageUp: return olderWithPrefix()
        case .pageDown: return newerWithPrefix()
        case .home: return moveToRowStart()
        case .end: return moveToRowEnd()
        case .delete: return deleteForward()
        case .newline: return insert("\n")
        case .paste: return insert(input.paste())
        case .begin: return insert(initial)
        default: return .done
        }
    }

    private func enter() -> EditHandle.Reply {
        if configuration.completeness(text) == .incomplete { return insert("\n") }
        return accept()
    }

    /// Ends the line: libedit's own newline goes below the last row, but only from the end of the text.
    private func accept() -> EditHandle.Reply {
        moveToEnd()
        pending.insert(EditorKey.accept.rawValue, at: 0)
        return .refresh
    }

    private func interrupt() -> EditHandle.Reply {
        ending = .interrupted
        moveToEnd()
        _ = insert("^C")
        return accept()
    }

    private func deleteOrEnd() -> EditHandle.Reply {
        guard handle.withText({ text, _ in text.isEmpty }) else { return deleteForward() }
        ending = .endOfInput
        return accept()
    }

    /// Ctrl-V: the next key's character, Tab and Enter included. Other controls would be rubbish in a line.
    private func insertNextKey() -> EditHandle.Reply {
        guard let code = nextCharacter(), let scalar = Unicode.Scalar(UInt32(bitPattern: code)) else { return .beep }
        if scalar == "\r" { return insert("\n") }
        let isText = scalar == "\t" || scalar == "\n" || scalar.properties.generalCategory != .control
        return isText ? insert(String(Character(scalar))) : .beep
    }

    private func undoChange() -> EditHandle.Reply {
        guard let state = undo.undo() else { return .beep }
        setText(state.text, cursor: state.cursor)
        return .refresh
    }
}
