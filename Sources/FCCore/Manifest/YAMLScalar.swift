/// A text in a YAML document and how it was written, which decides whether it is a number, a bool, null or just text.
///
/// The rules are those of YAML 1.2 as js-yaml 4.1 applies them: `yes`, `on`, `12:30` and dates are text, `017` is
/// seventeen, `0o17`, `0b11`, `0x1F` and `1_000` are numbers.
package struct YAMLScalar: Sendable, Hashable {
    /// How the text was written.
    package enum Style: Sendable, Hashable {
        case plain, singleQuoted, doubleQuoted, literal, folded
    }

    /// The text, escapes and folding done.
    package var text: String
    /// How the text was written.
    package var style: Style
    /// The tag in its long form, e.g. `tag:yaml.org,2002:str`; `!` for text on purpose; nil without a tag.
    package var tag: String?

    /// A scalar.
    package init(_ text: String, style: Style = .plain, tag: String? = nil) {
        self.text = text
        self.style = style
        self.tag = tag
    }

    /// Whether it is null.
    package var isNull: Bool {
        switch tag {
        case nil: style == .plain && Self.nullWords.contains(text)
        case "tag:yaml.org,2002:null": true
        default: false
        }
    }

    /// The data the scalar stands for. Infinity and not-a-number, which JSON lacks, stay text.
    package func value() -> Value {
        switch tag {
        case nil: style == .plain ? Self.resolve(text) : .string(text)
        case "tag:yaml.org,2002:null": .null
        case "tag:yaml.org,2002:bool": Self.bool(text).map(Value.bool) ?? .string(text)
        case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float":
            Self.number(text).map(Value.number) ?? .string(text)
        case "tag:yaml.org,2002:binary": .string(text.filter { !$0.isWhitespace })
        default: .string(text)
        }
    }

    /// Whether the tag is one of YAML's own and the text fits it.
    var fitsTag: Bool {
        switch tag {
        case nil, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:binary", "tag:yaml.org,2002:timestamp": true
        case "tag:yaml.org,2002:null": text.isEmpty || Self.nullWords.contains(text)
        case "tag:yaml.org,2002:bool": Self.bool(text) != nil
        case "tag:yaml.org,2002:int": Self.integer(text) != nil
        case "tag:yaml.org,2002:float": Self.number(text) != nil || Self.isInfiniteOrNaN(text)
        default: false
        }
    }

    /// Whether a text would be something other than text if it stood in a document without quotes.
    static func isTyped(_ text: String) -> Bool {
        nullWords.contains(text) || bool(text) != nil || number(text) != nil || isInfiniteOrNaN(text)
    }

    private static func resolve(_ text: String) -> Value {
        if nullWords.contains(text) { return .null }
        if let truth = bool(text) { return .bool(truth) }
        if let number = number(text) { return .number(number) }
        return .string(text)
    }

    private static let nullWords: Set<String> = ["", "~", "null", "Null", "NULL"]

    private static func bool(_ text: String) -> Bool? {
        switch text {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    private static func isInfiniteOrNaN(_ text: String) -> Bool {
        switch text {
        case ".nan", ".NaN", ".NAN": true
        default:
            [".inf", ".Inf", ".INF"].contains(text.first == "-" || text.first == "+" ? String(text.dropFirst()) : text)
        }
    }
}
