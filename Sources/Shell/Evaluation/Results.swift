package import FCCore
import Synchronization

/// Where calls leave their results: one for a session, and a branch for each iteration that runs beside others.
package final class Results: Sendable {
    private let store: Mutex<ResultStore>
    /// The number the first result of this branch gets.
    private let firstNumber: Int

    package init() {
        store = Mutex(ResultStore())
        firstNumber = 1
    }

    private init(_ store: ResultStore) {
        firstNumber = store.nextNumber
        self.store = Mutex(store)
    }

    /// The results as they are now.
    package var snapshot: ResultStore { store.withLock { $0 } }

    /// Keeps a result as the current one and gives it its number.
    @discardableResult
    package func keep(_ result: CallResult) -> CallResult {
        store.withLock { store in
            var numbered = result
            numbered.number = store.nextNumber
            store.append(numbered)
            return numbered
        }
    }

    /// Keeps how many differences a comparison found.
    package func keep(differenceCount: Int) {
        store.withLock { $0.differenceCount = differenceCount }
    }

    /// Notes what has become of a call's task.
    package func note(_ task: AsyncTask, of number: Int) {
        store.withLock { $0.note(task, of: number) }
    }

    /// Results that see all earlier ones and are seen by nobody else until they are absorbed.
    package func branch() -> Results {
        Results(snapshot)
    }

    /// Takes over what a branch has kept; the order of these calls is the order of the results.
    package func absorb(_ branch: Results) {
        let snapshot = branch.snapshot
        for result in snapshot.all where result.number >= branch.firstNumber { keep(result) }
        if let count = snapshot.differenceCount { keep(differenceCount: count) }
    }
}
