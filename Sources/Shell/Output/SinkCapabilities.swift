/// What the reader of a sink can do.
package struct SinkCapabilities: Sendable, Hashable {
    /// Whether somebody looks at a terminal there.
    package var isTerminal: Bool
    /// Columns of the terminal; 0 when they are not known.
    package var columns: Int
    /// Whether colours are wanted.
    package var colour: Bool

    package init(isTerminal: Bool = false, columns: Int = 0, colour: Bool = false) {
        self.isTerminal = isTerminal
        self.columns = columns
        self.colour = colour
    }

    /// A pipe or a file.
    package static let pipe = SinkCapabilities()
}
