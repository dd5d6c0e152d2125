#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The size of a terminal's window.
struct WindowSize: Equatable {
    var rows: Int
    var columns: Int

    /// What is assumed when a terminal does not tell.
    static let standard = WindowSize(rows: 24, columns: 80)

    init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }

    /// The size a terminal has now.
    init(of terminal: Int32) {
        var size = winsize()
        guard ioctl(terminal, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0 else {
            self = .standard
            return
        }
        self.init(rows: Int(size.ws_row), columns: Int(size.ws_col))
    }
}
