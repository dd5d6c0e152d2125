#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Which key does what, in libedit's words.
enum KeyBindings {
    /// A key, as `bind` spells it, and the function it calls.
    struct Binding {
        var key: String
        var function: String
        /// Whether it belongs to vi's command mode.
        var isForCommandMode = false
    }

    /// libedit's name for ``EditingSession/keyPressed(_:)``.
    private static let ours = "owner-key"

    /// What users expect of common keys and may bind otherwise.
    static func conveniences(_ mode: EditingManner.KeyMode) -> [Binding] {
        let libedits: [(EditorKey, String)] = [
            (.left, "ed-prev-char"), (.wordLeft, "ed-prev-word"),
            (.deleteWordBack, "ed-delete-prev-word"), (.deleteWordForward, "em-delete-next-word"),
        ]
        var bindings = inBothMaps(libedits.map { (spelling($0), $1) }, mode)
        let own = ["^_", "^P", "^N", spelling(.right), spelling(.wordRight)]
        bindings += inBothMaps(own.map { ($0, ours) }, mode)
        switch mode {
        case .emacs:
            bindings.append(Binding(key: "^W", function: "ed-delete-prev-word"))
            // Alt-. the last word of an earlier line, Alt-F a word on, Alt-/ and Alt-_ redo, Ctrl-X Ctrl-E the editor.
            for key in ["^F", "\\e.", "\\ef", "\\e/", "\\e_", "^X^E"] {
                bindings.append(Binding(key: key, function: ours))
            }
        case .vi:
            // Undo, redo and the editor: libedit has one step of undo, and its own `v` runs the text at once.
            for key in ["k", "j", "/", "u", "U", "v"] {
                bindings.append(Binding(key: key, function: ours, isForCommandMode: true))
            }
        }
        return bindings
    }

    /// What the shell cannot live without, whatever the user has bound.
    static func essentials(_ mode: EditingManner.KeyMode) -> [Binding] {
        let moved: Set<EditorKey> = [.left, .right, .wordLeft, .wordRight, .deleteWordBack, .deleteWordForward]
        var keys = EditorKey.allCases.filter { !moved.contains($0) && $0 != .accept }.map { (spelling($0), ours) }
        keys.append((spelling(.accept), "ed-newline"))
        keys += ["^M", "^J", "^I", "^C", "^D", "^Z", "^L", "^R", "^S", "^V"].map { ($0, ours) }
        return inBothMaps(keys, mode)
    }

    private static func inBothMaps(
        _ keys: [(String, String)], _ mode: EditingManner.KeyMode
    ) -> [Binding] {
        let bindings = keys.map { Binding(key: $0, function: $1) }
        guard mode == .vi else { return bindings }
        return bindings + keys.map { Binding(key: $0, function: $1, isForCommandMode: true) }
    }

    private static func spelling(_ key: EditorKey) -> String {
        "\\" + String(key.rawValue, radix: 8)
    }
}

extension BindingsFile {
    /// What a file holds, nil when it cannot be read.
    static func content(of path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var content: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 4096)
        while content.count < 1 << 20, case let count = read(descriptor, &block, block.count), count > 0 {
            content += block[..<count]
        }
        return String(decoding: content, as: UTF8.self)
    }
}
