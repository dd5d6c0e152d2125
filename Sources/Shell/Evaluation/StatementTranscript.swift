import FCCore
import ShellSyntax

/// What a recording says about one statement that succeeded.
struct StatementTranscript {
    /// The lines to write; nil for what does not belong into a script.
    private(set) var lines: [String]?
    /// Why the statement is only in a comment.
    private(set) var omission: String?

    private let statement: Statement
    private let moment: Recorder.Moment

    init(
        _ resolved: ResolvedStatement, _ moment: Recorder.Moment, numbering: ResultNumbering, expects: Bool
    ) {
        statement = resolved.statement
        self.moment = moment
        guard Self.belongsIntoScript(resolved) else { return }
        if case .secret(let secret) = statement.kind, !secret.isReference {
            lines = [StateScript.secret(secret.name.text)]
            return
        }
        guard var edits = edits(numbering) else {
            leaveOut("it is about a call that is not recorded", moment.masker.mask(moment.source[statement.span]))
            return
        }
        if expects { edits += assertionsInside }
        let text = text(with: edits.sorted { $0.span.start < $1.span.start })
        if holdsSecret(text) {
            leaveOut("it holds a secret")
        } else {
            lines = [text] + (expects ? assertions : [])
        }
    }

    /// Commands about the session itself make no sense in a script, or fail the second time.
    private static func belongsIntoScript(_ resolved: ResolvedStatement) -> Bool {
        guard case .command(let command, _) = resolved.resolution else { return true }
        let names = [LastCommand.spec.name, ResultCommand.spec.name, SaveCommand.spec.name]
        return command.spec.group != .shell && !names.contains(command.spec.name)
    }

    /// - Parameter text: what to show of the statement; its first word without.
    private mutating func leaveOut(_ reason: String, _ text: String? = nil) {
        let written = moment.source[statement.span]
        let word = String(written.prefix { !$0.isWhitespace })
        omission = reason
        lines = ["# left out, \(reason): \(moment.masker.mask(VisibleText.singleLine(text ?? word)))"]
    }

    private func holdsSecret(_ text: String) -> Bool {
        let script = Script(source: moment.source, statements: [statement], comments: [], diagnostics: [])
        // A secret that refers to the environment is none yet; every other one is replaced before.
        if case .secret = statement.kind { return moment.masker.holdsSecret(text) }
        return !HistoryKeeping(masker: moment.masker).mayKeep(text, parsed: script)
    }
}

extension StatementTranscript {
    /// A place of the source that is written otherwise.
    private struct Edit {
        var span: SourceSpan
        var text: String
    }

    /// Numbers of results as the script will count them, and sourced files where they are; nil when a result the
    /// statement reads is not recorded.
    private func edits(_ numbering: ResultNumbering) -> [Edit]? {
        var edits: [Edit] = []
        for use in ResultUses(of: statement, in: moment.source).uses {
            switch numbering.translation(of: use.result, before: moment.before) {
            case .unchanged: break
            case .number(let number):
                let length = "%\(use.result ?? 0)".utf8.count
                edits.append(Edit(span: SourceSpan(use.start, use.start + length), text: "%\(number)"))
            case .unknown: return nil
            }
        }
        if case .source(let source) = statement.kind, let literal = source.path.literalText {
            let path = moment.world.path(ofSource: literal, from: moment.file)
            edits.append(Edit(span: source.path.span, text: WordQuoting.quoted(path)))
        }
        return edits
    }

    /// The statement as it was written, with the bodies of its heredocs.
    private func text(with edits: [Edit]) -> String {
        var text = text(of: statement.span, edits)
        for heredoc in statement.heredocs where heredoc.bodySpan.start >= statement.span.end {
            let body = self.text(of: heredoc.bodySpan, edits)
            text += body.isEmpty ? "\n" : "\n\(body)\n"
            text += heredoc.delimiter.text
        }
        return text
    }

    private func text(of span: SourceSpan, _ edits: [Edit]) -> String {
        var text = ""
        var position = span.start
        for edit in edits where edit.span.start >= position && edit.span.end <= span.end {
            text += moment.source[SourceSpan(position, edit.span.start)] + edit.text
            position = edit.span.end
        }
        return text + moment.source[SourceSpan(position, span.end)]
    }

    /// What the answer of a single call suggests to expect.
    private var assertions: [String] {
        let results = moment.newResults
        guard case .command = statement.kind, results.count == 1, let result = results.first else { return [] }
        return assertions(for: result)
    }

    /// The same for the calls of a `test`, behind each of them. `retry` and `repeat` say themselves what they expect:
    /// an answer that is compared in every round would change when they end.
    private var assertionsInside: [Edit] {
        guard case .test(let test) = statement.kind else { return [] }
        return test.body.statements.compactMap { inner in
            guard case .command = inner.kind, let numbers = moment.inside[inner.span], numbers.count == 1,
                let result = moment.newResults.first(where: { $0.number == numbers.lowerBound })
            else { return nil }
            let margin = "\n" + String(repeating: " ", count: moment.source.position(at: inner.span.start).column - 1)
            let text = assertions(for: result).map { margin + $0 }.joined()
            return Edit(span: SourceSpan(at: end(of: inner)), text: text)
        }
    }

    /// Where a statement ends, the bodies of its heredocs included.
    private func end(of statement: Statement) -> Int {
        statement.heredocs.reduce(statement.span.end) { end, heredoc in
            let rest = moment.source[SourceSpan(heredoc.bodySpan.end, moment.source.bytes.count)]
            let lead = rest.prefix { $0.isWhitespace }.utf8.count
            return max(end, heredoc.bodySpan.end + lead + heredoc.delimiter.text.utf8.count)
        }
    }

    private func assertions(for result: CallResult) -> [String] {
        guard result.outcome == .ok else {
            let type = result.errorType.map { ["expect @errorType == \(WordQuoting.doubleQuoted($0))"] } ?? []
            return ["expect error", "expect @outcome == \(result.outcome.rawValue)"] + type
        }
        guard !result.isAsynchronous, !result.body.bytes.isEmpty, let value = result.body.value else {
            return ["expect ok"]
        }
        let masker = moment.masker
        return ["expect ok"] + AnswerAssertions(for: value) { masker.holdsSecret($0) }.lines
    }
}

extension SecretStatement {
    /// Whether its value is an expansion and nothing else: no secret is written out.
    fileprivate var isReference: Bool {
        guard let expansion = value?.loneExpansion else { return false }
        return expansion.defaultText == nil
    }
}

extension Statement {
    /// The heredocs of a command.
    fileprivate var heredocs: [Heredoc] {
        guard case .command(let command) = kind else { return [] }
        return command.redirections.compactMap { redirection in
            if case .heredoc(let heredoc) = redirection.kind { heredoc } else { nil }
        }
    }
}
