/// Turns text into a tree: byte by byte, without a separate lexer, because what a byte means depends on the place (a `<`
/// redirects after a command and compares in `expect`; a `{` begins JSON only where a word could start).
///
/// All faults of a text are collected. A fault that leaves no way to go on inside a statement throws ``Abandoned``; the
/// list of statements then goes on behind the next `;` or line end. Every byte is looked at a bounded number of times.
package struct Parser {
    /// Thrown after a fault has been reported, to leave the statement it is in.
    struct Abandoned: Error {}

    /// How deep blocks may be nested: deeper than any script, shallow enough for the stack.
    static let blockLimit = 200
    /// How deep arrays and objects of a JSON word may be nested.
    static let jsonLimit = 512

    let bytes: [UInt8]
    let source: SourceText
    var position = 0
    var comments: [SourceSpan] = []
    var diagnostics: [Diagnostic] = []
    /// Heredocs whose body begins behind the next line end.
    var waitingHeredocs: [HeredocOpening] = []
    /// Finished heredocs by the place of their `<<`, put into the tree at the end.
    var heredocs: [Int: Heredoc] = [:]
    /// The blanks passed over last.
    var blanksStart = 0
    var blanksEnd = 0
    /// Whether the statement being read is a command, where `<<` opens a heredoc.
    var isInCommand = false
    /// Whether the text was found to end in a `\` that continues it.
    var endsInContinuation = false
    /// How many blocks are open.
    var blockDepth = 0
    /// How many bytes may still be looked at in search of the close of faulty JSON, so that many faults stay linear.
    var searchBudget: Int
    /// What could stand where the text ends; recorded only for ``CursorContext``.
    var expectation: Expectation?
    let tracksExpectation: Bool
    /// What the pieces of the text are; recorded only for colouring.
    var marks: [SyntaxMark] = []
    /// Faults found where the text ends: what is typed next may mend them. Recorded only for colouring.
    var endFaults: [Diagnostic] = []
    let recordsMarks: Bool

    init(_ source: SourceText, tracksExpectation: Bool = false, recordsMarks: Bool = false) {
        self.source = source
        bytes = source.bytes
        searchBudget = 2 * source.bytes.count
        self.tracksExpectation = tracksExpectation
        self.recordsMarks = recordsMarks
    }

    /// Reads a whole text. The tree holds every statement without a fault; ``Script/diagnostics`` says what is wrong
    /// with the others.
    package static func parse(_ source: SourceText) -> Script {
        var parser = Parser(source)
        return parser.script()
    }

    mutating func script() -> Script {
        checkEncoding()
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        var list = statements(insideBody: false)
        for opening in waitingHeredocs { reportUnclosed(opening) }
        if !heredocs.isEmpty { insertHeredocs(into: &list) }
        diagnostics.sort { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) }
        return Script(source: source, statements: list, comments: comments, diagnostics: diagnostics)
    }

    /// Reads statements up to the end of the text or, inside a block, up to its `end`.
    mutating func statements(insideBody: Bool) -> [Statement] {
        var list: [Statement] = []
        while true {
            skipSeparators()
            guard position < bytes.count else {
                expect(.statement(insideBody: insideBody), from: position)
                return list
            }
            if atKeyword("end") {
                if insideBody { return list }
                reportStrayEnd()
                continue
            }
            do throws(Abandoned) {
                list.append(try statement())
                try endStatement(insideBody: insideBody)
            } catch {
                recover()
                expect(.nothing, from: position)
            }
        }
    }

    /// Passes over blanks, comments, line ends and `;` between statements.
    mutating func skipSeparators() {
        while true {
            skipBlanks()
            guard let byte = peek else { return }
            if byte == Byte.newline {
                takeLineEnd()
            } else if byte == Byte.semicolon {
                position += 1
            } else {
                return
            }
        }
    }

    /// Checks that nothing more belongs to the statement just read.
    mutating func endStatement(insideBody: Bool) throws(Abandoned) {
        skipBlanks()
        guard let byte = peek, byte != Byte.newline, byte != Byte.semicolon else { return }
        if insideBody, atKeyword("end") { return }
        throw unexpectedText()
    }

    /// Goes on to the end of the statement, or of the line where that cannot be told.
    mutating func recover() {
        while let byte = peek, byte != Byte.newline, byte != Byte.semicolon {
            switch byte {
            case Byte.backslash:
                position = min(position + 2, bytes.count)
            case Byte.pipe:
                skipToLineEnd()
            case Byte.less where isInCommand && self.byte(at: position + 1) == Byte.less:
                skipHeredocOpening()
            case Byte.quote, Byte.apostrophe:
                skipQuotedOnLine(byte)
            default:
                position += 1
            }
        }
    }

    /// Takes note of a heredoc in a faulty command, so that its lines are not read as statements.
    private mutating func skipHeredocOpening() {
        let count = diagnostics.count
        _ = try? heredocOpening(from: position)
        diagnostics.removeSubrange(count...)
    }

    private mutating func skipQuotedOnLine(_ mark: UInt8) {
        var offset = position + 1
        while offset < bytes.count, bytes[offset] != Byte.newline {
            if bytes[offset] == mark {
                position = offset + 1
                return
            }
            offset += bytes[offset] == Byte.backslash && mark == Byte.quote ? 2 : 1
        }
        position = min(offset, bytes.count)
    }
}
