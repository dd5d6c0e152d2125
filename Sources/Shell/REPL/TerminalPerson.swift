import FCCore

/// Somebody at a terminal.
package struct TerminalPerson: Person {
    private let input: Int32
    private let output: Int32
    private let interrupts: Interrupts?

    /// - Parameters:
    ///   - input: the terminal that answers come from.
    ///   - output: where questions go.
    ///   - interrupts: who gives the terminal its modes back when a signal ends the program.
    package init(input: Int32 = 0, output: Int32 = 2, interrupts: Interrupts?) {
        self.input = input
        self.output = output
        self.interrupts = interrupts
    }

    package func confirms(_ question: String) async -> Bool {
        guard case .text(let answer) = await ask("\(question) [y/N] ", isShown: true) else { return false }
        return Self.isYes(answer)
    }

    package func choice(of names: [String], _ question: String) async -> Int? {
        guard case .text(let answer) = await ask(question, isShown: true) else { return nil }
        return Self.index(of: answer, in: names)
    }

    /// The index an answer means: a number from 1, or one of the names.
    static func index(of answer: String, in names: [String]) -> Int? {
        let words = answer.split(whereSeparator: \.isWhitespace)
        guard let word = words.first, words.count == 1 else { return nil }
        if let number = Int(word) { return names.indices.contains(number - 1) ? number - 1 : nil }
        return names.firstIndex { $0 == word }
    }

    package func askSecret(_ prompt: String) async throws(Failure) -> String {
        switch await ask(prompt, isShown: false) {
        case .text(let text): return text
        case .interrupted: throw Failure(.interrupted, "interrupted")
        case .ended: throw Failure(.usage, "no answer was given")
        }
    }

    /// Whether an answer means yes.
    static func isYes(_ answer: String) -> Bool {
        let words = answer.split(whereSeparator: \.isWhitespace)
        guard let word = words.first, words.count == 1 else { return false }
        return ["y", "yes", "是"].contains(word.lowercased())
    }

    private func ask(_ question: String, isShown: Bool) async -> TerminalAnswer {
        guard let terminal = QuestionTerminal(input: input, output: output) else { return .ended }
        defer { terminal.close() }
        let ask: @Sendable () -> TerminalAnswer = { terminal.ask(VisibleText.of(question), isShown: isShown) }
        let answer: () async -> TerminalAnswer = {
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    // Reading blocks, so a thread of its own does it.
                    Thread.detach { continuation.resume(returning: ask()) }
                }
            } onCancel: {
                terminal.interrupt()
            }
        }
        guard let interrupts else { return await answer() }
        return await interrupts.restoring(with: { terminal.restore() }, answer)
    }
}

/// What came of a question.
enum TerminalAnswer: Sendable, Hashable {
    /// Enter.
    case text(String)
    /// Ctrl-C, or the task was cancelled.
    case interrupted
    /// Ctrl-D, or the terminal is gone.
    case ended
}
