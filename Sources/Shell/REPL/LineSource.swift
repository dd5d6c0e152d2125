#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where the prompt's lines come from.
package protocol LineSource: Sendable {
    /// Reads the next line, which may have several rows.
    /// - Parameters:
    ///   - prompt: what stands before it.
    ///   - initial: text that is there to be edited already.
    func nextLine(prompt: StyledText, initial: String?) async -> LineEditorResult

    /// Prints rows above the line being typed, from every task. Without an editor that cannot be done.
    func printAbove(_ text: String)

    /// Whether ``printAbove(_:)`` prints.
    var printsAbove: Bool { get }
}

extension LineSource {
    package func printAbove(_ text: String) {}
    package var printsAbove: Bool { false }
}

extension LineEditor: LineSource {
    nonisolated package var printsAbove: Bool { true }

    nonisolated package func nextLine(prompt: StyledText, initial: String?) async -> LineEditorResult {
        do {
            return try await readLine(prompt: prompt, initial: initial)
        } catch {
            return .endOfInput
        }
    }
}

/// Lines as the terminal puts them together: for a shell whose output goes elsewhere, where no editor can draw.
package struct PlainLineSource: LineSource {
    private let input: Int32
    private let output: any OutputSink
    private let completeness: @Sendable (String) -> LineCompleteness

    /// - Parameters:
    ///   - input: where lines are read.
    ///   - output: where the prompt goes.
    ///   - completeness: whether a text can be run, or another line belongs to it.
    package init(
        input: Int32 = 0, output: any OutputSink = FileDescriptorSink(2),
        completeness: @escaping @Sendable (String) -> LineCompleteness
    ) {
        self.input = input
        self.output = output
        self.completeness = completeness
    }

    package func nextLine(prompt: StyledText, initial: String?) async -> LineEditorResult {
        // Nothing can be put on the line here; it is shown for the person to type or copy.
        let shown = (initial.map { $0 + "\n" } ?? "") + prompt.plain
        return await withCheckedContinuation { continuation in
            Thread.detach { continuation.resume(returning: read(shown)) }
        }
    }

    private func read(_ prompt: String) -> LineEditorResult {
        var text = ""
        say(prompt)
        while let line = readLine() {
            text += text.isEmpty ? line : "\n" + line
            if completeness(text) == .complete { return .line(text) }
            say("> ")
        }
        say("\n")
        return text.isEmpty ? .endOfInput : .line(text)
    }

    private func say(_ text: String) {
        try? output.write(Array(text.utf8))
    }

    /// One line without its newline; nil at the end of input. Bytes are taken one at a time: what follows may be meant
    /// for a command.
    private func readLine() -> String? {
        var bytes: [UInt8] = []
        while true {
            var byte: UInt8 = 0
            #if canImport(Glibc)
                let count = Glibc.read(input, &byte, 1)
            #else
                let count = Darwin.read(input, &byte, 1)
            #endif
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
            if byte == 0x0A { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
    }
}
