import FCCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a shell knows of its history: its own entries, and the lines of the file as far as they have been read.
struct HistoryState {
    /// An entry of this shell.
    struct Own {
        var entry: HistoryEntry
        /// Where it is in the file; nil when it could not be written.
        var place: HistoryFile.Place?
    }

    /// Which file a path leads to.
    private struct Identity: Equatable {
        var device: UInt64
        var number: UInt64
    }

    private let file: String?
    private let sessionID: String
    /// What this shell has run, oldest first.
    private(set) var own: [Own] = []
    /// What others have added since the reading of older lines began, oldest first.
    private var arrived: [String] = []
    /// What was there before, newest first, as far as it has been read.
    private var older: [String] = []
    /// Where reading of older lines goes on; nil before the first read.
    private var reader: BackwardLineReader?
    private(set) var hasReadAll = false
    private var identity: Identity?
    /// Where the file ended when this shell began: what is before it is not this shell's.
    private var sessionStart: Int
    /// Where older lines end and arrived ones begin.
    private var olderEnd: Int
    /// Up to where the file has been followed.
    private var followed: Int
    /// How far the search for a suggestion has come.
    var suggestion = HistorySuggestion()

    init(file: String?, sessionID: String) {
        self.file = file
        self.sessionID = sessionID
        let found = file.flatMap { Self.facts(of: $0) }
        identity = found?.identity
        sessionStart = found?.size ?? 0
        olderEnd = sessionStart
        followed = sessionStart
    }

    /// How many lines can be given without reading.
    var knownCount: Int { own.count + arrived.count + older.count }

    /// The line so many steps back, if it has been read.
    func line(_ age: Int) -> String? {
        if age < own.count { return own[own.count - 1 - age].entry.text }
        let second = age - own.count
        if second < arrived.count { return arrived[arrived.count - 1 - second] }
        let third = second - arrived.count
        return third < older.count ? older[third] : nil
    }

    /// Takes in an entry of this shell.
    mutating func add(_ entry: HistoryEntry, at place: HistoryFile.Place?) {
        own.append(Own(entry: entry, place: place))
        suggestion.reset()
        if let place, place.start == followed { followed = place.end + 1 }
        if identity == nil { identity = file.flatMap { Self.facts(of: $0) }?.identity }
    }

    /// Drops an entry of this shell that never reached the file.
    mutating func dropUnwritten(_ entry: HistoryEntry) {
        own.removeAll { $0.place == nil && $0.entry == entry }
        suggestion.reset()
    }

    /// Reads a portion of the lines that come before those known.
    mutating func readOlder() {
        guard let file, olderEnd > 0 else {
            hasReadAll = true
            return
        }
        var reader = self.reader ?? BackwardLineReader(file: file, end: olderEnd)
        for _ in 0..<HistorySuggestion.portion {
            guard let line = reader.next() else {
                hasReadAll = true
                break
            }
            if let text = text(of: line, at: reader.lineStart) { older.append(text) }
        }
        self.reader = reader
    }

    /// The text of a line that is not this shell's own.
    private func text(of line: [UInt8], at start: Int) -> String? {
        guard start >= sessionStart else { return HistoryEntry.text(ofLine: line) }
        guard let entry = HistoryEntry(line: line), entry.sessionID != sessionID else { return nil }
        return entry.text
    }

    /// Takes in what was added to the file, and what was erased in it, since it was followed last.
    mutating func follow() {
        guard let file, let found = Self.facts(of: file) else { return }
        if found.identity != identity || found.size < followed { return beginAnew(with: found) }
        guard found.size > followed,
            let bytes = HistoryFile.bytes(of: file, from: followed, count: found.size - followed)
        else { return }
        // A line without its newline is still being written.
        guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return }
        let base = followed
        followed += end + 1
        suggestion.reset()
        var erased: [HistoryFile.Place] = []
        for line in bytes[..<end].split(separator: UInt8(ascii: "\n")) {
            if let places = HistoryErasure(line: line)?.places {
                erased += places
            } else if let text = text(of: Array(line), at: base + line.startIndex) {
                arrived.append(text)
            }
        }
        if !erased.isEmpty { forget(erased) }
    }

    /// Drops erased lines. Those of others are read again when they are asked for.
    private mutating func forget(_ places: [HistoryFile.Place]) {
        let starts = Set(places.map(\.start))
        own.removeAll { $0.place.map { starts.contains($0.start) } ?? false }
        readAgain(upTo: followed)
    }

    /// The file is another one, or was cut short by hand.
    private mutating func beginAnew(with found: (identity: Identity, size: Int)) {
        identity = found.identity
        sessionStart = 0
        followed = found.size
        readAgain(upTo: found.size)
    }

    private mutating func readAgain(upTo end: Int) {
        arrived = []
        older = []
        reader = nil
        hasReadAll = false
        olderEnd = end
        suggestion.reset()
    }

    private static func facts(of file: String) -> (identity: Identity, size: Int)? {
        var facts = stat()
        guard stat(file, &facts) == 0 else { return nil }
        let identity = Identity(
            device: UInt64(truncatingIfNeeded: facts.st_dev), number: UInt64(truncatingIfNeeded: facts.st_ino))
        return (identity, Int(facts.st_size))
    }
}

/// A line of the file that tells other shells what was erased.
struct HistoryErasure {
    var time: String
    var places: [HistoryFile.Place]

    init(time: String, places: [HistoryFile.Place]) {
        self.time = time
        self.places = places
    }

    /// The object that is stored.
    var value: Value {
        let places = places.map { Value.array([.integer($0.start), .integer($0.length)]) }
        return .object(Record([("time", .string(time)), ("erased", .array(places))]))
    }

    /// Reads a stored line; nil for any other one.
    init?(line: ArraySlice<UInt8>) {
        // Entries are many; these are few and have their key in the beginning.
        guard line.prefix(80).contains(Array(#""erased":["#.utf8)), let value = try? JSONReader.read(Array(line)),
            let places = value["erased"]?.arrayValue
        else { return nil }
        time = value["time"]?.stringValue ?? ""
        self.places = places.compactMap { place in
            guard let pair = place.arrayValue, pair.count == 2, let start = pair[0].intValue,
                let length = pair[1].intValue
            else { return nil }
            return HistoryFile.Place(start: start, length: length)
        }
    }
}
