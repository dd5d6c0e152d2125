/// Keys that have no character of their own.
///
/// The raw values lie among the C1 control characters, which nobody types in UTF-8: libedit can bind each as a single
/// character, in every mode and whatever the terminal sends for the key.
enum EditorKey: Int32, CaseIterable {
    case up = 0x80
    case down, left, right, home, end, delete, pageUp, pageDown
    case wordLeft, wordRight, deleteWordBack, deleteWordForward
    /// A newline in the text, whether or not it is complete.
    case newline
    /// A bracketed paste begins.
    case paste
    /// The editor's own: the line is done.
    case accept
    /// The editor's own: puts the text a line begins with.
    case begin
    /// Shift-Tab.
    case backTab
}

/// What an escape sequence of a terminal means.
enum KeySequence: Equatable {
    case key(EditorKey)
    /// A character that the terminal spelled out, e.g. Ctrl-I as `ESC[105;5u`.
    case character(Int32)
    /// Nothing the editor has a use for: function keys, reports of focus and mouse.
    case unknown

    /// Reads the part after the escape character, e.g. `[1;5C`.
    /// - Parameter hasAlt: whether a second escape character came before it.
    init(_ bytes: ArraySlice<UInt8>, hasAlt: Bool = false) {
        guard let introducer = bytes.first, let final = bytes.last, bytes.count > 1 else {
            self = .unknown
            return
        }
        let text = String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
        let parameters = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 1 }
        if introducer == UInt8(ascii: "O") {
            self = Self.applicationKey(final, modifiers: Modifiers(parameters.last ?? 1, hasAlt: hasAlt))
        } else {
            self = Self.controlSequence(final, parameters, hasAlt: hasAlt)
        }
    }

    /// Shift, Alt, Ctrl as terminals encode them: a sum of 1, 2 and 4, plus one.
    private struct Modifiers {
        let hasShift: Bool
        let hasAlt: Bool
        let hasControl: Bool

        init(_ parameter: Int, hasAlt: Bool) {
            let bits = max(0, parameter - 1)
            hasShift = bits & 1 != 0
            self.hasAlt = hasAlt || bits & 2 != 0
            hasControl = bits & 4 != 0
        }

        var jumpsWords: Bool { hasAlt || hasControl }
    }

    private static func controlSequence(_ final: UInt8, _ parameters: [Int], hasAlt: Bool) -> KeySequence {
        let first = parameters.first ?? 1
        let modifiers = Modifiers(parameters.count > 1 ? parameters[1] : 1, hasAlt: hasAlt)
        switch final {
        case UInt8(ascii: "A")...UInt8(ascii: "D"), UInt8(ascii: "F"), UInt8(ascii: "H"):
            return cursorKey(final, modifiers)
        case UInt8(ascii: "~"): return tildeKey(first, parameters, modifiers)
        case UInt8(ascii: "^"): return tildeKey(first, parameters, Modifiers(5, hasAlt: hasAlt))
        case UInt8(ascii: "u"): return spelled(first, modifiers)
        case UInt8(ascii: "Z"): return .key(.backTab)
        default: return .unknown
        }
    }

    private static func applicationKey(_ final: UInt8, modifiers: Modifiers) -> KeySequence {
        switch final {
        case UInt8(ascii: "A")...UInt8(ascii: "D"), UInt8(ascii: "F"), UInt8(ascii: "H"):
            return cursorKey(final, modifiers)
        // rxvt sends Ctrl with an arrow as a small letter.
        case UInt8(ascii: "a")...UInt8(ascii: "d"): return cursorKey(final - 0x20, Modifiers(5, hasAlt: false))
        case UInt8(ascii: "M"): return .character(0x0D)
        default: return .unknown
        }
    }

    private static func cursorKey(_ final: UInt8, _ modifiers: Modifiers) -> KeySequence {
        switch final {
        // With Alt they look for lines that begin alike, as the page keys do.
        case UInt8(ascii: "A"): .key(modifiers.hasAlt ? .pageUp : .up)
        case UInt8(ascii: "B"): .key(modifiers.hasAlt ? .pageDown : .down)
        case UInt8(ascii: "C"): .key(modifiers.jumpsWords ? .wordRight : .right)
        case UInt8(ascii: "D"): .key(modifiers.jumpsWords ? .wordLeft : .left)
        case UInt8(ascii: "F"): .key(.end)
        default: .key(.home)
        }
    }

    private static func tildeKey(_ number: Int, _ parameters: [Int], _ modifiers: Modifiers) -> KeySequence {
        switch number {
        case 1, 7: .key(.home)
        case 3: .key(modifiers.jumpsWords ? .deleteWordForward : .delete)
        case 4, 8: .key(.end)
        case 5: .key(.pageUp)
        case 6: .key(.pageDown)
        case 27 where parameters.count == 3: spelled(parameters[2], modifiers)
        case 200: .key(.paste)
        default: .unknown
        }
    }

    private static func spelled(_ code: Int, _ modifiers: Modifiers) -> KeySequence {
        switch code {
        case 13 where modifiers.hasShift || modifiers.jumpsWords: return .key(.newline)
        case 127 where modifiers.jumpsWords: return .key(.deleteWordBack)
        case 9 where modifiers.hasShift: return .key(.backTab)
        case 0x40...0x7E where modifiers.hasControl: return .character(Int32(code & 0x1F))
        default:
            guard !modifiers.hasAlt, let scalar = Unicode.Scalar(UInt32(clamping: code)) else { return .unknown }
            return .character(Int32(scalar.value))
        }
    }
}
