extension EditingSession {
    /// Tab: inserts what all candidates share; pressed again where that brings nothing, it lists them.
    func complete() -> EditHandle.Reply {
        let text = text
        let cursor = textBeforeCursor.utf8.count
        let answer = configuration.completions(text, cursor)
        guard let first = answer.candidates.first, let replaced = text.utf8Range(answer.replacement) else {
            return .beep
        }
        if answer.candidates.count == 1 {
            afterTab = nil
            return replace(replaced, in: text, with: first.text, addsSpace: first.appendsSpace)
        }
        let common = CompletionListing.commonPrefix(answer.candidates)
        let typed = String(text[replaced])
        let extends = answer.sharesPrefix && common.count > typed.count
        if extends || (common.count == typed.count && common != typed) {
            _ = replace(replaced, in: text, with: common, addsSpace: false)
            afterTab = (self.text, textBeforeCursor.utf8.count)
            return .refresh
        }
        guard let state = afterTab, state == (text, cursor) else {
            afterTab = (text, cursor)
            return .beep
        }
        list(answer.candidates)
        return .done
    }

    private func replace(
        _ range: Range<String.Index>, in text: String, with candidate: String, addsSpace: Bool
    ) -> EditHandle.Reply {
        let after = String(text[range.upperBound...])
        var head = String(text[..<range.lowerBound]) + candidate
        // A space that is there already is stepped over, not doubled.
        let hasSpace = addsSpace && after.first == " "
        if addsSpace, !hasSpace { head += " " }
        setText((head + after).editorCharacters, cursor: head.unicodeScalars.count + (hasSpace ? 1 : 0))
        return .refresh
    }

    private func list(_ candidates: [CompletionCandidate]) {
        goBelow()
        let rows = CompletionListing(
            layout: layout, rowLimit: max(3, window.rows - 2),
            usesColor: manner.usesColor
        ).rows(candidates)
        handle.write(rows.map { $0 + "\r\n" }.joined())
        repaint()
    }
}

extension String {
    /// A range given in UTF-8, if it lies within the text and cuts no character's encoding.
    fileprivate func utf8Range(_ range: Range<Int>) -> Range<String.Index>? {
        guard range.lowerBound >= 0, range.upperBound <= utf8.count else { return nil }
        let start = utf8.index(startIndex, offsetBy: range.lowerBound)
        let end = utf8.index(startIndex, offsetBy: range.upperBound)
        guard start.samePosition(in: unicodeScalars) != nil, end.samePosition(in: unicodeScalars) != nil else {
            return nil
        }
        return start..<end
    }
}
