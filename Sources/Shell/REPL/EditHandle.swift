import CEdit

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// libedit as Swift sees it: the one place that calls it. Belongs to one ``EditingSession`` and its thread.
final class EditHandle {
    /// What a key function answers.
    enum Reply {
        /// The screen is right already.
        case done
        /// The text has changed.
        case refresh
        /// The key can do nothing here.
        case beep
    }

    /// Why waiting for a key was interrupted.
    enum WakeReason {
        case print, resized, continued
    }

    /// Leads libedit's calls to the session.
    private final class Responder {
        weak var session: EditingSession?
    }

    private let editor: OpaquePointer
    private let responder = Responder()
    private let file: BindingsFile
    /// The manner the keys are bound in.
    private(set) var mode: EditingManner.KeyMode?

    /// Escape sequences that the user's own bindings name.
    var ownSequences: Set<[UInt8]> { file.sequences }

    /// Whom libedit asks for keys.
    var session: EditingSession? {
        get { responder.session }
        set { responder.session = newValue }
    }

    init?(_ configuration: LineEditorConfiguration) {
        cedit_use_utf8()
        let owner = cedit_owner(
            context: Unmanaged.passUnretained(responder).toOpaque(),
            next_character: { context, character in
                guard let context, let session = Unmanaged<Responder>.fromOpaque(context).takeUnretainedValue().session,
                    let code = session.nextCharacter()
                else { return 0 }
                character?.pointee = code
                return 1
            },
            key_pressed: { context, character in
                guard let context, let session = Unmanaged<Responder>.fromOpaque(context).takeUnretainedValue().session
                else { return Int32(CEDIT_DONE.rawValue) }
                switch session.keyPressed(character) {
                case .done: return Int32(CEDIT_DONE.rawValue)
                case .refresh: return Int32(CEDIT_REFRESH.rawValue)
                case .beep: return Int32(CEDIT_BEEP.rawValue)
                }
            })
        guard
            let editor = cedit_open(
                configuration.programName, configuration.input, configuration.output, configuration.error,
                configuration.isDumb ? 1 : 0, owner)
        else { return nil }
        self.editor = editor
        file = BindingsFile(
            configuration.bindingsFile.flatMap(BindingsFile.content) ?? "", program: configuration.programName)
        use(nil)
        cedit_take_keys(editor)
    }

    /// Binds the keys in the manner that was chosen, or else in that of the bindings file.
    func use(_ chosen: EditingManner.KeyMode?) {
        let wanted = chosen ?? file.mode ?? .emacs
        guard wanted != mode else { return }
        mode = wanted
        cedit_set_mode(editor, wanted.rawValue)
        bind(KeyBindings.conveniences(wanted))
        for line in file.lines { cedit_run_line(editor, line) }
        bind(KeyBindings.essentials(wanted))
    }

    deinit {
        cedit_close(editor)
    }

    private func bind(_ bindings: [KeyBindings.Binding]) {
        for binding in bindings {
            if binding.isForCommandMode {
                cedit_bind_command(editor, binding.key, binding.function)
            } else {
                cedit_bind(editor, binding.key, binding.function)
            }
        }
    }

    var wakeDescriptor: Int32 { cedit_wake_descriptor(editor) }
    var wakeSender: Int32 { cedit_wake_sender(editor) }

    /// The reasons that have come in, each once.
    func takeWakeReasons() -> Set<WakeReason> {
        var bytes = [UInt8](repeating: 0, count: 512)
        var reasons: Set<WakeReason> = []
        while case let count = read(wakeDescriptor, &bytes, bytes.count), count > 0 {
            for byte in bytes[..<count] {
                switch UInt32(byte) {
                case CEDIT_WAKE_RESIZED.rawValue: reasons.insert(.resized)
                case CEDIT_WAKE_CONTINUED.rawValue: reasons.insert(.continued)
                default: reasons.insert(.print)
                }
            }
        }
        return reasons
    }

    /// Remembers the terminal's modes until ``endGuard()``. False when it is no terminal any more.
    func beginGuard(bracketsPastes: Bool) -> Bool { cedit_guard_begin(editor, bracketsPastes ? 1 : 0) == 0 }
    func endGuard() { cedit_guard_end() }
    /// Gives the terminal's modes back at once, if a guard is up. From every thread.
    static func restoreTerminal() { cedit_guard_restore() }

    func setPrompt(_ prompt: String) { cedit_set_prompt(editor, prompt) }

    /// Reads a line; nil at the end of input.
    func readLine() -> String? {
        var characters: UnsafePointer<Int32>?
        let count = cedit_read_line(editor, &characters)
        guard count >= 0, let characters else { return nil }
        return String(characters: UnsafeBufferPointer(start: characters, count: count))
    }

    /// Looks at the text; what is looked at is good only inside the closure.
    func withText<Result>(_ body: (UnsafeBufferPointer<Int32>, _ cursor: Int) -> Result) -> Result {
        let text = cedit_current(editor)
        return body(UnsafeBufferPointer(start: text.characters, count: text.length), text.cursor)
    }

    func move(by characters: Int) { cedit_move(editor, Int32(clamping: characters)) }

    func insert(_ characters: [Int32]) { cedit_insert(editor, characters + [0]) }

    func deleteBefore(_ count: Int) { cedit_delete_before(editor, Int32(clamping: count)) }

    func paint() { cedit_paint(editor) }
    func resize() { cedit_resize(editor) }
    func enterEditingMode() { cedit_enter_editing_mode(editor) }
    func leaveEditingMode() { cedit_leave_editing_mode(editor) }

    func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cedit_write(editor, $0.baseAddress, $0.count) }
        }
    }

    /// The columns a character takes on the screen, as libedit draws it.
    static func width(_ scalar: Unicode.Scalar) -> Int { Int(cedit_width(Int32(scalar.value))) }
}
