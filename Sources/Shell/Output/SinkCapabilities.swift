/// What the reader of a sink can do.
package struct SinkCapabilities: Sendable, Hashable {
    /// Whether somebody looks at a terminal there.
    package var isTerminal: Bool
    /// Columns of the terminal; 0 when they are not known.
    package var columns: Int
    /// Whether colours are wanted.
    package var colour: Bool
    /// What the reader reads; a pipe's reader too.
    package var language: Language
    /// Rows of the terminal; 0 when they are not known.
    package var rows: Int
    /// Whether output is read aloud: nothing is repainted, and the outcome comes first.
    package var isAccessible = false

    package init(
        isTerminal: Bool = false, columns: Int = 0, rows: Int = 0, colour: Bool = false, language: Language = .english
    ) {
        self.isTerminal = isTerminal
        self.columns = columns
        self.rows = rows
        self.colour = colour
        self.language = language
    }

    /// A pipe or a file.
    package static let pipe = SinkCapabilities()
}
