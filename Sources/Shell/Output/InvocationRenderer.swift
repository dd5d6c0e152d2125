import FCCore

/// Lays out one call in the chosen format.
///
/// The text format is the layout of `s invoke`: log block, labelled lines, `Invoke Result:`, body. It shows no
/// problem of a call; ``Explanation`` says what that was.
package struct InvocationRenderer: Sendable {
    /// The choices of a person or a script.
    package struct Options: Sendable, Hashable {
        package var format: OutputFormat
        /// The body alone.
        package var isSilent: Bool
        /// Whether a newline follows a body that lacks one: wanted when a run makes more than one call.
        package var separatesBodies: Bool
        /// Whether long arrays are shown in full on a terminal.
        package var isFull = false
        /// Whether the headers of an answer over HTTP are shown.
        package var includesHeaders = false

        package init(_ format: OutputFormat = .text, silent: Bool = false, separatesBodies: Bool = false) {
            self.format = format
            isSilent = silent
            self.separatesBodies = separatesBodies
        }
    }

    private static let logOpening = "========= FC invoke Logs begin ========="
    private static let logClosing = "========= FC invoke Logs end ========="

    private let options: Options
    private let output: SinkCapabilities
    private let error: SinkCapabilities

    /// - Parameters:
    ///   - output: what standard output's reader can do.
    ///   - error: what standard error's reader can do.
    package init(_ options: Options, output: SinkCapabilities, error: SinkCapabilities) {
        self.options = options
        self.output = output
        self.error = error
    }

    /// What a call shows.
    package func render(_ result: CallResult) -> InvocationOutput {
        switch options.format {
        case .none: InvocationOutput()
        case .json, .jsonl, .yaml:
            InvocationOutput(answer: .text(EnvelopeRenderer.render(result, as: options.format, for: output)))
        case .raw: InvocationOutput(answer: answer(of: result))
        case .text:
            InvocationOutput(
                head: options.isSilent ? StyledText() : head(of: result),
                answer: result.isAsynchronous ? .nothing : answer(of: result))
        }
    }

    private func head(of result: CallResult) -> StyledText {
        guard let answer = result.answer else { return StyledText() }
        var text = outcomeFirst(result)
        let qualifier = answer.qualifier ?? result.target.qualifier
        if result.isAsynchronous {
            appendLine("Qualifier", qualifier, to: &text)
            appendLine("RequestId", answer.requestID, to: &text)
            appendLine("AsyncTaskId", answer.taskID, to: &text)
            return text
        }
        if let log = answer.logTail { appendLog(log, to: &text) }
        if result.http != nil { appendResponse(answer, to: &text) }
        appendLine("Invoke instanceId", answer.instanceID, to: &text)
        appendLine("Code Checksum", answer.codeChecksum, to: &text)
        appendLine("Qualifier", qualifier, to: &text)
        appendLine("RequestId", answer.requestID, to: &text)
        appendLine("Error Type", answer.errorType, to: &text, style: .red)
        text.appendLine()
        text.appendLine("Invoke Result:", .bold)
        return text
    }

    /// What matters of an answer over HTTP, or all of its head.
    private func appendResponse(_ answer: InvocationAnswer, to text: inout StyledText) {
        appendLine("Status", String(answer.status), to: &text, style: answer.status < 400 ? .green : .red)
        guard options.includesHeaders else {
            return appendLine("Location", answer.headers["location"], to: &text)
        }
        for field in answer.headers.fields where field.name.lowercased() != "x-fc-log-result" {
            appendLine(field.name, field.value, to: &text)
        }
    }

    /// What a reader who hears the output wants to know before anything else.
    private func outcomeFirst(_ result: CallResult) -> StyledText {
        guard error.isAccessible else { return StyledText() }
        let name = "\(result.target.functionName):\(result.target.qualifier)"
        let time = result.elapsed?.inWords ?? "-"
        return StyledText("\(result.outcome.rawValue): \(VisibleText.singleLine(name)) answered after \(time)\n")
    }

    private func appendLog(_ log: String, to text: inout StyledText) {
        text.appendLine(Self.logOpening, .yellow)
        text.append(error.isTerminal ? VisibleText.of(log) : log)
        text.endLine()
        text.appendLine(Self.logClosing, .yellow)
        text.appendLine()
    }

    private func appendLine(_ label: String, _ value: String?, to text: inout StyledText, style: Style = .green) {
        guard let value else { return }
        text.append(label + ":", .bold)
        text.append(" ")
        text.appendLine(error.isTerminal ? VisibleText.singleLine(value) : value, style)
    }

    /// Exact bytes off a terminal; on one, something that can be read and cannot steer it.
    private func answer(of result: CallResult) -> InvocationOutput.Answer {
        guard let answer = result.answer, !answer.body.isEmpty else { return .nothing }
        guard output.isTerminal else { return .bytes(separated(answer.body)) }
        var text = shown(result.body)
        if answer.isFunctionError { text = StyledText(text.plain, .red) }
        if options.format != .raw { text.endLine() }
        return .text(text)
    }

    private func separated(_ body: [UInt8]) -> [UInt8] {
        let lacksNewline = options.separatesBodies && options.format != .raw && body.last != 0x0A
        return lacksNewline ? body + [0x0A] : body
    }

    private func shown(_ body: AnswerBody) -> StyledText {
        switch body.content {
        case .json(let value) where options.format != .raw: JSONPresentation.styled(value, isFolded: !options.isFull)
        case .json, .text: StyledText(VisibleText.of(String(decoding: body.bytes, as: UTF8.self)))
        case .binary:
            StyledText("(\(ByteCount(body.bytes.count).message) that are not text; `> FILE` keeps them)", .faint)
        }
    }
}
