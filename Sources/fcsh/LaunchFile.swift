import FCCore

/// The text of a `launch.json` that is plain JSON.
struct LaunchFile {
    private let bytes: [UInt8]
    private let configurations: [Value]
    /// Where the list of configurations ends: the place of its `]`.
    private let end: Int

    /// Reads the text; nil when it is no plain JSON with a list of configurations.
    init?(_ bytes: [UInt8]) {
        guard let document = try? JSONReader.read(bytes), case .array(let found)? = document["configurations"],
            let end = Self.endOfConfigurations(bytes)
        else { return nil }
        self.bytes = bytes
        configurations = found
        self.end = end
    }

    /// A file with one configuration.
    static func text(of value: Value) -> [UInt8] {
        let start = "{\n    \"version\": \"0.2.0\",\n    \"configurations\": [\n"
        return Array((start + indented(value) + "\n    ]\n}\n").utf8)
    }

    func configuration(named name: String) -> Value? {
        configurations.first { $0["name"]?.stringValue == name }
    }

    /// The text with one more configuration at the end of the list.
    func adding(_ value: Value) -> [UInt8] {
        var before = bytes[..<end]
        while let last = before.last, [0x20, 0x09, 0x0A, 0x0D].contains(last) { before.removeLast() }
        let separator = configurations.isEmpty ? "\n" : ",\n"
        return Array(before) + Array((separator + Self.indented(value) + "\n    ").utf8) + bytes[end...]
    }

    /// The value as VS Code writes it inside its list: four blanks for each level.
    private static func indented(_ value: Value) -> String {
        let lines: [Substring] = JSONWriter.text(value, layout: .pretty).split(separator: Character("\n"))
        let indented = lines.map { line -> String in
            let blanks = line.prefix { $0 == " " }.count
            return String(repeating: " ", count: 8 + blanks * 2) + line.dropFirst(blanks)
        }
        return indented.joined(separator: "\n")
    }

    /// Finds the `]` of the outermost key `configurations` in valid JSON.
    private static func endOfConfigurations(_ bytes: [UInt8]) -> Int? {
        var depth = 0
        var position = 0
        var isFound = false
        while position < bytes.count {
            switch bytes[position] {
            case 0x22:
                let start = position + 1
                position = endOfString(bytes, start)
                if depth == 1, !isFound { isFound = isKey("configurations", bytes, start..<position) }
            case 0x7B, 0x5B: depth += 1
            case 0x7D: depth -= 1
            case 0x5D:
                depth -= 1
                if depth == 1, isFound { return position }
            default: break
            }
            position += 1
        }
        return nil
    }

    /// The place of the quote that ends a string.
    private static func endOfString(_ bytes: [UInt8], _ start: Int) -> Int {
        var position = start
        while position < bytes.count, bytes[position] != 0x22 { position += bytes[position] == 0x5C ? 2 : 1 }
        return position
    }

    /// Whether a string is this key: a value is not followed by a colon.
    private static func isKey(_ key: String, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard range.upperBound < bytes.count, bytes[range].elementsEqual(key.utf8) else { return false }
        let next = bytes[(range.upperBound + 1)...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        return next == 0x3A
    }
}
