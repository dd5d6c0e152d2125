/// What a terminal shows: the part of an xterm that a line editor uses, with wide characters and rows that scroll away.
package struct Screen: Sendable {
    private struct Cell {
        /// One character with its combining marks; empty in the right half of a wide one.
        var text: String
        /// The numbers of the sequences that chose its look since the last reset, joined by `;`.
        var style = ""
    }

    private static let blank = Cell(text: " ")

    private var rows: Int
    private var columns: Int
    private var lines: [[Cell]]
    private var row = 0
    private var column = 0
    /// After a character in the last column the cursor stays on it until the next one comes.
    private var isWrapPending = false
    private var saved = (row: 0, column: 0)
    private var pending: [UInt8] = []
    private var style = ""

    /// Rows that have left at the top.
    package private(set) var scrolledAway: [String] = []

    package init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        lines = Array(repeating: Array(repeating: Self.blank, count: columns), count: rows)
    }

    /// Each row without the blanks at its end.
    package var visibleRows: [String] { lines.map(Self.text) }

    /// Everything shown so far: rows scrolled away, then the visible ones down to the last with text.
    package var text: String {
        var all = scrolledAway + visibleRows
        while all.last?.isEmpty == true { all.removeLast() }
        return all.joined(separator: "\n")
    }

    /// The row the cursor is in, without the blanks at its end, and without what stands faintly behind the line: hints
    /// and suggestions are nothing that was typed.
    package var cursorRow: String {
        var cells = lines[row]
        while let last = cells.last, last.style == "2" || last.text == " " { cells.removeLast() }
        return Self.text(cells)
    }

    /// The row the cursor is in with everything in it.
    package var wholeCursorRow: String { Self.text(lines[row]) }

    /// The number of the row the cursor is in, from 0 at the top of the window.
    package var cursorRowNumber: Int { row }

    /// The text of the window in runs of one look: `[1]invoke[] {}` for a bold word and a plain one.
    package var styledRows: [String] {
        lines.map { cells in
            var text = ""
            var last = ""
            for cell in cells {
                if cell.style != last { text += "[\(cell.style)]" }
                last = cell.style
                text += cell.text
            }
            if !last.isEmpty { text += "[]" }
            while text.last == " " { text.removeLast() }
            return text
        }
    }

    /// The column of the cursor, from 0.
    package var cursorColumn: Int { column }

    private static func text(_ cells: [Cell]) -> String {
        var text = cells.map(\.text).joined()
        while text.last == " " { text.removeLast() }
        return text
    }

    mutating func resize(rows newRows: Int, columns newColumns: Int) {
        while lines.count > newRows {
            if lines.count - 1 > row { lines.removeLast() } else { scroll(); lines.removeLast(); row -= 1 }
        }
        while lines.count < newRows { lines.append(Array(repeating: Self.blank, count: columns)) }
        lines = lines.map { Array(($0 + Array(repeating: Self.blank, count: newColumns)).prefix(newColumns)) }
        rows = newRows
        columns = newColumns
        row = min(row, rows - 1)
        column = min(column, columns - 1)
        isWrapPending = false
    }

    package mutating func write(_ bytes: ArraySlice<UInt8>) {
        pending += bytes
        while let length = unitLength() {
            let unit = Array(pending[..<length])
            pending.removeFirst(length)
            apply(unit)
        }
    }

    /// The length of the next control, escape sequence or character; nil while it is not all there.
    private func unitLength() -> Int? {
        guard let first = pending.first else { return nil }
        switch first {
        case 0x1B:
            guard pending.count > 1 else { return nil }
            if pending[1] == UInt8(ascii: "[") {
                guard let end = pending.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else {
                    return nil
                }
                return end + 1
            }
            let isCharacterSet = [UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "#")].contains(pending[1])
            guard isCharacterSet else { return 2 }
            return pending.count > 2 ? 3 : nil
        case 0..<0x80: return 1
        default:
            let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
            return pending.count >= length ? length : nil
        }
    }

    private mutating func apply(_ unit: [UInt8]) {
        switch unit[0] {
        case 0x1B: unit.count > 2 && unit[1] == UInt8(ascii: "[") ? applyControlSequence(unit) : applyEscape(unit)
        case 0x08:
            column = max(0, column - 1)
            isWrapPending = false
        case 0x09:
            column = min(columns - 1, (column / 8 + 1) * 8)
        case 0x0A: lineFeed()
        case 0x0D:
            column = 0
            isWrapPending = false
        case 0..<0x20, 0x7F: break
        default: put(String(decoding: unit, as: UTF8.self))
        }
    }

    private mutating func applyEscape(_ unit: [UInt8]) {
        switch unit[1] {
        case UInt8(ascii: "7"): saved = (row, column)
        case UInt8(ascii: "8"): (row, column) = saved
        case UInt8(ascii: "M"): row = max(0, row - 1)
        default: break
        }
    }

    private mutating func applyControlSequence(_ unit: [UInt8]) {
        let parameters = String(decoding: unit[2..<unit.count - 1], as: UTF8.self).split(
            separator: ";", omittingEmptySubsequences: false)
        let number = max(1, parameters.first.flatMap { Int($0) } ?? 1)
        let mode = parameters.first.flatMap { Int($0) } ?? 0
        if unit[unit.count - 1] != UInt8(ascii: "m") { isWrapPending = false }
        switch unit[unit.count - 1] {
        case UInt8(ascii: "A"): row = max(0, row - number)
        case UInt8(ascii: "B"): row = min(rows - 1, row + number)
        case UInt8(ascii: "C"): column = min(columns - 1, column + number)
        case UInt8(ascii: "D"): column = max(0, column - number)
        case UInt8(ascii: "G"): column = min(columns, number) - 1
        case UInt8(ascii: "H"):
            row = min(rows, number) - 1
            column = min(columns, max(1, parameters.dropFirst().first.flatMap { Int($0) } ?? 1)) - 1
        case UInt8(ascii: "m"): choose(parameters)
        case UInt8(ascii: "J"): eraseScreen(mode)
        case UInt8(ascii: "K"): eraseRow(mode)
        case UInt8(ascii: "P"): deleteCells(number)
        case UInt8(ascii: "@"): insertCells(number)
        case UInt8(ascii: "X"): for index in column..<min(columns, column + number) { lines[row][index] = Self.blank }
        default: break
        }
    }

    private mutating func choose(_ numbers: [Substring]) {
        for number in numbers {
            style = number == "0" || number.isEmpty ? "" : style.isEmpty ? String(number) : "\(style);\(number)"
        }
    }

    private mutating func eraseScreen(_ mode: Int) {
        if mode == 0 { eraseRow(0) }
        let cleared = mode == 0 ? row + 1..<rows : 0..<rows
        for index in cleared { lines[index] = Array(repeating: Self.blank, count: columns) }
    }

    private mutating func eraseRow(_ mode: Int) {
        let cleared = mode == 0 ? column..<columns : mode == 1 ? 0..<column + 1 : 0..<columns
        for index in cleared { lines[row][index] = Self.blank }
    }

    private mutating func deleteCells(_ count: Int) {
        let removed = min(count, columns - column)
        lines[row].removeSubrange(column..<column + removed)
        lines[row] += Array(repeating: Self.blank, count: removed)
    }

    private mutating func insertCells(_ count: Int) {
        lines[row].insert(contentsOf: Array(repeating: Self.blank, count: count), at: column)
        lines[row].removeLast(count)
    }

    private mutating func put(_ character: String) {
        guard let scalar = character.unicodeScalars.first else { return }
        let width = DisplayColumns.of(scalar)
        if width == 0 {
            let target = isWrapPending ? column : max(0, column - 1)
            lines[row][target].text += character
            return
        }
        if isWrapPending || column + width > columns {
            column = 0
            lineFeed()
        }
        isWrapPending = false
        lines[row][column] = Cell(text: character, style: style)
        if width == 2 { lines[row][column + 1] = Cell(text: "", style: style) }
        column += width
        if column >= columns {
            column = columns - 1
            isWrapPending = true
        }
    }

    private mutating func lineFeed() {
        isWrapPending = false
        if row == rows - 1 { scroll() } else { row += 1 }
    }

    private mutating func scroll() {
        scrolledAway.append(Self.text(lines.removeFirst()))
        lines.append(Array(repeating: Self.blank, count: columns))
    }
}
