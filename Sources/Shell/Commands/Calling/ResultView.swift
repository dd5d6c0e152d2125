import FCCore
import ShellSyntax

/// Shows a result that is kept, whole or in parts.
struct ResultView {
    private let result: CallResult
    private let context: CommandContext
    private let format: OutputFormat

    init(_ result: CallResult, context: CommandContext, format: OutputFormat) {
        self.result = result
        self.context = context
        self.format = format
    }

    private var console: Console { context.console }

    /// The layout of a call.
    /// - Parameter isFull: whether long arrays are shown in full.
    func show(isFull: Bool = false) {
        var options = InvocationRenderer.Options(format, separatesBodies: true)
        options.isFull = isFull
        let renderer = InvocationRenderer(
            options, output: console.outputCapabilities,
            error: console.errorCapabilities)
        console.write(renderer.render(result))
    }

    /// Why it is not ok, for people.
    func explain() async {
        guard format == .text else { return }
        if let explanation = await context.explanation(of: result) { console.explain(explanation) }
    }

    /// The event to standard output: exact bytes but for secrets, indented on a terminal.
    func showEvent() {
        let event = result.event ?? []
        guard console.outputCapabilities.isTerminal else {
            return console.writeAnswer(console.masker.mask(event))
        }
        switch AnswerBody(event).content {
        case .json(let value): console.show(value)
        case .text(let text): console.writeLine(StyledText(VisibleText.of(text)))
        case .binary: console.notice(StyledText("\(ByteCount(event.count).message) that are no text", .faint))
        }
    }

    /// The headers to standard output: a line for each, or an object.
    func showHeaders() throws(Failure) {
        guard let headers = result.shownHeaders else { throw missing("headers") }
        switch format {
        case .none: break
        case .text, .raw:
            for field in headers.fields {
                console.writeLine(
                    StyledText("\(field.name): ", .bold) + StyledText(VisibleText.singleLine(field.value)))
            }
        case .json, .jsonl, .yaml:
            console.write(ValueRenderer.render(headers.object, as: format, for: console.outputCapabilities))
        }
    }

    /// The log tail to standard output.
    func showLogs() throws(Failure) {
        guard let log = result.answer?.logTail else { throw missing("log") }
        var text = StyledText(console.outputCapabilities.isTerminal ? VisibleText.of(log) : log)
        text.endLine()
        console.write(text)
    }

    /// What was sent, for standard error.
    func showRequest() {
        let target = result.target
        let place = target.region.map { " in \($0)" } ?? ""
        console.notice(StyledText("%\(result.number) \(target.functionName):\(target.qualifier)\(place)", .bold))
        guard let event = result.event, !event.isEmpty else { return }
        console.notice(StyledText("Event: ", .bold) + StyledText(Self.shown(event)))
    }

    /// The headers, for standard error.
    func showHeaderNotice() {
        var text = StyledText()
        for field in result.shownHeaders?.fields ?? [] {
            text.append("\(field.name): ", .bold)
            text.appendLine(VisibleText.singleLine(field.value))
        }
        console.notice(text)
    }

    private static func shown(_ event: [UInt8]) -> String {
        switch AnswerBody(event).content {
        case .json(let value): VisibleText.inJSON(JSONWriter.text(value))
        case .text(let text): VisibleText.of(text)
        case .binary: "\(ByteCount(event.count).message) that are no text"
        }
    }

    private func missing(_ part: String) -> Failure {
        Failure(.expectation, "result %\(result.number) has no \(part); its outcome is \(result.outcome.rawValue)")
    }
}

extension CallResult {
    /// The headers of the answer, good or refused, but for the log: encoded as it is, no secret could be hidden in it.
    var shownHeaders: HTTPHeaders? {
        var headers = answer?.headers ?? fault?.headers
        headers?.remove("x-fc-log-result")
        return headers
    }
}

extension HTTPHeaders {
    /// The fields as an object, in their order.
    var object: FCCore.Value { .object(Record(fields.map { ($0.name, .string($0.value)) })) }
}

extension CommandContext {
    /// Why a result is not ok, and which commands to type next; nil when it is.
    /// - Parameter cause: a likelier reason than the failure itself gives.
    func explanation(of result: CallResult, cause: ErrorCause? = nil) async -> Explanation? {
        let failure = await session.completed(FailureContext(of: result))
        guard var explanation = Explanation.of(result, failure) else { return nil }
        if let cause {
            explanation.reason = cause.reason
            explanation.next = cause.next.map { $0.replacing("%-1", with: "%\(result.number)") }
        }
        return explanation.offering(catalog, isLocal: await session.localTarget != nil)
    }
}
