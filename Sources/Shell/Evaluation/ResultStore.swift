package import FCCore

/// The last results of a session, addressable as `%12` and `%-1`.
package struct ResultStore: Sendable {
    /// How many results stay.
    package static let countLimit = 100
    /// How many bytes of answers stay in all.
    package static let byteLimit = 64 << 20

    private var results: [CallResult] = []
    private var byteCount = 0
    /// The number the next result gets.
    package private(set) var nextNumber = 1

    /// How many differences the last comparison found: `@diff.count`.
    package internal(set) var differenceCount: Int?

    package init() {}

    /// Keeps a result as the current one and lets go of the oldest beyond the limits. The newest always stays.
    package mutating func append(_ result: CallResult) {
        results.append(result)
        byteCount += result.body.bytes.count
        nextNumber = max(nextNumber, result.number) + 1
        while results.count > 1, results.count > Self.countLimit || byteCount > Self.byteLimit {
            byteCount -= results.removeFirst().body.bytes.count
        }
    }

    /// Notes what has become of a call's task; a result that has gone is left alone.
    package mutating func note(_ task: AsyncTask, of number: Int) {
        guard let position = results.firstIndex(where: { $0.number == number }) else { return }
        results[position].task = task
    }

    /// The current result.
    package var current: CallResult? { results.last }

    /// Every result that is still there, oldest first.
    package var all: [CallResult] { results }

    /// The result `%number` names: from 1 through the session, or counted back from the last with a negative number.
    package subscript(number: Int) -> CallResult? {
        if number < 0 {
            let position = results.count + number
            return results.indices.contains(position) ? results[position] : nil
        }
        return results.first { $0.number == number }
    }
}
