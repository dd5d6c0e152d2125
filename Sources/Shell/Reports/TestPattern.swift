/// Which tests are wanted: a part of the name, or a pattern with `*`, `?` and `[…]` for the whole of it. Letter case
/// plays no part.
package struct TestPattern: Sendable, Hashable {
    private let pattern: [Character]
    private let isGlob: Bool

    package init(_ text: String) {
        pattern = Array(text.lowercased())
        isGlob = text.contains { "*?[".contains($0) }
    }

    /// Whether a test's name fits.
    package func matches(_ name: String) -> Bool {
        let name = name.lowercased()
        guard isGlob else { return pattern.isEmpty || name.contains(String(pattern)) }
        return Self.matches(pattern[...], Array(name)[...])
    }

    /// One star at a time: the last one takes more whenever what follows it does not fit.
    private static func matches(_ pattern: ArraySlice<Character>, _ name: ArraySlice<Character>) -> Bool {
        var pattern = pattern
        var name = name
        var retry: (pattern: ArraySlice<Character>, name: ArraySlice<Character>)?
        while true {
            if pattern.first == "*" {
                pattern.removeFirst()
                retry = (pattern, name)
                continue
            }
            if name.isEmpty && pattern.isEmpty { return true }
            if let next = name.first, let rest = advance(pattern, over: next) {
                pattern = rest
                name.removeFirst()
                continue
            }
            guard var last = retry, !last.name.isEmpty else { return false }
            last.name.removeFirst()
            (pattern, name, retry) = (last.pattern, last.name, last)
        }
    }

    /// What is left of a pattern after its first element took a character; nil when it does not take it.
    private static func advance(
        _ pattern: ArraySlice<Character>, over character: Character
    ) -> ArraySlice<Character>? {
        guard let first = pattern.first else { return nil }
        let rest = pattern.dropFirst()
        if first == "?" { return rest }
        guard first == "[", let end = rest.dropFirst().firstIndex(of: "]") else {
            return first == character ? rest : nil
        }
        var set = rest[..<end]
        let isNegated = set.first == "!" || set.first == "^"
        if isNegated { set.removeFirst() }
        return holds(Array(set), character) != isNegated ? pattern[(end + 1)...] : nil
    }

    private static func holds(_ set: [Character], _ character: Character) -> Bool {
        var index = 0
        while index < set.count {
            if index + 2 < set.count, set[index + 1] == "-" {
                if set[index] <= character, character <= set[index + 2] { return true }
                index += 3
            } else if set[index] == character {
                return true
            } else {
                index += 1
            }
        }
        return false
    }
}
