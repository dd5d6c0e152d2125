/// What the cursor is on in unfinished text: the question Tab asks.
///
/// The text before the cursor is parsed as it stands; the parser notes what it could have taken where the text ends.
package struct CursorContext: Sendable {
    /// What could stand at the cursor.
    package enum Kind: Sendable {
        /// The first word of a statement; inside a block `end` is possible too.
        case command(isInsideBlock: Bool)
        /// A command or `repeat` behind `try`.
        case tried
        /// An option of a command.
        case option(command: String)
        /// What may be the value of an option: the word behind it, or what follows `--option=`. Only the command's
        /// declaration knows whether the option takes one; if not, it is an operand.
        case optionValue(command: String, option: String)
        /// An operand of a command; `index` counts the words before it that are no options.
        case operand(command: String, index: Int)
        /// A variable, argument or selector inside `${`.
        case variable
        /// The name behind `env.`
        case environment
        /// The name behind `@`, of a result or of the current one.
        case fact
        /// A key behind `.`, of a result (nil for the current one), below the steps so far.
        case path(result: Int?, [PathStep])
        /// The file of `<`, `>` or `>>`.
        case redirectionFile
        /// The script of `source`.
        case script
        /// One of a few words of the grammar; in front of a block's body a command is possible too.
        case keyword([String], orCommand: Bool)
        /// What may follow `expect`: `ok`, `error`, a selector.
        case assertion
        /// A selector.
        case selector
        /// The number of a result, with its `%`.
        case result
        /// A comparison or predicate; `not` may still be possible.
        case predicate(allowsNot: Bool)
        /// A value; in `expect` with the selector it is compared with.
        case value(comparedWith: Selector?)
        /// A key of a JSON object, below the steps so far.
        case jsonKey([PathStep])
        /// Nothing that could be proposed: a comment, a `!` line, a new name.
        case nothing
    }

    /// How the text at the cursor is quoted, so that what is put in can be quoted alike.
    package enum Quoting: Sendable {
        case none, single, double, jsonString
    }

    /// A second reading of the same word.
    package struct Alternative: Sendable {
        package var kind: Kind
        package var prefix: String
        package var span: SourceSpan
    }

    package var kind: Kind
    /// The unfinished word up to the cursor, quotes and escapes decoded.
    package var prefix: String
    /// The bytes a choice would replace, an opening quote included.
    package var span: SourceSpan
    package var quoting: Quoting
    /// The words of the command before the cursor.
    package var words: [Word] = []
    /// The command whose event is being written, for a key of a JSON object.
    package var command: String?
    /// The keys that stand in the same JSON object before the cursor.
    package var siblings: [String] = []
    /// The word read as a selector, when an operand begins like one (`again .user.na`).
    package var alternative: Alternative?

    /// What the cursor is on.
    /// - Parameters:
    ///   - offset: the cursor's place in bytes.
    ///   - source: the text; what stands behind the cursor is not looked at.
    package static func at(_ offset: Int, in source: SourceText) -> CursorContext {
        let offset = max(0, min(offset, source.bytes.count))
        let before = SourceText(name: source.name, bytes: Array(source.bytes[..<offset]))
        var parser = Parser(before, tracksExpectation: true)
        let script = parser.script()
        let isInComment = script.comments.last?.end == offset && offset > 0
        guard !isInComment, let expectation = parser.expectation else { return nothing(at: offset) }
        return context(of: expectation, in: before)
    }

    static func nothing(at offset: Int) -> CursorContext {
        CursorContext(kind: .nothing, prefix: "", span: SourceSpan(at: offset), quoting: .none)
    }

    private static func context(of expectation: Expectation, in source: SourceText) -> CursorContext {
        let end = source.bytes.count
        switch expectation.kind {
        case .nothing: return nothing(at: end)
        case .json(let start, let redirection): return json(from: start, openedAt: redirection ?? start, in: source)
        case .argument(let command): return argument(of: command, from: expectation.start, in: source)
        case .file: return word(.redirectionFile, from: expectation.start, in: source)
        case .sourceArgument(let index):
            return index == 0 ? word(.script, from: expectation.start, in: source) : nothing(at: end)
        case .value(let selector): return word(.value(comparedWith: selector), from: expectation.start, in: source)
        case .statement(let isInside): return plain(.command(isInsideBlock: isInside), expectation, source)
        case .tried: return plain(.tried, expectation, source)
        case .reference: return plain(.variable, expectation, source)
        case .environment: return plain(.environment, expectation, source)
        case .fact: return plain(.fact, expectation, source)
        case .path(let result, let steps): return plain(.path(result: result, steps), expectation, source)
        case .keyword(let words): return plain(.keyword(words, orCommand: false), expectation, source)
        case .clause(let words): return plain(.keyword(words, orCommand: true), expectation, source)
        case .assertion: return plain(.assertion, expectation, source)
        case .selector: return plain(.selector, expectation, source)
        case .result: return plain(.result, expectation, source)
        case .predicate(let allowsNot): return plain(.predicate(allowsNot: allowsNot), expectation, source)
        }
    }

    /// A place without quoting: the prefix is the text as it stands.
    private static func plain(_ kind: Kind, _ expectation: Expectation, _ source: SourceText) -> CursorContext {
        let span = SourceSpan(expectation.start, source.bytes.count)
        return CursorContext(kind: kind, prefix: source[span], span: span, quoting: .none)
    }

    /// A place where any word may stand, quoted or not.
    private static func word(_ kind: Kind, from start: Int, in source: SourceText) -> CursorContext {
        guard let partial = PartialWord(source.bytes, from: start) else { return nothing(at: source.bytes.count) }
        return CursorContext(
            kind: kind, prefix: partial.text, span: SourceSpan(start, source.bytes.count), quoting: partial.quoting)
    }

    private static func argument(
        of command: CommandStatement, from start: Int, in source: SourceText
    ) -> CursorContext {
        let name = command.name.text
        let words = command.arguments
        let endsOptions = words.contains { $0.isOption && $0.literalText == "--" }
        let index = words.count { !$0.isOption }
        guard let partial = PartialWord(source.bytes, from: start) else { return nothing(at: source.bytes.count) }
        var context = word(.operand(command: name, index: index), from: start, in: source)
        context.words = words
        let isOption = source.bytes.count > start && source.bytes[start] == Byte.minus && !partial.text.hasPrefix("-.")
        if !endsOptions, isOption {
            context.kind = .option(command: name)
            if let equal = partial.text.firstIndex(of: "="), partial.text.hasPrefix("--"), partial.quoting == .none {
                context.kind = .optionValue(command: name, option: String(partial.text[..<equal]))
                context.prefix = String(partial.text[partial.text.index(after: equal)...])
                context.span.start = source.bytes[start...].firstIndex(of: Byte.equal).map { $0 + 1 } ?? start
            }
            return context
        }
        if let event = quotedJSON(from: start, partial, command, in: source) { return event }
        if !endsOptions, let last = words.last, last.isOption, let option = last.literalText, !option.contains("=") {
            context.kind = .optionValue(command: name, option: option)
        }
        context.alternative = selector(from: start, in: source)
        return context
    }

    /// A place in a JSON value, with the command it belongs to.
    /// - Parameter opening: where the word or the heredoc begins that holds the value.
    private static func json(from start: Int, openedAt opening: Int, in source: SourceText) -> CursorContext {
        var context = JSONCursor.context(in: source.bytes, from: start)
        var parser = Parser(
            SourceText(name: source.name, bytes: Array(source.bytes[..<opening])), tracksExpectation: true)
        _ = parser.script()
        guard case .argument(let command)? = parser.expectation?.kind else { return context }
        context.command = command.name.text
        context.words = command.arguments
        // `again .user={`: the keys are those below the path.
        if let word = parser.expectation?.start, word < opening, case .jsonKey(let steps) = context.kind {
            context.kind = .jsonKey(assignedPath(SourceSpan(word, opening), in: source) + steps)
        }
        return context
    }

    /// The path of `.path=`.
    private static func assignedPath(_ span: SourceSpan, in source: SourceText) -> [PathStep] {
        guard source.bytes[span.start] == Byte.dot, source.bytes[span.end - 1] == Byte.equal else { return [] }
        var parser = Parser(SourceText(name: source.name, bytes: Array(source.bytes[span.start..<(span.end - 1)])))
        guard case .path(let steps)? = (try? parser.selector())?.target else { return [] }
        return steps
    }

    /// A JSON value between single quotes, where nothing is special.
    private static func quotedJSON(
        from start: Int, _ word: PartialWord, _ command: CommandStatement, in source: SourceText
    ) -> CursorContext? {
        guard word.quoting == .single, source.bytes[start] == Byte.apostrophe,
            word.text.hasPrefix("{") || word.text.hasPrefix("[")
        else { return nil }
        var context = JSONCursor.context(in: source.bytes, from: start + 1)
        context.command = command.name.text
        context.words = command.arguments
        return context
    }

    /// The word from `start` on as an unfinished selector. `-.path` takes something away.
    private static func selector(from start: Int, in source: SourceText) -> Alternative? {
        let end = source.bytes.count
        let isRemoval = start + 1 < end && source.bytes[start] == Byte.minus && source.bytes[start + 1] == Byte.dot
        let start = isRemoval ? start + 1 : start
        guard start < end, [Byte.dot, Byte.at, Byte.percent].contains(source.bytes[start]) else { return nil }
        var parser = Parser(source, tracksExpectation: true)
        parser.position = start
        _ = try? parser.selector()
        guard let expectation = parser.expectation else { return nil }
        let span = SourceSpan(expectation.start, end)
        switch expectation.kind {
        case .path(let result, let steps):
            return Alternative(kind: .path(result: result, steps), prefix: source[span], span: span)
        case .fact: return Alternative(kind: .fact, prefix: source[span], span: span)
        default: return nil
        }
    }
}
