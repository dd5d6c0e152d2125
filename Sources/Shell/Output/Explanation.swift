import FCCore

/// Why something failed, in the parts that people need: what failed, what the service said, why, and what to type next.
///
/// The families of failures fill it in, one file each; this type alone knows how it looks.
package struct Explanation: Sendable, Hashable {
    /// What failed, in one sentence without `error:` and without a full stop.
    package var sentence: Message
    /// What is known beside it: the service's own words, request id, addresses.
    package var details: [Detail] = []
    /// The likely reason.
    package var reason: Message?
    /// Text to copy, such as a policy, and the sentence that introduces it.
    package var attachment: Attachment?
    /// The next commands to type, each on a line of its own.
    package var next: [String] = []

    /// A labelled fact.
    package struct Detail: Sendable, Hashable {
        package var label: Message
        package var value: Message
    }

    /// Lines to copy.
    package struct Attachment: Sendable, Hashable {
        package var introduction: Message
        package var text: String
    }

    package init(_ sentence: Message, reason: Message? = nil, next: [String] = []) {
        self.sentence = sentence
        self.reason = reason
        self.next = next
    }

    /// Adds a fact when there is one.
    @_disfavoredOverload
    package mutating func add(_ label: Message, _ value: String?) {
        add(label, value.map { Message(verbatim: $0) })
    }

    /// Adds a fact that is a sentence when there is one.
    package mutating func add(_ label: Message, _ value: Message?) {
        guard let value, !value.isEmpty else { return }
        details.append(Detail(label: label, value: value))
    }

    /// The lines, each with its newline; the first continues the word `error:`.
    ///
    /// What a service says is data: it stays on its line and cannot steer a terminal.
    package var text: StyledText {
        var text = StyledText()
        text.appendLine(VisibleText.singleLine(sentence))
        for detail in details {
            text.append("  \(detail.label): ", .bold)
            text.appendLine(VisibleText.singleLine(detail.value))
        }
        if let reason {
            text.append("  likely: ", .bold)
            text.appendLine(VisibleText.singleLine(reason))
        }
        if let attachment {
            text.appendLine("  \(attachment.introduction)")
            for line in attachment.text.split(separator: "\n") {
                text.appendLine("    " + VisibleText.of(String(line)))
            }
        }
        for command in next {
            text.append("  next: ", .bold)
            text.appendLine(VisibleText.singleLine(Message(command)), .green)
        }
        return text
    }
}

extension Explanation {
    /// The same without commands that this program does not have; a local function's logs are looked at with `local logs`.
    package func offering(_ catalog: Catalog, isLocal: Bool) -> Explanation {
        var explanation = self
        explanation.next = next.compactMap { line in
            let word = line.prefix { $0 != " " }
            if word == "logs", isLocal { return "local logs" }
            let isCommand = word.allSatisfy { $0.isLowercase && $0.isASCII }
            let isKnown = catalog[String(word)] != nil || Catalog.keywords.contains(String(word)) || word == "fcsh"
            return !isCommand || isKnown ? line : nil
        }
        return explanation
    }
}
