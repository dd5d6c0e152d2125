import ShellSyntax

/// Makes random valid trees from a seed, for properties that hold for every script.
struct TreeGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    /// A number below a limit (xorshift).
    private mutating func pick(_ limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 33) % limit
    }

    private mutating func one(of words: [String]) -> String { words[pick(words.count)] }
    private mutating func chance(_ percent: Int) -> Bool { pick(100) < percent }
    private let none = SourceSpan(0, 0)

    private mutating func name() -> Identifier {
        Identifier(one(of: ["a", "x1", "_k", "größe", "long-name", "ok", "env", "do-it"]), span: none)
    }

    mutating func statements(depth: Int = 0) -> [Statement] {
        (0...pick(5)).map { _ in statement(depth: depth) }
    }

    private mutating func statement(depth: Int) -> Statement {
        let choice = pick(depth < 3 ? 14 : 11)
        let isTried = chance(20) && [0, 1, 2, 11].contains(choice)
        return Statement(kind(choice, depth: depth), span: none, isTried: isTried)
    }

    private mutating func kind(_ choice: Int, depth: Int) -> Statement.Kind {
        switch choice {
        case 0, 1: return .command(command())
        case 2: return .wait(wait())
        case 3: return .selector(selector())
        case 4: return .shell(ShellLine(one(of: ["ls -l; x", "a | b > c", "echo '${x}' \"", "!"]), span: none))
        case 5: return .let(LetStatement(name: name(), value: word(allowsJSON: true)))
        case 6: return .secret(SecretStatement(name: name(), value: chance(50) ? word(allowsJSON: true) : nil))
        case 7: return .capture(CaptureStatement(name: name(), selector: selector(), isSecret: chance(30)))
        case 8, 9: return .expect(ExpectStatement(assertion()))
        case 10:
            return chance(50)
                ? .onError(chance(50) ? .stop : .continue)
                : .source(SourceStatement(path: word(), arguments: (0..<pick(3)).map { _ in word(allowsJSON: true) }))
        case 11:
            return .repeat(
                RepeatStatement(
                    count: count(), parallel: chance(40) ? count() : nil, interval: chance(30) ? duration() : nil,
                    limit: chance(30) ? duration() : nil, body: block(depth: depth)))
        case 12:
            return .retry(
                RetryStatement(
                    count: count(), interval: chance(30) ? duration() : nil, limit: chance(30) ? duration() : nil,
                    body: block(depth: depth)))
        default:
            let body = Block(statements: statements(depth: depth + 1), isDelimited: true, span: none)
            return .test(TestStatement(name: word(), body: body))
        }
    }

    private mutating func block(depth: Int) -> Block {
        if chance(60) { return Block(statements: statements(depth: depth + 1), isDelimited: true, span: none) }
        let choice = [0, 1, 2, 5, 6, 7, 8, 9, 10][pick(9)]
        return Block(statements: [Statement(kind(choice, depth: depth), span: none)], isDelimited: false, span: none)
    }

    private mutating func count() -> CountExpression {
        chance(60) ? .literal(pick(1000), none) : .expansion(expansion())
    }

    private mutating func duration() -> DurationLiteral {
        DurationLiteral(.milliseconds(1 + pick(5000)), span: none)
    }

    private mutating func wait() -> WaitStatement {
        let target: WaitStatement.Target = [.last, .all, .result(2), .result(-1)][pick(4)]
        return WaitStatement(target: target, limit: chance(50) ? duration() : nil)
    }

    private mutating func selector() -> Selector {
        let result = chance(30) ? [1, 12, -1, -3][pick(4)] : nil
        switch pick(result == nil ? 4 : 5) {
        case 0: return Selector(result: result, .fact([one(of: ["status", "outcome"])]), span: none)
        case 1: return Selector(result: result, .fact(["headers", one(of: ["x-a", "content-type"])]), span: none)
        case 4: return Selector(result: result, .result, span: none)
        default: return Selector(result: result, .path((0..<pick(4)).map { _ in step() }), span: none)
        }
    }

    private mutating func step() -> PathStep {
        switch pick(5) {
        case 0: .index(pick(20) - 10)
        case 1: .all
        case 2: .key(one(of: ["odd key", "a\"b", "\\", "", "-x", "]", "é\n"]))
        default: .key(one(of: ["a", "id-x", "$ref", "0", "größe"]))
        }
    }

    private mutating func assertion() -> ExpectStatement.Assertion {
        if chance(20) { return chance(50) ? .ok : .error }
        let test: Predicate.Test =
            switch pick(7) {
            case 0: .exists
            case 1: .isType(Predicate.TypeName.allCases[pick(6)])
            case 2: .contains(value())
            case 3: .startsWith(value())
            case 4: .endsWith(value())
            case 5: .matches(value())
            default: .compare(Predicate.Comparison.allCases[pick(6)], value())
            }
        return .predicate(selector(), isNegated: chance(30), Predicate(test, span: none))
    }

    private mutating func value() -> Word { word(allowsJSON: true, isValue: true) }

    private mutating func command() -> CommandStatement {
        let name = Identifier(one(of: ["invoke", "use", "http", "größe", "x-1"]), span: none)
        var command = CommandStatement(name: name, arguments: (0..<pick(4)).map { _ in word(allowsJSON: true) })
        for _ in 0..<(chance(40) ? pick(3) : 0) { command.redirections.append(Redirection(redirection(), span: none)) }
        if chance(15) { command.pipe = ShellLine(one(of: ["jq .", "a; b | c", "x '${y}'"]), span: none) }
        return command
    }

    private mutating func redirection() -> Redirection.Kind {
        switch pick(4) {
        case 0: return .input(word())
        case 1: return .output(word())
        case 2: return .append(word())
        default: return .heredoc(heredoc())
        }
    }

    private mutating func heredoc() -> Heredoc {
        let delimiter = Identifier(one(of: ["EOF", "E-1", "größe"]), span: none)
        let isQuoted = chance(30)
        if isQuoted {
            let text = one(of: ["{\"a\": ${x}}", "line\n\nline", " EOF x", "\\${"])
            return Heredoc(delimiter: delimiter, isQuoted: true, pieces: [.text(text)], isJSON: false, bodySpan: none)
        }
        let isJSON = chance(50)
        let pieces = isJSON ? json() : [.text("a 'b\" \n ${"), .expansion(expansion(), isInsideString: false)]
        return Heredoc(delimiter: delimiter, isQuoted: false, pieces: pieces, isJSON: isJSON, bodySpan: none)
    }

    private mutating func word(allowsJSON: Bool = false, isValue: Bool = false) -> Word {
        if allowsJSON, chance(25) { return Word(pieces: [.json(JSONTemplate(pieces: json(), span: none))], span: none) }
        var pieces: [Word.Piece] = []
        for index in 0...pick(3) {
            pieces.append(piece(isFirst: index == 0, isValue: isValue, followsPlain: isPlain(pieces.last)))
        }
        if allowsJSON, chance(10), !isPlain(pieces.last) {
            pieces.append(.plain("k=", none))
            pieces.append(.json(JSONTemplate(pieces: json(), span: none)))
        }
        return Word(pieces: pieces, span: none)
    }

    private func isPlain(_ piece: Word.Piece?) -> Bool {
        if case .plain? = piece { true } else { false }
    }

    private mutating func piece(isFirst: Bool, isValue: Bool, followsPlain: Bool) -> Word.Piece {
        switch pick(followsPlain ? 4 : 6) {
        case 0: return .single(one(of: ["", "a b", "${x}\n", "\"\\", "#"]), none)
        case 1: return .double(one(of: ["a b", "${x}", "\"\\\n\t", "é", "#;"]), none)
        case 2: return .expansion(expansion(), isQuoted: false)
        case 3: return .escaped(one(of: [" ", "'", "\"", "é", "#", "{", "\\", "<"]), none)
        default:
            if isFirst, !isValue {
                return .plain(one(of: ["a", "-x", "--opt", ".a.b", "@x", "$LATEST", "&x", "a=b", "7", "~/x"]), none)
            }
            return .plain(
                one(of: ["a", "x{y}", "b[0]", "$x$", "k=v", "a#b", "7x", "&", "é"].filter { !isFirst || $0 != "&" }),
                none)
        }
    }

    private mutating func json() -> [TemplatePiece] {
        var pieces: [TemplatePiece] = [.text("{\"a\": ")]
        pieces.append(.expansion(expansion(), isInsideString: false))
        pieces.append(.text(", \"k ${"))
        pieces.append(.expansion(expansion(), isInsideString: true))
        pieces.append(
            .text(one(of: ["\": [1, -2.5e3, true, null]}", "\": {\"\\\"\\u00e9\": []}\n}", "\\\\\": \"}\"}"])))
        return pieces
    }

    private mutating func expansion() -> Expansion {
        let reference: Expansion.Reference =
            switch pick(6) {
            case 0: .environment(one(of: ["HOME", "_x"]))
            case 1: .argument(1 + pick(12))
            case 2: .argumentCount
            case 3: .selector(selector())
            default: .variable(name().text)
            }
        return Expansion(
            reference, rendering: [.natural, .natural, .json, .raw][pick(4)],
            defaultText: chance(25) ? one(of: ["", "x y", "a:-b", "'\"", "${", "é"]) : nil, span: none)
    }
}
