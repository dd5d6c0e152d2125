/// What one call shows, before it is written: its head for standard error, its answer for standard output.
package struct InvocationOutput: Sendable, Hashable {
    /// What goes to standard output.
    package enum Answer: Sendable, Hashable {
        case nothing
        /// Bytes of the answer, to be written as they are.
        case bytes([UInt8])
        /// Text made from the answer.
        case text(StyledText)
    }

    /// Log, ids and labels; goes out first.
    package var head: StyledText
    package var answer: Answer

    package init(head: StyledText = StyledText(), answer: Answer = .nothing) {
        self.head = head
        self.answer = answer
    }
}

extension Console {
    /// Writes the head to standard error and then the answer to standard output.
    package func write(_ output: InvocationOutput) {
        notice(output.head)
        switch output.answer {
        case .nothing: break
        case .bytes(let bytes): writeAnswer(bytes)
        case .text(let text): write(text)
        }
    }
}
