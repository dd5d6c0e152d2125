/// Whether a text can be run as it stands or waits for more lines: what the prompt asks when Enter is pressed.
///
/// A text cut at the end of any line of a valid script is complete or needs more, never invalid. A text cut inside a line
/// can be invalid, because Enter would end the line there, but then only in its last line.
package enum Completeness: Sendable, Hashable {
    /// The text has no fault.
    case complete
    /// A quote, JSON value, block or heredoc is open, or the last line ends in `\`; nothing else is wrong.
    case needsMore
    /// More text would not help.
    case invalid([Diagnostic])

    /// Judges a text.
    /// - Parameter text: the lines so far, without the line end that Enter would add.
    package static func of(_ text: String) -> Completeness {
        let faults = Parser.parse(SourceText(name: "", text)).diagnostics.filter { $0.severity == .error }
        if faults.isEmpty { return .complete }
        return faults.allSatisfy(\.needsMore) ? .needsMore : .invalid(faults)
    }
}
