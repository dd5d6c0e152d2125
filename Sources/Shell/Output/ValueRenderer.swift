package import FCCore

/// Values for programs and for people who asked for a value: `-o json`, `jsonl`, `yaml`.
package enum ValueRenderer {
    /// A value in the chosen format, with a newline: indented JSON, coloured where colours are wanted, JSON on one line
    /// or a YAML document. Formats that are not for values give indented JSON.
    package static func render(_ value: Value, as format: OutputFormat, for sink: SinkCapabilities) -> StyledText {
        switch format {
        case .jsonl: return StyledText(line(value, for: sink))
        case .yaml:
            let yaml = YAMLWriter.text(value)
            return StyledText("---\n" + (sink.isTerminal ? VisibleText.of(yaml) : yaml))
        case .text, .json, .raw, .none:
            guard sink.isTerminal || sink.colour else {
                return StyledText(JSONWriter.text(value, layout: .pretty) + "\n")
            }
            return JSONPresentation.styled(value) + "\n"
        }
    }

    /// The values of a listing: a line for each in `jsonl`, one list in the other formats.
    package static func render(listing: [Value], as format: OutputFormat, for sink: SinkCapabilities) -> StyledText {
        guard format == .jsonl else { return render(.array(listing), as: format, for: sink) }
        return StyledText(listing.map { line($0, for: sink) }.joined())
    }

    private static func line(_ value: Value, for sink: SinkCapabilities) -> String {
        let json = JSONWriter.text(value)
        return (sink.isTerminal ? VisibleText.inJSON(json) : json) + "\n"
    }
}
