/// A prompt as the editor needs it: a newline in it puts what comes before on rows of its own.
struct PromptRows: Hashable {
    /// Whole rows above the one that is edited, each ending in a newline.
    var leading = StyledText()
    /// The rest, which the line follows.
    var last = StyledText()

    init(_ prompt: StyledText) {
        for fragment in prompt.fragments {
            for (index, part) in fragment.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if index > 0 {
                    last.append("\n")
                    leading += last
                    last = StyledText()
                }
                last.append(Self.withoutControls(part), fragment.style)
            }
        }
    }

    private static func withoutControls(_ text: Substring) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.properties.generalCategory != .control }))
    }
}
