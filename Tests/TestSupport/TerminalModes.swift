#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The modes of a terminal, so that two moments can be compared.
package struct TerminalModes: Sendable, Hashable {
    private let input: UInt
    private let output: UInt
    private let control: UInt
    private let local: UInt
    private let characters: [UInt8]

    init(of terminal: Int32) {
        var modes = termios()
        tcgetattr(terminal, &modes)
        input = UInt(modes.c_iflag)
        output = UInt(modes.c_oflag)
        control = UInt(modes.c_cflag)
        local = UInt(modes.c_lflag)
        characters = withUnsafeBytes(of: &modes.c_cc) { Array($0) }
    }

    /// Whether the terminal puts lines together itself, as it does outside an editor.
    package var isCanonical: Bool { local & UInt(ICANON) != 0 }
}
