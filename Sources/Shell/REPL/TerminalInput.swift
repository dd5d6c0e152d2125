#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads keys from a terminal: bytes become characters, escape sequences become keys.
///
/// Bytes are taken one at a time, so that what is typed ahead stays in the terminal for the next reader. Only inside a
/// bracketed paste are they taken in blocks.
struct TerminalInput {
    /// What came from the terminal.
    enum Event: Equatable {
        /// A character, or an ``EditorKey``'s raw value.
        case character(Int32)
        /// Several at once: a sequence that the user has bound.
        case characters([Int32])
        /// Something arrived at the second descriptor.
        case wake
        /// The terminal is gone.
        case end
    }

    private enum Byte {
        case byte(UInt8)
        case late
        case wake
        case end
    }

    /// How long the rest of an escape sequence may take: a lone Escape key is known by nothing following it.
    private static let sequencePatience: Int32 = 50
    /// How much a paste may hold, in bytes.
    static let pasteLimit = 16 << 20

    let descriptor: Int32
    let wakeDescriptor: Int32
    /// Sequences, without the escape character, that are left to libedit.
    let ownSequences: Set<[UInt8]>
    /// Read already: what followed a paste in its last block.
    private var buffered: ArraySlice<UInt8> = []

    init(descriptor: Int32, wakeDescriptor: Int32, ownSequences: Set<[UInt8]>) {
        self.descriptor = descriptor
        self.wakeDescriptor = wakeDescriptor
        self.ownSequences = ownSequences
    }

    /// Whether something has been typed that nobody has read yet.
    var hasMore: Bool {
        if !buffered.isEmpty { return true }
        var request = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        return poll(&request, 1, 0) > 0 && request[0].revents & Int16(POLLIN) != 0
    }

    /// Waits for the next key.
    mutating func next() -> Event {
        while true {
            switch readByte(patience: -1, watchesWake: true) {
            case .wake: return .wake
            case .end: return .end
            case .late: continue
            case .byte(0x1B):
                if let event = escape() { return event }
            case .byte(let first):
                if let character = character(first) { return .character(character) }
            }
        }
    }

    /// A key that is not ASCII and no sequence; nil for one that makes no sense in a line.
    private mutating func character(_ first: UInt8) -> Int32? {
        guard first >= 0x80 else { return first == 0 ? nil : Int32(first) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
        var bytes = [first]
        while bytes.count < length, case .byte(let byte) = readByte(patience: Self.sequencePatience) {
            bytes.append(byte)
            guard (0x80..<0xC0).contains(byte) else { break }
        }
        guard let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first else { return nil }
        // C1 controls are not typed; the editor uses their codes for keys.
        return (0x80...0x9F).contains(scalar.value) ? nil : Int32(scalar.value)
    }

    /// What follows an escape character; nil when it is nothing to act on.
    private mutating func escape() -> Event? {
        guard case .byte(let second) = readByte(patience: Self.sequencePatience) else { return .character(0x1B) }
        switch second {
        case UInt8(ascii: "["), UInt8(ascii: "O"): return sequence(second, hasAlt: false)
        case 0x1B:
            guard case .byte(let third) = readByte(patience: Self.sequencePatience) else { return .character(0x1B) }
            return third == UInt8(ascii: "[") || third == UInt8(ascii: "O") ? sequence(third, hasAlt: true) : nil
        case 0x0D, 0x0A: return .character(EditorKey.newline.rawValue)
        case 0x7F, 0x08: return .character(EditorKey.deleteWordBack.rawValue)
        default: return character(second).map { .characters([0x1B, $0]) }
        }
    }

    private mutating func sequence(_ introducer: UInt8, hasAlt: Bool) -> Event? {
        var bytes = [introducer]
        while bytes.count < 64, case .byte(let byte) = readByte(patience: Self.sequencePatience) {
            bytes.append(byte)
            // The Linux console's function keys: `ESC[[A`.
            if bytes.count == 2, introducer == UInt8(ascii: "["), byte == introducer { continue }
            if (0x40...0x7E).contains(byte) { break }
        }
        // Alt-[ or Alt-O on their own.
        if bytes.count == 1 { return .characters([0x1B, Int32(introducer)]) }
        if ownSequences.contains(bytes) { return .characters([0x1B] + bytes.map { Int32($0) }) }
        if bytes.starts(with: [UInt8(ascii: "["), UInt8(ascii: "[")]) { return nil }
        switch KeySequence(bytes[...], hasAlt: hasAlt) {
        case .key(let key): return .character(key.rawValue)
        case .character(let character): return .character(character)
        case .unknown: return nil
        }
    }

    /// The rest of a bracketed paste, as text that may stand in a line: newlines as they should be, no other controls
    /// but tabs.
    mutating func paste() -> String {
        let terminator = Array("\u{1B}[201~".utf8)
        var bytes: [UInt8] = []
        var searched = 0
        while bytes.count < Self.pasteLimit {
            guard readBlock() else { break }
            bytes += buffered
            buffered = []
            if let start = bytes.firstIndex(of: terminator, from: searched) {
                buffered = bytes[(start + terminator.count)...]
                bytes.removeSubrange(start...)
                break
            }
            searched = max(0, bytes.count - terminator.count + 1)
        }
        return Self.cleaned(bytes)
    }

    static func cleaned(_ bytes: [UInt8]) -> String {
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        for (index, byte) in bytes.enumerated() {
            switch byte {
            // While a line is edited the terminal swaps the two: CR LF arrives as LF CR.
            case 0x0D: if index == 0 || bytes[index - 1] != 0x0A { kept.append(0x0A) }
            case 0x09, 0x0A: kept.append(byte)
            case 0..<0x20, 0x7F: break
            default: kept.append(byte)
            }
        }
        let text = String(decoding: kept, as: UTF8.self)
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { !(0x80...0x9F).contains($0.value) }))
    }

    /// Takes what the terminal has, waiting until there is something. False at its end.
    private mutating func readBlock() -> Bool {
        if !buffered.isEmpty { return true }
        var block = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(descriptor, &block, block.count)
            if count > 0 {
                buffered = block[..<count]
                return true
            }
            guard count < 0, waitsForMore(errno) else { return false }
        }
    }

    private mutating func readByte(patience: Int32, watchesWake: Bool = false) -> Byte {
        if let byte = buffered.popFirst() { return .byte(byte) }
        while true {
            var requests = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
            if watchesWake { requests.append(pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0)) }
            let ready = poll(&requests, nfds_t(requests.count), patience)
            if ready == 0 { return .late }
            if ready < 0 {
                guard errno == EINTR else { return .end }
                continue
            }
            if watchesWake, requests[1].revents != 0 { return .wake }
            var byte: UInt8 = 0
            let count = read(descriptor, &byte, 1)
            if count == 1 { return .byte(byte) }
            guard count < 0, waitsForMore(errno) else { return .end }
        }
    }

    /// Whether a failed read is worth another; a terminal that somebody made non-blocking is waited for.
    private func waitsForMore(_ code: Int32) -> Bool {
        if code == EINTR { return true }
        guard code == EAGAIN else { return false }
        var request = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        poll(&request, 1, -1)
        return true
    }
}

extension [UInt8] {
    /// Where a sequence of bytes begins, looking from an index on.
    fileprivate func firstIndex(of pattern: [UInt8], from start: Int) -> Int? {
        guard count >= pattern.count, start <= count - pattern.count else { return nil }
        var index = start
        while let candidate = self[index...].firstIndex(of: pattern[0]), candidate <= count - pattern.count {
            if self[candidate..<candidate + pattern.count].elementsEqual(pattern) { return candidate }
            index = candidate + 1
        }
        return nil
    }
}
