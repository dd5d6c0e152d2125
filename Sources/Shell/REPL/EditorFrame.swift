/// What the rows of prompt and line look like: cells in rows, and where the cursor stands. Made anew for every key and
/// compared with what the screen shows.
struct EditorFrame: Equatable {
    /// One column of a row.
    struct Cell: Hashable {
        /// The character; nil in the right half of a wide one.
        var scalar: Unicode.Scalar?
        /// Marks that sit on the character.
        var marks = ""
        var style = Style.plain
    }

    struct Row: Equatable {
        var cells: [Cell] = []
        /// Whether the text goes on in the next row without a newline: the terminal should know, for copying and for
        /// another width.
        var isWrapped = false
    }

    private(set) var rows = [Row()]
    /// Where the cursor belongs.
    private(set) var cursor = ScreenLayout.Position(row: 0, column: 0)

    let columns: Int
    private let width: (Unicode.Scalar) -> Int
    /// How many blank columns belong to a tab.
    private static let tabStop = 8

    /// - Parameters:
    ///   - columns: the width of the window.
    ///   - width: the columns a character takes; controls are drawn as `^X` and are not asked for.
    init(columns: Int, width: @escaping (Unicode.Scalar) -> Int) {
        self.columns = max(1, columns)
        self.width = width
    }

    static func == (left: EditorFrame, right: EditorFrame) -> Bool {
        left.rows == right.rows && left.cursor == right.cursor && left.columns == right.columns
    }

    /// Puts the cursor where the next character will stand.
    mutating func placeCursor() {
        wrapIfFull()
        cursor = ScreenLayout.Position(row: rows.count - 1, column: rows[rows.count - 1].cells.count)
    }

    /// Adds text.
    mutating func append(_ text: some Sequence<Unicode.Scalar>, _ style: Style) {
        for scalar in text { append(scalar, style) }
    }

    /// Adds one character.
    mutating func append(_ scalar: Unicode.Scalar, _ style: Style) {
        switch scalar {
        case "\n":
            wrapIfFull()
            rows.append(Row())
        case "\t":
            repeat { put(" ", width: 1, style) } while rows[rows.count - 1].cells.count % Self.tabStop != 0
        case "\u{0}"..<" ", "\u{7F}":
            put("^", width: 1, style)
            put(Unicode.Scalar(UInt8(scalar.value) ^ 0x40), width: 1, style)
        default:
            put(scalar, width: width(scalar), style)
        }
    }

    /// Adds text behind the line's end as far as its row has room; the line itself is never moved by it.
    mutating func appendHint(_ text: String, _ style: Style) {
        var room = columns - 1 - rows[rows.count - 1].cells.count
        guard room > 1 else { return }
        var kept: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            let needed = scalar.properties.generalCategory == .control ? 2 : width(scalar)
            guard needed <= room else {
                while room < 1, let last = kept.popLast() { room += max(0, width(last)) }
                append(kept, style)
                return append("…", style)
            }
            room -= needed
            kept.append(scalar)
        }
        append(kept, style)
    }

    private mutating func put(_ scalar: Unicode.Scalar, width: Int, _ style: Style) {
        if width <= 0 { return addMark(scalar, style) }
        if rows[rows.count - 1].cells.count + width > columns { beginRow() }
        rows[rows.count - 1].cells.append(Cell(scalar: scalar, style: style))
        for _ in 1..<max(1, width) { rows[rows.count - 1].cells.append(Cell(scalar: nil, style: style)) }
    }

    /// A mark joins the character before it; there is none at the very beginning.
    private mutating func addMark(_ scalar: Unicode.Scalar, _ style: Style) {
        let row = rows.count - 1
        guard let index = rows[row].cells.lastIndex(where: { $0.scalar != nil }) else { return }
        rows[row].cells[index].marks.unicodeScalars.append(scalar)
    }

    private mutating func wrapIfFull() {
        if rows[rows.count - 1].cells.count >= columns { beginRow() }
    }

    private mutating func beginRow() {
        rows[rows.count - 1].isWrapped = true
        rows.append(Row())
    }

    /// The part that fits a window: around the cursor when there are too many rows.
    /// - Parameters:
    ///   - height: the rows of the window.
    ///   - top: the first row shown before; it stays while the cursor stays in sight.
    /// - Returns: the part and its first row.
    func visible(height: Int, top: Int) -> (frame: EditorFrame, top: Int) {
        guard rows.count > height else { return (self, 0) }
        var top = min(max(0, top), rows.count - height)
        if cursor.row < top { top = cursor.row }
        if cursor.row >= top + height { top = cursor.row - height + 1 }
        var part = self
        part.rows = Array(rows[top..<top + height])
        part.cursor.row -= top
        return (part, top)
    }
}
