import FCCore
import ShellSyntax

/// `compare`: one event to two qualifiers, and what differs.
package enum CompareCommand: Command {
    static let left = Operand(
        "QUALIFIER", kind: .text("QUALIFIER", completion: .qualifiers), arity: .required, shape: .plain,
        summary: "version or alias that is called first")
    static let right = Operand(
        "OTHER", kind: .text("QUALIFIER", completion: .qualifiers), arity: .required, shape: .plain,
        summary: "version or alias that is called second")

    package static let spec = CommandSpec(
        "compare", group: .calling, summary: "send one event to two qualifiers and show what differs",
        discussion: """
            Two synchronous calls, one after the other, of the function in use; both become results. Without an event \
            it is empty. The differences are those of `diff`, counted in @diff.count; they are no failure, a call that \
            is not ok is one. Standard error has both calls' figures, answers and logs side by side, standard output \
            the differences.
            """,
        operands: [left.declaration, right.declaration, EventSource.json.declaration],
        options: EventSource.declarations + CallOptions.place + CallOptions.manner + [DiffCommand.ignored.declaration],
        examples: [
            .init("compare prod canary {\"k\": 1} --ignore .requestId", "does the canary answer like production?")
        ],
        takesInput: true, givesAnswer: true, makesResult: true)

    package static func check(_ arguments: Arguments) throws(Failure) {
        _ = try EventSource(arguments, input: nil)
    }

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        guard let left = arguments[left], let right = arguments[right] else { return }
        var request = CallRequest()
        request.options = TargetOptions.settings(in: arguments)
        request.timeout = arguments[TargetOptions.timeout].flatMap { Duration(secondsOrLiteral: $0) }
        request.event = try await EventSource(arguments, input: context.input)
            .read(isRaw: arguments[EventSource.raw], options: request.options, in: context)
        try EventText.checkSize(request.event ?? [], isAsynchronous: false)

        let call = Call(context: context, isDebugging: arguments[ProcessFlags.debug])
        var results: [CallResult] = []
        for qualifier in [left, right] {
            request.options[.qualifier] = qualifier
            guard let made = try await call.make(request) else { return }
            results.append(made.result)
            if Task.isCancelled { throw Failure.shown(.interrupted) }
        }
        let comparison = ResultComparison(
            left: results[0], right: results[1], ignoring: arguments.all(DiffCommand.ignored))
        if let differences = comparison.differences { context.results.keep(differenceCount: differences.count) }
        let isSilent = await context.session.isSilent || arguments[ProcessFlags.silent]
        comparison.show(on: context.console, as: await context.session.output(arguments), isSilent: isSilent)
        for result in results where result.outcome != .ok {
            if let explanation = await context.explanation(of: result) { context.console.explain(explanation) }
        }
        if let failed = results.first(where: { $0.outcome != .ok }) { throw Failure.shown(failed.exitStatus) }
    }
}

/// Two results side by side.
struct ResultComparison {
    private let left: CallResult
    private let right: CallResult
    /// Where the bodies differ; nil when one of them has none.
    let differences: [Difference]?

    init(left: CallResult, right: CallResult, ignoring ignored: [[PathStep]]) {
        self.left = left
        self.right = right
        if left.answer != nil, right.answer != nil {
            differences = Self.differences(left.body, right.body, ignoring: ignored)
        } else {
            differences = nil
        }
    }

    /// Bytes that are no text can only be the same or not.
    private static func differences(
        _ left: AnswerBody, _ right: AnswerBody, ignoring ignored: [[PathStep]]
    ) -> [Difference] {
        if left.bytes == right.bytes { return [] }
        let values = [left, right].map { $0.value ?? .string("\(ByteCount($0.bytes.count).message) that are no text") }
        let found = Difference.between(values[0], values[1], ignoring: ignored)
        let isOpaque = left.value == nil || right.value == nil
        return found.isEmpty && isOpaque ? [Difference([], .changed(from: values[0], to: values[1]))] : found
    }

    func show(on console: Console, as format: OutputFormat, isSilent: Bool) {
        switch format {
        case .none: break
        case .text, .raw:
            if !isSilent {
                console.notice(Self.table.render(rows, for: console.errorCapabilities))
                if differences?.isEmpty == false { showBeside("answers", on: console, ComparedLines.answer) }
                showBeside("logs", on: console, ComparedLines.log)
            }
            if let differences {
                console.show(differences, as: format)
            } else {
                console.notice(StyledText("a call without an answer has no body to compare", .faint))
            }
        case .json, .jsonl, .yaml:
            let value = Value.object(
                Record([
                    ("left", EnvelopeRenderer.envelope(of: left)), ("right", EnvelopeRenderer.envelope(of: right)),
                    ("differences", differences.map { .array($0.map(\.value)) } ?? .null),
                ]))
            console.write(ValueRenderer.render(value, as: format, for: console.outputCapabilities))
        }
    }

    private func showBeside(_ title: Message, on console: Console, _ lines: (CallResult) -> [String]) {
        let (before, after) = (lines(left), lines(right))
        guard !before.isEmpty || !after.isEmpty else { return }
        console.notice(StyledText(title, .bold))
        console.notice(
            SideBySide(before, after).table(
                "%\(left.number) \(left.target.qualifier)", "%\(right.number) \(right.target.qualifier)",
                for: console.errorCapabilities, masker: console.masker))
    }

    private static let table = TableRenderer([
        .init(""), .init("qualifier"), .init("outcome"), .init("took", .trailing), .init("function", .trailing),
        .init("memory", .trailing), .init("start"),
    ])

    private var rows: [[StyledText]] { [left, right].map(row) }

    private func row(_ result: CallResult) -> [StyledText] {
        let answer = result.answer
        return [
            StyledText("%\(result.number)"),
            StyledText(result.target.qualifier, .bold),
            StyledText(result.outcome.rawValue, result.outcome == .ok ? .green : .failure),
            StyledText(result.elapsed?.inWords ?? "-"),
            StyledText(answer?.functionDuration.map { "\($0.text)ms" } ?? "-"),
            StyledText(answer?.memory.map { "\($0.text) MB" } ?? "-"),
            StyledText(result.isCold.map { $0 ? "cold" : "warm" } ?? "-"),
        ]
    }
}
