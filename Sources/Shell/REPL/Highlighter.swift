import ShellSyntax

/// Colours a line: a pure function of the text, the cursor and the commands there are. It asks the parser that runs the
/// line, so what looks right is read that way.
package struct Highlighter: Sendable {
    private let catalog: Catalog
    /// Longer texts stay plain: nobody reads them, and every key would read them again.
    static let longestText = 64 << 10

    package init(catalog: Catalog) {
        self.catalog = catalog
    }

    /// How a text looks.
    /// - Parameters:
    ///   - cursor: an offset into the text's UTF-8; what it touches may still be unfinished.
    ///   - marksErrors: whether faults are underlined. A text with parts that are not shown has none that are certain.
    package func look(_ text: String, cursor: Int, marksErrors: Bool = true) -> LineLook {
        let source = SourceText(name: "<prompt>", text)
        guard source.bytes.count <= Self.longestText, HistoryReference(text) == nil else { return LineLook() }
        let marked = Parser.parseMarking(source)
        var look = LineLook()
        var spec: CommandSpec?
        for mark in marked.marks {
            if mark.kind == .command { spec = catalog[source[mark.span]]?.spec }
            guard let style = style(of: mark, in: source, spec, cursor: cursor) else { continue }
            look.runs.append(LineLook.Run(mark.span.start..<mark.span.end, style))
        }
        if marksErrors { look.runs += errors(of: marked, cursor: cursor) }
        look.runs += BracketPair(near: cursor, in: source.bytes, outside: marked.marks).map(Self.runs) ?? []
        return look
    }

    private func style(of mark: SyntaxMark, in source: SourceText, _ spec: CommandSpec?, cursor: Int) -> Style? {
        switch mark.kind {
        case .command: command(source[mark.span], isUnfinished: mark.span.end == cursor)
        case .option: option(source[mark.span], of: spec, isUnfinished: mark.span.end == cursor)
        case .keyword: .magenta
        case .string: .green
        case .key: .cyan
        case .number: .yellow
        case .variable, .selector: .blue
        case .sign: .bold
        case .shell: .yellow
        case .comment: .faint
        }
    }

    /// A name that can still become a command's is neither right nor wrong.
    private func command(_ name: String, isUnfinished: Bool) -> Style? {
        if catalog[name] != nil { return .bold }
        if Catalog.keywords.contains(name) { return .magenta }
        let mayGrow = isUnfinished && (catalog.names + Catalog.keywords).contains { $0.hasPrefix(name) }
        return mayGrow ? nil : .red
    }

    private func option(_ name: String, of spec: CommandSpec?, isUnfinished: Bool) -> Style? {
        guard let spec, name != "--" else { return .cyan }
        let names = spec.options.flatMap(\.names) + ["--help", "-h"]
        if names.contains(name) { return .cyan }
        return isUnfinished && names.contains { $0.hasPrefix(name) } ? .cyan : Self.errorStyle
    }

    /// What more text does not mend and the cursor is not at.
    private func errors(of marked: MarkedScript, cursor: Int) -> [LineLook.Run] {
        marked.certainFaults.compactMap { fault in
            let isAtCursor = fault.span.start <= cursor && cursor <= fault.span.end
            return isAtCursor ? nil : LineLook.Run(fault.span.start..<fault.span.end, Self.errorStyle)
        }
    }

    private static let errorStyle = Style(.red, underlined: true)

    private static func runs(_ pair: BracketPair) -> [LineLook.Run] {
        [pair.first, pair.second].map { LineLook.Run($0..<$0 + 1, Style(.cyan, bold: true, underlined: true)) }
    }
}

/// A bracket the cursor is at, and the one that belongs to it.
struct BracketPair: Hashable {
    let first: Int
    let second: Int

    /// - Parameters:
    ///   - cursor: an offset into the bytes; the bracket under it counts, else the one before it.
    ///   - marks: brackets inside strings, comments and system commands are text.
    init?(near cursor: Int, in bytes: [UInt8], outside marks: [SyntaxMark]) {
        let candidates = [cursor, cursor - 1].filter { bytes.indices.contains($0) && Self.isBracket(bytes[$0]) }
        guard !candidates.isEmpty else { return nil }
        var isText = [Bool](repeating: false, count: bytes.count)
        for mark in marks {
            let hides = [.string, .key, .comment, .shell].contains(mark.kind)
            guard hides || mark.kind == .variable else { continue }
            for offset in mark.span.start..<min(mark.span.end, bytes.count) { isText[offset] = hides }
        }
        for candidate in candidates where !isText[candidate] {
            guard let other = Self.partner(of: candidate, in: bytes, isText) else { continue }
            (first, second) = (candidate, other)
            return
        }
        return nil
    }

    private static func isBracket(_ byte: UInt8) -> Bool {
        [0x5B, 0x5D, 0x7B, 0x7D].contains(byte)
    }

    /// Both kinds are counted together: only well nested ones have partners.
    private static func partner(of start: Int, in bytes: [UInt8], _ isText: [Bool]) -> Int? {
        let isOpening = bytes[start] == 0x5B || bytes[start] == 0x7B
        var open: [UInt8] = []
        var offset = start
        while bytes.indices.contains(offset) {
            let byte = bytes[offset]
            if isBracket(byte), !isText[offset] {
                let opens = (byte == 0x5B || byte == 0x7B) == isOpening
                if opens {
                    open.append(byte)
                } else {
                    // The codes of a pair differ by two.
                    guard let last = open.popLast(), abs(Int(last) - Int(byte)) == 2 else { return nil }
                    if open.isEmpty { return offset }
                }
            }
            offset += isOpening ? 1 : -1
        }
        return nil
    }
}
