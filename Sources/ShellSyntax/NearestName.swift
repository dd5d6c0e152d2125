/// Finds the name somebody probably meant.
package enum NearestName {
    /// The candidate with the fewest changes (letters added, removed, replaced, swapped), if it is close enough to be
    /// meant: at most one change in a short name, two in a longer one. The first wins among equals.
    package static func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
        let written = Array(name.lowercased())
        guard !written.isEmpty, written.count <= 64 else { return nil }
        let limit = written.count <= 4 ? 1 : 2
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let letters = Array(candidate.lowercased())
            guard abs(letters.count - written.count) <= limit else { continue }
            let distance = distance(written, letters)
            guard distance <= limit, distance < letters.count, distance < best?.distance ?? .max else { continue }
            best = (candidate, distance)
        }
        return best?.name
    }

    /// Optimal string alignment: a swap of neighbours counts once.
    static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            for column in 0..<right.count {
                let isSame = left[row] == right[column]
                var cost = min(previous[column] + (isSame ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cost = min(cost, beforePrevious[column - 1] + 1)
                }
                current.append(cost)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
