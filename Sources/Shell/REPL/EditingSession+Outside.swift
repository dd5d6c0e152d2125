/// The line in the user's own editor, and words from earlier lines.
extension EditingSession {
    /// Ctrl-X Ctrl-E: opens the line, or the last event when there is none, and takes over what is saved.
    func editOutside() -> EditHandle.Reply {
        let line = pastes.expanded(text)
        guard let draft = line.isEmpty ? configuration.lastEvent() : line else { return .beep }
        var problem: String?
        goBelow()
        let reply = outside {
            do throws(ExternalEditor.Problem) {
                let edited = try configuration.openEditor(draft)
                setText(pastes.shortened(edited))
            } catch {
                problem = error.message
            }
        }
        if let problem { outputAbove.print("error: \(problem)") }
        return reply
    }

    /// Alt-.: the last word of an earlier line at the cursor, an older one with each press.
    func insertLastWord() -> EditHandle.Reply {
        let place = handle.withText { text, cursor in [text.count, cursor] }
        var walk = lastWords?.place == place ? lastWords ?? LastWordWalk() : LastWordWalk()
        var age = walk.length == 0 ? 0 : walk.age + 1
        while let line = configuration.recall(age) {
            if let word = LastWordWalk.lastWord(of: line) {
                let shown = pastes.shortened(word)
                if walk.length > 0 { handle.deleteBefore(walk.length) }
                let reply = insert(shown)
                (walk.age, walk.length) = (age, shown.unicodeScalars.count)
                walk.place = handle.withText { text, cursor in [text.count, cursor] }
                lastWords = walk
                return reply
            }
            age += 1
        }
        return .beep
    }
}
