import FCCore
import ShellSyntax

/// Whether an entered text may be kept, and what is noted about it.
struct HistoryKeeping: Sendable {
    let masker: Masker

    /// Whether the text may be stored: no leading blank, and no secret in it.
    ///
    /// A statement `secret NAME = VALUE` with the value written out is one even when the masker does not search for it,
    /// because it is short or because the line failed before it was learnt.
    func mayKeep(_ text: String, parsed script: Script) -> Bool {
        guard let first = text.first, !first.isWhitespace, !masker.holdsSecret(text) else { return false }
        let isFaulty = script.diagnostics.contains { $0.severity == .error }
        if isFaulty { return !Self.mentionsSecretStatement(text) }
        return !script.statements.contains { Self.holdsSecret($0) || Self.erasesHistory($0) }
    }

    /// What `history delete --matching` names is to be gone, not to be kept in another line.
    private static func erasesHistory(_ statement: Statement) -> Bool {
        guard case .command(let command) = statement.kind, command.name.text == "history" else { return false }
        return command.arguments.contains { $0.literalText == "delete" }
    }

    private static func holdsSecret(_ statement: Statement) -> Bool {
        switch statement.kind {
        case .secret(let secret): secret.value.map(holdsText) ?? false
        case .repeat(let block): block.body.statements.contains { holdsSecret($0) }
        case .retry(let block): block.body.statements.contains { holdsSecret($0) }
        case .test(let block): block.body.statements.contains { holdsSecret($0) }
        default: false
        }
    }

    /// Whether any part of the word is written out rather than expanded.
    private static func holdsText(_ word: Word) -> Bool {
        word.pieces.contains { piece in
            switch piece {
            case .plain, .escaped, .single, .double, .json: true
            case .expansion(let expansion, _): expansion.defaultText != nil
            }
        }
    }

    /// A text that cannot be parsed is looked at word by word.
    private static func mentionsSecretStatement(_ text: String) -> Bool {
        text.split { $0.isNewline || $0 == ";" }.contains { statement in
            statement.split(whereSeparator: \.isWhitespace).first == "secret"
        }
    }
}

extension HistoryEntry {
    /// An entry about a text that was run.
    /// - Parameters:
    ///   - settings: the settings before it ran.
    ///   - result: what it called, if it called anything.
    ///   - outcome: see ``outcome(of:_:)``.
    init(
        _ text: String, settings: Settings, world: World, started: UTCTime, took elapsed: Duration,
        result: CallResult?, outcome: String
    ) {
        let target = result?.target
        self.init(
            text: Self.withoutBlanksAtEnd(text), time: started.timestamp, directory: world.directory,
            target: Target(
                access: settings[.access] ?? settings[.profile], region: target?.region ?? settings[.region],
                function: target?.functionName ?? settings[.function],
                qualifier: target?.qualifier ?? settings[.qualifier]),
            outcome: outcome,
            duration: Int((result?.elapsed ?? elapsed).milliseconds.rounded()), requestID: result?.requestID)
    }

    /// Tab leaves a blank behind the last word. One behind a backslash belongs to it.
    private static func withoutBlanksAtEnd(_ text: String) -> String {
        let kept = text.reversed().drop { $0.isWhitespace }
        guard kept.count < text.count, kept.first != "\\" else { return text }
        return String(text.prefix(kept.count))
    }

    /// How a text ended in one word: the outcome of its call when that was not well, else `failed` or `cancelled` when a
    /// statement failed or was interrupted, else `ok`.
    static func outcome(of ending: Interpreter.Ending, _ result: CallResult?) -> String {
        guard case .failed(let status) = ending else { return Outcome.ok.rawValue }
        if let result, result.outcome != .ok { return result.outcome.rawValue }
        return status == .interrupted ? Outcome.cancelled.rawValue : "failed"
    }
}
