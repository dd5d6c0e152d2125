/// Brings the screen from one frame to the next with as few bytes as it takes. Rows and columns count from where the
/// prompt's row began, so it does not matter where in the window that is.
struct ScreenPainter {
    /// What the screen shows; nil when nothing of the line is on it.
    private var shown: EditorFrame?
    /// Where the cursor is; the column is nil where terminals do not agree.
    private(set) var row = 0
    private var column: Int? = 0
    /// How many rows have been used; moving below them needs a newline.
    private var rowCount = 1
    /// Whether the last column of the row was just written and the text goes on in the next one: the next character
    /// makes the terminal wrap by itself.
    private var isAtWrap = false

    /// Whether a frame is on the screen.
    var isShowing: Bool { shown != nil }

    /// Forgets what the screen shows: the next frame is painted from the cursor's row on.
    mutating func forget() {
        self = ScreenPainter()
    }

    /// What to send for a frame.
    mutating func update(to frame: EditorFrame) -> String {
        var output = ""
        let old = shown?.columns == frame.columns ? shown?.rows ?? [] : []
        for (index, next) in frame.rows.enumerated() {
            paint(next, over: index < old.count ? old[index].cells : [], at: index, frame.columns, &output)
        }
        if old.count > frame.rows.count {
            move(to: frame.rows.count, 0, &output)
            output += "\u{1B}[J"
        }
        move(to: frame.cursor.row, frame.cursor.column, &output)
        shown = frame
        return output
    }

    /// What to send to go below the last row; nothing is shown from then on.
    mutating func finish() -> String {
        var output = ""
        move(to: max(0, (shown?.rows.count ?? 1) - 1), 0, &output)
        output += "\r\n"
        forget()
        return output
    }

    /// What to send to take everything off the screen.
    /// - Parameter rowsAbove: how many rows the cursor is below the first one, when the window has changed since.
    mutating func erase(rowsAbove: Int? = nil) -> String {
        let rows = rowsAbove ?? row
        forget()
        return (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\r\u{1B}[J"
    }

    private mutating func paint(
        _ next: EditorFrame.Row, over last: [EditorFrame.Cell], at index: Int, _ columns: Int, _ output: inout String
    ) {
        let cells = next.cells
        var start = 0
        let shared = min(cells.count, last.count)
        while start < shared, cells[start] == last[start] { start += 1 }
        var end = cells.count
        if cells.count == last.count {
            while end > start, cells[end - 1] == last[end - 1] { end -= 1 }
        }
        // Never half of a wide character.
        while start > 0, start < cells.count, cells[start].scalar == nil { start -= 1 }
        while end < cells.count, cells[end].scalar == nil { end += 1 }
        if start < end {
            move(to: index, start, &output, isWriting: true)
            write(cells[start..<end], &output)
            isAtWrap = next.isWrapped && end == columns
            if end == columns { column = nil }
        }
        if cells.count < last.count {
            move(to: index, cells.count, &output)
            output += "\u{1B}[K"
        }
    }

    private mutating func write(_ cells: ArraySlice<EditorFrame.Cell>, _ output: inout String) {
        var style = Style.plain
        for cell in cells {
            guard let scalar = cell.scalar else { continue }
            if cell.style != style {
                if style != .plain { output += Style.closingSequence }
                output += cell.style.openingSequence
                style = cell.style
            }
            output.unicodeScalars.append(scalar)
            output += cell.marks
        }
        if style != .plain { output += Style.closingSequence }
        // How wide a character with marks is drawn is the terminal's choice.
        let isCertain = cells.allSatisfy { $0.marks.isEmpty }
        column = isCertain ? column.map { $0 + cells.count } : nil
    }

    private mutating func move(
        to target: Int, _ targetColumn: Int, _ output: inout String, isWriting: Bool = false
    ) {
        if isAtWrap, target == row + 1, targetColumn == 0, isWriting || target >= rowCount {
            // The terminal learns that the rows belong together, as if it had been typed to.
            if !isWriting { output += " \r" }
            (row, column) = (target, 0)
            rowCount = max(rowCount, target + 1)
        }
        isAtWrap = false
        moveRow(to: target, &output)
        moveColumn(to: targetColumn, &output)
    }

    private mutating func moveRow(to target: Int, _ output: inout String) {
        if target < row { output += "\u{1B}[\(row - target)A" }
        let lowest = min(target, rowCount - 1)
        if lowest > row { output += "\u{1B}[\(lowest - row)B" }
        if target >= rowCount {
            output += "\r" + String(repeating: "\n", count: target - rowCount + 1)
            column = 0
            rowCount = target + 1
        }
        row = target
    }

    private mutating func moveColumn(to target: Int, _ output: inout String) {
        guard target != column else { return }
        if target == 0 {
            output += "\r"
        } else if let column, target < column {
            output += column - target == 1 ? "\u{8}" : "\u{1B}[\(column - target)D"
        } else {
            if column == nil { output += "\r" }
            output += "\u{1B}[\(target - (column ?? 0))C"
        }
        column = target
    }
}
