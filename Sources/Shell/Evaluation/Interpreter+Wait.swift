import FCCore
import ShellSyntax

/// `wait [%N|all] [for D]`: until asynchronous calls are over.
extension Interpreter {
    /// Waits for tasks one after the other. All of them are waited for; the first failure counts.
    func run(_ wait: WaitStatement, at span: SourceSpan) async throws(Failure) {
        let deadline = wait.limit.map { ContinuousClock.now.advanced(by: $0.duration) }
        var first: Failure?
        for result in try awaited(wait.target, at: span) {
            do throws(Failure) {
                try await TaskWait(result: result, deadline: deadline, limit: wait.limit?.duration, in: self).run()
            } catch {
                if wait.target != .all || error.status == .interrupted || error.status == .noAnswer { throw error }
                if first == nil { first = error }
            }
        }
        if let first { throw first }
    }

    private func awaited(_ target: WaitStatement.Target, at span: SourceSpan) throws(Failure) -> [CallResult] {
        let store = results.snapshot
        switch target {
        case .last:
            guard let last = store.all.last(where: \.isAsynchronous) else { throw nothingToWaitFor() }
            return [try accepted(last)]
        case .result(let number):
            let result = try expander().result(number, at: span)
            guard result.isAsynchronous else {
                throw Failure(
                    .usage, "%\(number) was not an asynchronous call: its answer is there already",
                    next: "invoke --async")
            }
            return [try accepted(result)]
        case .all:
            return store.all.filter { $0.isAsynchronous && $0.answer != nil && $0.task?.isFinal != true }
        }
    }

    private func accepted(_ result: CallResult) throws(Failure) -> CallResult {
        guard result.answer == nil else { return result }
        throw Failure(
            .usage, "the call %\(result.number) was not accepted, so there is nothing to wait for",
            next: "%\(result.number)@errorMessage")
    }

    private func nothingToWaitFor() -> Failure {
        Failure(.usage, "there is no asynchronous call to wait for", next: "invoke --async")
    }
}
