import FCCore
import ShellSyntax

/// `result`: an earlier result, or a part of it.
package enum ResultCommand: Command {
    static let result = Operand("%N", kind: .result, summary: "which result; a list of all without it")
    static let event = Flag("--event", summary: "the event that was sent, nothing else")
    static let headers = Flag("--headers", summary: "the answer's headers")
    static let logs = Flag("--logs", summary: "the call's log tail")

    package static let spec = CommandSpec(
        "result", group: .calling, summary: "show an earlier result, or a part of it",
        discussion: """
            Nothing is sent. The last hundred results stay; %-1 is the last one. Secrets in an event, a header or a \
            log come out as stars.
            """,
        operands: [result.declaration],
        options: [event.declaration, headers.declaration, logs.declaration, TargetOptions.output.declaration],
        examples: [
            .init("result", "list the results that are kept"),
            .init("result %-1 --headers", "what stood around the last answer"),
        ],
        givesAnswer: true)

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let format = await context.session.output(arguments)
        guard let selector = arguments[result] else {
            let all = context.expander.results.all
            if all.isEmpty { context.console.notice(StyledText("there is no result yet", .faint)) }
            return ResultList(all).show(on: context.console, as: format)
        }
        let result = try context.expander.result(selector.result, at: selector.span)
        let view = ResultView(result, context: context, format: format)
        guard arguments[event] || arguments[headers] || arguments[logs] else {
            view.show()
            return await view.explain()
        }
        if arguments[event] { view.showEvent() }
        if arguments[headers] { try view.showHeaders() }
        if arguments[logs] { try view.showLogs() }
    }
}

/// The kept results as a listing.
struct ResultList {
    private let results: [CallResult]

    init(_ results: [CallResult]) {
        self.results = results
    }

    func show(on console: Console, as format: OutputFormat) {
        switch format {
        case .none: break
        case .text, .raw: console.write(Self.table, results.map(row))
        case .json, .jsonl, .yaml:
            let values = results.map(value)
            console.write(ValueRenderer.render(listing: values, as: format, for: console.outputCapabilities))
        }
    }

    private static let table = TableRenderer([
        .init("", .trailing), .init("outcome"), .init("function"), .init("took", .trailing), .init("request id"),
    ])

    private func row(_ result: CallResult) -> [StyledText] {
        [
            StyledText("%\(result.number)"),
            StyledText(result.outcome.rawValue, result.outcome == .ok ? .plain : .failure),
            StyledText("\(result.target.functionName):\(result.target.qualifier)"),
            StyledText(result.elapsed?.inWords ?? "-"), StyledText(result.requestID ?? "-", .faint),
        ]
    }

    private func value(_ result: CallResult) -> Value {
        .object(
            Record([
                ("number", .integer(result.number)), ("outcome", .string(result.outcome.rawValue)),
                ("function", .string(result.target.functionName)), ("qualifier", .string(result.target.qualifier)),
                ("requestId", result.requestID.map { .string($0) } ?? .null),
            ]))
    }
}
