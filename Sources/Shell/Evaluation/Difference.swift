package import FCCore
package import ShellSyntax

/// One place where two values differ.
package struct Difference: Sendable, Hashable {
    package enum Change: Sendable, Hashable {
        case added(Value)
        case removed(Value)
        case changed(from: Value, to: Value)
    }

    package var path: [PathStep]
    package var change: Change

    package init(_ path: [PathStep], _ change: Change) {
        self.path = path
        self.change = change
    }

    /// Every difference: fields of the left value in its order, then what only the right one has. Lists are compared by
    /// index, numbers by their exact value; the order of keys plays no part.
    /// - Parameter ignored: paths that may differ, with everything below them; `[*]` stands for every index.
    package static func between(_ left: Value, _ right: Value, ignoring ignored: [[PathStep]] = []) -> [Difference] {
        guard !ignored.contains(where: \.isEmpty) else { return [] }
        var comparison = Comparison()
        comparison.compare(left, right, at: [], ignoring: ignored.map { $0[...] })
        return comparison.differences
    }

    /// The difference as an object, for programs.
    package var value: Value {
        var record = Record([("path", .string(path.pathText))])
        switch change {
        case .added(let value):
            record.append("change", "added")
            record.append("right", value)
        case .removed(let value):
            record.append("change", "removed")
            record.append("left", value)
        case .changed(let left, let right):
            record.append("change", "changed")
            record.append("left", left)
            record.append("right", right)
        }
        return .object(record)
    }
}

/// Walks two values side by side.
private struct Comparison {
    private(set) var differences: [Difference] = []

    mutating func compare(
        _ left: Value, _ right: Value, at path: [PathStep], ignoring ignored: [ArraySlice<PathStep>]
    ) {
        switch (left, right) {
        case (.object(let left), .object(let right)):
            for key in Self.keys(of: left, then: right) {
                step(.key(key), left[key], right[key], at: path, ignoring: ignored) { $0 == .key(key) }
            }
        case (.array(let left), .array(let right)):
            for index in 0..<max(left.count, right.count) {
                let values = (index < left.count ? left[index] : nil, index < right.count ? right[index] : nil)
                step(.index(index), values.0, values.1, at: path, ignoring: ignored) { pattern in
                    switch pattern {
                    case .all: true
                    case .index(let wanted) where wanted < 0:
                        wanted == index - left.count || wanted == index - right.count
                    case .index(let wanted): wanted == index
                    case .key: false
                    }
                }
            }
        default:
            if left != right { differences.append(Difference(path, .changed(from: left, to: right))) }
        }
    }

    private mutating func step(
        _ step: PathStep, _ left: Value?, _ right: Value?, at path: [PathStep],
        ignoring ignored: [ArraySlice<PathStep>], where matches: (PathStep) -> Bool
    ) {
        let deeper = ignored.filter { pattern in pattern.first.map(matches) ?? false }.map { $0.dropFirst() }
        if deeper.contains(where: \.isEmpty) { return }
        let here = path + [step]
        switch (left, right) {
        case (let left?, let right?): compare(left, right, at: here, ignoring: deeper)
        case (let left?, nil): differences.append(Difference(here, .removed(left)))
        case (nil, let right?): differences.append(Difference(here, .added(right)))
        case (nil, nil): break
        }
    }

    private static func keys(of left: Record, then right: Record) -> [String] {
        var seen: Set<String> = []
        return (left.keys + right.keys).filter { seen.insert($0).inserted }
    }
}
