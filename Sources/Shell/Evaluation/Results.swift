package import FCCore
import Synchronization

/// Where calls leave their results: one for a session, and a branch for each iteration that runs beside others.
package final class Results: Sendable {
    /// What a branch leaves to the one it branched off from.
    package struct Harvest: Sendable {
        /// Its own results that are still there, in order.
        package var results: [CallResult] = []
        /// The figures of every call, also of those whose results have gone.
        package var figures: [CallFigures] = []
        /// What a comparison found last.
        package var differenceCount: Int?
    }

    private struct State {
        var store: ResultStore
        /// Figures are gathered in branches alone: a session has no use for them.
        var figures: [CallFigures]?
    }

    private let state: Mutex<State>
    /// The number the first result of this branch gets.
    private let firstNumber: Int

    package init() {
        state = Mutex(State(store: ResultStore()))
        firstNumber = 1
    }

    private init(branchingFrom store: ResultStore) {
        firstNumber = store.nextNumber
        state = Mutex(State(store: store, figures: []))
    }

    /// The results as they are now.
    package var snapshot: ResultStore { state.withLock { $0.store } }

    /// Keeps a result as the current one and gives it its number.
    @discardableResult
    package func keep(_ result: CallResult) -> CallResult {
        state.withLock { state in
            state.figures?.append(CallFigures(result))
            return Self.append(result, to: &state.store)
        }
    }

    /// Keeps how many differences a comparison found.
    package func keep(differenceCount: Int) {
        state.withLock { $0.store.differenceCount = differenceCount }
    }

    /// Notes what has become of a call's task.
    package func note(_ task: AsyncTask, of number: Int) {
        state.withLock { $0.store.note(task, of: number) }
    }

    /// Results that see all earlier ones and are seen by nobody else until they are absorbed.
    package func branch() -> Results {
        Results(branchingFrom: snapshot)
    }

    /// What this branch has kept, without the results it only saw.
    package var harvest: Harvest {
        state.withLock { state in
            Harvest(
                results: state.store.all(from: firstNumber), figures: state.figures ?? [],
                differenceCount: state.store.differenceCount)
        }
    }

    /// Takes over what a branch has kept; the order of these calls is the order of the results.
    /// - Returns: the branch's results under their numbers here.
    @discardableResult
    package func absorb(_ harvest: Harvest) -> [CallResult] {
        state.withLock { state in
            state.figures? += harvest.figures
            if let count = harvest.differenceCount { state.store.differenceCount = count }
            return harvest.results.map { Self.append($0, to: &state.store) }
        }
    }

    private static func append(_ result: CallResult, to store: inout ResultStore) -> CallResult {
        var numbered = result
        numbered.number = store.nextNumber
        store.append(numbered)
        return numbered
    }
}
