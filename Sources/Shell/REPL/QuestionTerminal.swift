#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A line of a terminal that is put together here rather than by the terminal: so that a secret has no echo and Ctrl-C is
/// a key. The modes are those of before on every way out.
struct QuestionTerminal: Sendable {
    /// The modes as they were. The C struct is copied only.
    private let modes: termios
    private let input: Int32
    private let output: Int32
    /// Written to by ``interrupt()``, read by ``ask(_:isShown:)``.
    private let wakeReader: Int32
    private let wakeWriter: Int32

    /// Nil when the input is no terminal.
    init?(input: Int32, output: Int32) {
        var modes = termios()
        var ends: [Int32] = [-1, -1]
        guard tcgetattr(input, &modes) == 0, pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        self.modes = modes
        self.input = input
        self.output = output
        wakeReader = ends[0]
        wakeWriter = ends[1]
    }

    /// Lets go of what was opened. The terminal itself stays open.
    func close() {
        _ = Self.close(wakeReader)
        _ = Self.close(wakeWriter)
    }

    private static func close(_ descriptor: Int32) -> Int32 {
        #if canImport(Glibc)
            Glibc.close(descriptor)
        #else
            Darwin.close(descriptor)
        #endif
    }

    /// Ends a running question as Ctrl-C does.
    func interrupt() {
        var byte: UInt8 = 0
        _ = write(wakeWriter, &byte, 1)
    }

    /// Gives the terminal its modes back.
    func restore() {
        var modes = modes
        // What was typed for this question must not reach the next reader.
        tcsetattr(input, TCSAFLUSH, &modes)
    }

    /// Asks and waits for the answer; what was typed before the question is dropped.
    func ask(_ question: String, isShown: Bool) -> TerminalAnswer {
        var own = modes
        own.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
        own.c_iflag |= tcflag_t(ICRNL)
        tcsetattr(input, TCSAFLUSH, &own)
        defer { restore() }
        say(question)
        var line = AnswerLine()
        while let byte = nextByte() {
            let step = line.take(byte)
            if isShown { say(step.echo) }
            guard let answer = step.answer else { continue }
            say("\n")
            return answer
        }
        say("\n")
        return .interrupted
    }

    private func say(_ text: String) {
        guard !text.isEmpty else { return }
        try? FileDescriptorSink(output).write(Array(text.utf8))
    }

    /// The next byte; nil when the question was interrupted. A terminal that is gone reads as Ctrl-D.
    private func nextByte() -> UInt8? {
        while true {
            var requests = [
                pollfd(fd: input, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wakeReader, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&requests, nfds_t(requests.count), -1)
            if count < 0, errno == EINTR { continue }
            if requests[1].revents != 0 { return nil }
            var byte: UInt8 = 0
            let got = read(input, &byte, 1)
            if got == 1 { return byte }
            if got < 0, errno == EINTR || errno == EAGAIN { continue }
            return AnswerLine.endOfInput
        }
    }
}

/// An answer as it is typed, byte by byte.
struct AnswerLine {
    static let endOfInput: UInt8 = 0x04

    private var characters: [UInt8] = []

    /// What a byte does: what to show for it, and the answer when it is given.
    mutating func take(_ byte: UInt8) -> (echo: String, answer: TerminalAnswer?) {
        switch byte {
        case 0x0A, 0x0D: return ("", .text(String(decoding: characters, as: UTF8.self)))
        case 0x03: return ("^C", .interrupted)
        case Self.endOfInput: return ("", characters.isEmpty ? .ended : nil)
        case 0x7F, 0x08: return (eraseLast(), nil)
        case 0x15:
            var echo = ""
            while !characters.isEmpty { echo += eraseLast() }
            return (echo, nil)
        case 0..<0x20: return ("", nil)
        default:
            characters.append(byte)
            return (completedCharacter, nil)
        }
    }

    /// The last character once all of its bytes are there.
    private var completedCharacter: String {
        for length in 1...4 where length <= characters.count {
            let bytes = characters.suffix(length)
            guard let first = bytes.first, first & 0xC0 != 0x80 else { continue }
            return String(validating: bytes, as: UTF8.self) ?? ""
        }
        return ""
    }

    private mutating func eraseLast() -> String {
        let width = DisplayWidth.of(completedCharacter)
        while let byte = characters.popLast(), byte & 0xC0 == 0x80 {}
        return String(repeating: "\u{8} \u{8}", count: width)
    }
}
