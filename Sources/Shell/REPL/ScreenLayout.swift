/// Where libedit puts characters in a window: the same rules, so that the cursor's row is known without asking.
struct ScreenLayout {
    /// A place, counted from the row and column the prompt begins at.
    struct Position: Equatable {
        var row: Int
        var column: Int
    }

    /// The width of the window.
    let columns: Int
    /// The columns a character takes, control characters included.
    let width: (Unicode.Scalar) -> Int

    /// The place after a text.
    func position(after text: some Sequence<Unicode.Scalar>, from start: Position = Position(row: 0, column: 0))
        -> Position
    {
        var place = start
        for scalar in text {
            switch scalar {
            case "\n": place = Position(row: place.row + 1, column: 0)
            case "\t":
                // Blanks up to the next multiple of eight; each may begin a row.
                repeat { advance(&place, by: 1) } while place.column % 8 != 0
            default:
                advance(&place, by: width(scalar))
            }
        }
        return place
    }

    private func advance(_ place: inout Position, by width: Int) {
        // A wide character is never split: it goes to the next row as a whole.
        if place.column + width > columns, width <= columns { place = Position(row: place.row + 1, column: 0) }
        place.column += width
        if place.column >= columns { place = Position(row: place.row + 1, column: 0) }
    }

    /// The columns a text takes on one row.
    func width(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width($1) }
    }

    /// The longest beginning of a text that fits into a number of columns.
    func prefix(of text: String, columns limit: Int) -> String {
        var used = 0
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            used += width(scalar)
            guard used <= limit else { break }
            kept.append(scalar)
        }
        return String(kept)
    }
}
