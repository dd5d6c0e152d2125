extension EditingSession {
    /// What a key means during a search.
    private enum SearchStep {
        case goOn
        /// The match becomes the line; the characters are left for libedit.
        case take([Int32])
        /// The line stays as it was.
        case giveUp
    }

    /// Ctrl-R: a search through history that takes the place of prompt and line until it ends.
    func searchHistory() -> EditHandle.Reply {
        wipe()
        search = HistorySearch(entry: configuration.recall)
        paintSearch()
        var step = SearchStep.goOn
        while case .goOn = step {
            guard let character = nextCharacter() else { break }
            step = searchStep(character)
            if case .goOn = step { paintSearch() }
        }
        let match = search?.match
        wipe()
        search = nil
        if case .take(let characters) = step {
            if let match { setText(pastes.shortened(match)) }
            pending = characters + pending
        }
        repaint()
        return .done
    }

    private func searchStep(_ character: Int32) -> SearchStep {
        switch character {
        case 0x12, EditorKey.up.rawValue: search?.findOlder()
        case 0x13, EditorKey.down.rawValue: search?.findNewer()
        case 0x08, 0x7F: search?.removeLast()
        case 0x15: search = HistorySearch(entry: configuration.recall)
        case EditorKey.paste.rawValue:
            search?.append(input.paste().split(separator: "\n").joined(separator: " "))
        case 0x0C: handle.write("\u{1B}[H\u{1B}[2J")
        case 0x0D, 0x0A, 0x09: return .take([])
        case 0x03, 0x07: return .giveUp
        // Alone it gives up; with a character behind it, it is Alt and that character.
        case 0x1B: return pending.isEmpty ? .giveUp : .take([character])
        case 0x1A: break
        case ..<0x20, 0x80...0x9F: return .take([character])
        default:
            guard let scalar = Unicode.Scalar(UInt32(bitPattern: character)) else { return .goOn }
            search?.append(String(Character(scalar)))
        }
        return .goOn
    }

    /// Draws query and match on one row.
    func paintSearch() {
        guard let search else { return }
        let label = (search.hasFailed ? "no match '" : "search '") + CompletionListing.visible(search.query) + "': "
        let room = window.columns - 1 - layout.width(of: label)
        var row = layout.prefix(of: label, columns: window.columns - 1)
        if room > 0, let match = search.match { row += excerpt(of: match, search: search, columns: room) }
        handle.write((configuration.isDumb ? "\r\n" : "\r\u{1B}[J") + row)
    }

    /// The part of a line that shows where it matches, in one row.
    private func excerpt(of line: String, search: HistorySearch, columns: Int) -> String {
        guard let range = search.range(in: line) else { return layout.prefix(of: Self.oneRow(line), columns: columns) }
        var before = Self.oneRow(line[..<range.lowerBound])
        let hit = Self.oneRow(line[range])
        let needed = layout.width(of: before) + layout.width(of: hit)
        if needed > columns {
            // Keep a third of the row before the match.
            while !before.isEmpty, layout.width(of: before) > columns / 3 { before.removeFirst() }
            before = "…" + before
        }
        let shown = layout.prefix(of: before + hit + Self.oneRow(line[range.upperBound...]), columns: columns)
        guard manner.usesColor, shown.hasPrefix(before + hit) else { return shown }
        return before + "\u{1B}[1;4m" + hit + "\u{1B}[0m" + shown.dropFirst((before + hit).count)
    }

    private static func oneRow(_ text: some StringProtocol) -> String {
        CompletionListing.visible(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "⏎"))
    }
}
