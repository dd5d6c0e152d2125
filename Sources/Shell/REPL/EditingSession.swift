/// The mind of the editor: what each key does. Lives on the editor's thread, inside libedit's calls.
final class EditingSession {
    let configuration: LineEditorConfiguration
    let handle: EditHandle
    let outputAbove: OutputAbove
    var input: TerminalInput
    /// Characters libedit gets before the next key.
    var pending: [Int32] = []
    var prompt = PromptRows(StyledText())
    var manner = EditingManner()
    var window = WindowSize.standard
    var recall = HistoryRecall { _ in nil }
    var undo = UndoStack()
    /// Long pastes that stand in the line as one character each.
    var pastes = PasteStore()
    /// A running Ctrl-R.
    var search: HistorySearch?
    /// The state the last Tab left, to know a second one.
    var afterTab: (text: String, cursor: Int)?
    /// Alt-. at work.
    var lastWords: LastWordWalk?
    /// What the screen shows of the line.
    var painter = ScreenPainter()
    /// The first row shown of a line that is taller than the window.
    var firstRow = 0
    /// What is left of the suggestion behind the line.
    var suggested = ""
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
        begin(prompt, initial ?? "")
        guard handle.beginGuard(bracketsPastes: !configuration.isDumb) else { throw .notATerminal }
        window = WindowSize(of: configuration.output)
        outputAbove.beginEditing()
        handle.setPrompt(self.prompt.last.plain)
        handle.write(self.prompt.leading.rendered(colour: manner.usesColor))
        let line = handle.readLine()
        finishPainting(line ?? "")
        handle.endGuard()
        outputAbove.endEditing()
        guard let line else { return .endOfInput }
        return ending ?? .line(pastes.expanded(line.hasSuffix("\n") ? String(line.dropLast()) : line))
    }

    private func begin(_ prompt: StyledText, _ initial: String) {
        manner = configuration.manner()
        if configuration.isDumb { (manner.usesColor, manner.showsHints) = (false, false) }
        handle.use(manner.keyMode)
        self.prompt = PromptRows(manner.usesColor ? prompt : StyledText(prompt.plain))
        self.initial = initial
        recall = HistoryRecall(entry: configuration.recall)
        undo = UndoStack()
        pastes = PasteStore()
        painter.forget()
        (ending, afterTab, lastWords, firstRow, suggested) = (nil, nil, nil, 0, "")
        pending = initial.isEmpty ? [] : [EditorKey.begin.rawValue]
    }

    /// Waits for the next character for libedit; nil at the end of input.
    func nextCharacter() -> Int32? {
        if !pending.isEmpty { return pending.removeFirst() }
        handle.withText { undo.note($0, cursor: $1) }
        // What is typed faster than it can be seen is painted once.
        if search == nil, !input.hasMore { paint() } else { suggested = "" }
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
        if character != 0x09, character != EditorKey.backTab.rawValue { afterTab = nil }
        if character != 0x2E { lastWords = nil }
        if let key = EditorKey(rawValue: character) { return pressed(key) }
        switch character {
        case 0x0D, 0x0A: return enter()
        case 0x09: return complete()
        case 0x03: return interrupt()
        case 0x04: return deleteOrEnd()
        case 0x05, 0x76: return editOutside()
        case 0x06: return moveRight()
        case 0x0C: return clearScreen()
        case 0x10, 0x6B: return up()
        case 0x0E, 0x6A: return down()
        case 0x12: return searchHistory()
        // Alt-/ in emacs mode, / in vi's command mode.
        case 0x2F: return handle.mode == .vi ? searchHistory() : redoChange()
        case 0x16: return insertNextKey()
        case 0x1A: return suspend()
        case 0x1F, 0x75: return undoChange()
        case 0x55, 0x5F: return redoChange()
        case 0x2E: return insertLastWord()
        case 0x66: return moveWordRight()
        default: return .done
        }
    }

    private func pressed(_ key: EditorKey) -> EditHandle.Reply {
        switch key {
        case .up: return up()
        case .down: return down()
        case .right: return moveRight()
        case .wordRight: return moveWordRight()
        case .pageUp: return olderWithPrefix()
        case .pageDown: return newerWithPrefix()
        case .home: return moveToRowStart()
        case .end: return takeSuggestion() ?? moveToRowEnd()
        case .delete: return deleteForward()
        case .newline: return insert("\n")
        case .paste: return insert(pastes.shortened(input.paste()))
        case .begin: return insert(pastes.shortened(initial))
        case .backTab: return .beep
        default: return .done
        }
    }

    private func enter() -> EditHandle.Reply {
        if configuration.completeness(pastes.expanded(text)) == .incomplete { return insert("\n") }
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
        show(undo.undo())
    }

    private func redoChange() -> EditHandle.Reply {
        show(undo.redo())
    }

    private func show(_ state: UndoStack.Snapshot?) -> EditHandle.Reply {
        guard let state else { return .beep }
        setText(state.text, cursor: state.cursor)
        return .refresh
    }
}
