package import FCCore

/// The last results of a session, addressable as `%12` and `%-1`.
package struct ResultStore: Sendable {
    /// How many results stay.
    package static let countLimit = 100
    /// How many bytes of answers stay in all.
    package static let byteLimit = 64 << 20

    /// A result behind a reference: a store is copied for every iteration of a `repeat`.
    private final class Kept: Sendable {
        let result: CallResult
        init(_ result: CallResult) { self.result = result }
    }

    private var kept: [Kept] = []
    private var byteCount = 0
    /// The number the next result gets.
    package private(set) var nextNumber = 1

    /// How many differences the last comparison found: `@diff.count`.
    package internal(set) var differenceCount: Int?

    package init() {}

    /// Keeps a result as the current one and lets go of the oldest beyond the limits. The newest always stays.
    package mutating func append(_ result: CallResult) {
        kept.append(Kept(result))
        byteCount += result.body.bytes.count
        nextNumber = max(nextNumber, result.number) + 1
        while kept.count > 1, kept.count > Self.countLimit || byteCount > Self.byteLimit {
            byteCount -= kept.removeFirst().result.body.bytes.count
        }
    }

    /// Notes what has become of a call's task; a result that has gone is left alone.
    package mutating func note(_ task: AsyncTask, of number: Int) {
        guard let position = kept.firstIndex(where: { $0.result.number == number }) else { return }
        var result = kept[position].result
        result.task = task
        kept[position] = Kept(result)
    }

    /// The current result.
    package var current: CallResult? { kept.last?.result }

    /// Every result that is still there, oldest first.
    package var all: [CallResult] { kept.map(\.result) }

    /// The results from a number on that are still there, oldest first.
    package func all(from number: Int) -> [CallResult] {
        let older = kept.lastIndex { $0.result.number < number } ?? -1
        return kept[(older + 1)...].map(\.result)
    }

    /// The result `%number` names: from 1 through the session, or counted back from the last with a negative number.
    package subscript(number: Int) -> CallResult? {
        if number < 0 {
            let position = kept.count + number
            return kept.indices.contains(position) ? kept[position].result : nil
        }
        return kept.first { $0.result.number == number }?.result
    }
}
