import CYAML

/// What is wrong with a YAML text, and where.
package struct YAMLError: Error, Sendable, Hashable {
    /// What is wrong, as a phrase without a place.
    package let reason: String
    /// Line of the fault, from 1.
    package let line: Int
    /// Column of the fault in characters, from 1.
    package let column: Int

    /// An error.
    package init(_ reason: String, at position: YAMLPosition) {
        self.reason = reason
        line = position.line
        column = position.column
    }
}

/// Reads one YAML document into a tree that knows where everything stood.
package enum YAMLReader {
    /// Reads a text that holds one document, or none, which is null.
    /// - Parameter text: YAML.
    /// - Throws: ``YAMLError`` with the place of the first fault.
    package static func read(_ text: String) throws(YAMLError) -> YAMLNode {
        try read(Array(text.utf8))
    }

    /// Reads bytes that hold one document, or none, which is null. UTF-8 with or without a byte order mark.
    /// - Parameter bytes: YAML.
    /// - Throws: ``YAMLError`` with the place of the first fault; repeated keys, a second document and aliases that
    ///   expand without measure are faults.
    package static func read(_ bytes: [UInt8]) throws(YAMLError) -> YAMLNode {
        guard !bytes.isEmpty else { return YAMLNode(.scalar(YAMLScalar("")), at: YAMLPosition(line: 1, column: 1)) }
        let outcome: Result<YAMLNode, YAMLError> = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(YAMLError) -> YAMLNode in
                let stream = try LibYAMLEvents(buffer)
                var composer = YAMLComposer(stream)
                return try composer.document()
            }
        }
        return try outcome.get()
    }
}

/// What the composer is told, one at a time.
enum YAMLEvent {
    case streamStart, streamEnd, documentStart, documentEnd
    case alias(String)
    case scalar(YAMLScalar, anchor: String?)
    case sequenceStart(anchor: String?, tag: String?)
    case sequenceEnd
    case mappingStart(anchor: String?, tag: String?)
    case mappingEnd
}

/// The events of libyaml's parser, copied out of its memory. Owns the parser and is used within the buffer's life only.
final class LibYAMLEvents {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeBufferPointer<UInt8>

    init(_ input: UnsafeBufferPointer<UInt8>) throws(YAMLError) {
        self.input = input
        parser = .allocate(capacity: 1)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            throw YAMLError("out of memory", at: YAMLPosition(line: 1, column: 1))
        }
        yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// The next event and where it begins.
    func next() throws(YAMLError) -> (event: YAMLEvent, position: YAMLPosition) {
        var raw = yaml_event_t()
        guard yaml_parser_parse(parser, &raw) == 1 else { throw fault() }
        defer { yaml_event_delete(&raw) }
        return (copy(raw), Self.position(raw.start_mark))
    }

    private func copy(_ raw: yaml_event_t) -> YAMLEvent {
        switch raw.type {
        case YAML_STREAM_START_EVENT: .streamStart
        case YAML_DOCUMENT_START_EVENT: .documentStart
        case YAML_DOCUMENT_END_EVENT: .documentEnd
        case YAML_ALIAS_EVENT: .alias(Self.text(raw.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT: scalar(raw)
        case YAML_SEQUENCE_START_EVENT:
            .sequenceStart(
                anchor: Self.text(raw.data.sequence_start.anchor), tag: Self.text(raw.data.sequence_start.tag))
        case YAML_SEQUENCE_END_EVENT: .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            .mappingStart(
                anchor: Self.text(raw.data.mapping_start.anchor), tag: Self.text(raw.data.mapping_start.tag))
        case YAML_MAPPING_END_EVENT: .mappingEnd
        default: .streamEnd
        }
    }

    private func scalar(_ raw: yaml_event_t) -> YAMLEvent {
        let scalar = raw.data.scalar
        let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        let style: YAMLScalar.Style =
            switch scalar.style {
            case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
            case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
            case YAML_LITERAL_SCALAR_STYLE: .literal
            case YAML_FOLDED_SCALAR_STYLE: .folded
            default: .plain
            }
        let text = String(decoding: bytes, as: UTF8.self)
        return .scalar(
            YAMLScalar(text, style: style, tag: Self.text(scalar.tag)), anchor: Self.text(scalar.anchor))
    }

    private func fault() -> YAMLError {
        let state = parser.pointee
        let problem = state.problem.map { String(cString: $0) } ?? "out of memory"
        guard state.error == YAML_READER_ERROR else {
            let context = state.context.map { " " + String(cString: $0) } ?? ""
            // At the end of the text libyaml starts a line of its own, which nobody can look at.
            let mark = Self.position(state.problem_mark)
            let end = position(offset: input.count)
            return YAMLError(problem + context, at: mark.line > end.line ? end : mark)
        }
        return YAMLError(problem, at: position(offset: state.problem_offset))
    }

    /// The place of a byte; the reader of libyaml knows offsets only.
    private func position(offset: Int) -> YAMLPosition {
        let before = input.prefix(offset)
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? before.startIndex
        return YAMLPosition(
            line: before.count { $0 == 0x0A } + 1,
            column: String(decoding: before[lineStart...], as: UTF8.self).unicodeScalars.count + 1)
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private static func position(_ mark: yaml_mark_t) -> YAMLPosition {
        YAMLPosition(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}
