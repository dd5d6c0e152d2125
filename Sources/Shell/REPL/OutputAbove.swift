import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Output of other tasks while a line may be edited: it waits for the editor's thread, which prints it above the line.
final class OutputAbove: Sendable {
    private struct State {
        var isEditing = false
        var waiting: [String] = []
    }

    private let state = Mutex(State())
    private let output: Int32
    private let wakeSender: Int32

    /// - Parameters:
    ///   - output: where text goes while no line is edited.
    ///   - wakeSender: where a byte wakes the editor.
    init(output: Int32, wakeSender: Int32) {
        self.output = output
        self.wakeSender = wakeSender
    }

    /// Prints now, or leaves it to the editor's thread.
    func print(_ text: String) {
        let text = text.hasSuffix("\n") ? text : text + "\n"
        state.withLock { state in
            guard state.isEditing else { return writeAll(text) }
            state.waiting.append(text)
            var reason = UInt8(ascii: "p")
            _ = write(wakeSender, &reason, 1)
        }
    }

    func beginEditing() {
        state.withLock { $0.isEditing = true }
    }

    /// Ends editing and prints what nobody has taken.
    func endEditing() {
        state.withLock { state in
            state.isEditing = false
            state.waiting.forEach(writeAll)
            state.waiting.removeAll()
        }
    }

    /// What waits to be printed.
    func take() -> [String] {
        state.withLock { state in
            defer { state.waiting.removeAll() }
            return state.waiting
        }
    }

    private func writeAll(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                var request = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
                poll(&request, 1, -1)
            } else if errno != EINTR {
                return
            }
        }
    }
}
