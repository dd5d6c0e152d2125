import FCCore

/// Tells the prompt when the task of an asynchronous call is over, while something else is being typed.
///
/// It asks ever less often, never says that asking failed, and stops for good when the service refuses: a call needs
/// no permission to look at tasks.
struct TaskWatch: Sendable {
    private static let firstPause = Duration.seconds(1)
    private static let longestPause = Duration.seconds(20)
    /// How many questions in a row may fail before it stops.
    private static let patience = 5
    /// A task that takes longer is asked for with `wait`.
    private static let limit = Duration.seconds(3600)

    let console: Console
    let results: @Sendable () -> ResultStore
    /// Keeps what became of a task.
    let note: @Sendable (AsyncTask, Int) -> Void
    /// Prints above the line being typed.
    let tell: @Sendable (String) -> Void

    /// Begins to watch the tasks that a line has made.
    /// - Parameter number: of the first result the line can have made.
    func follow(since number: Int) {
        for result in results().all where result.number >= number && result.isAsynchronous {
            guard result.connection != nil, result.answer?.taskID != nil, result.task?.isFinal != true else { continue }
            Task { await watch(result) }
        }
    }

    private func watch(_ result: CallResult) async {
        guard let connection = result.connection, let taskID = result.answer?.taskID else { return }
        let end = ContinuousClock.now.advanced(by: Self.limit)
        var pause = Self.firstPause
        var misses = 0
        while ContinuousClock.now < end, misses < Self.patience {
            guard (try? await Task.sleep(for: pause)) != nil else { return }
            pause = min(pause * 3 / 2, Self.longestPause)
            // `wait` has told of it already, or the result has been let go.
            guard results()[result.number].map({ $0.task?.isFinal != true }) ?? false else { return }
            do throws(FCError) {
                let task = try await connection.client.getAsyncTask(
                    taskID, of: result.target.functionName, qualifier: result.target.qualifier,
                    deadline: .now.advanced(by: InvocationLimit.management.duration))
                misses = 0
                guard task.isFinal else { continue }
                note(task, result.number)
                return tell(sentence(about: task, taskID, result))
            } catch {
                guard case .transport = error else { return }
                misses += 1
            }
        }
    }

    private func sentence(about task: AsyncTask, _ taskID: String, _ result: CallResult) -> String {
        let status = task.status ?? ""
        var text = StyledText("%\(result.number) ", .faint)
        text.append("\(VisibleText.singleLine(result.target.functionName)): task \(VisibleText.singleLine(taskID)) ")
        text.append(VisibleText.singleLine(status), status == "Succeeded" ? .green : .red)
        if let duration = task.durationMilliseconds {
            text.append(" (\(Duration.milliseconds(duration).inWords))", .faint)
        }
        let capabilities = console.outputCapabilities
        return console.masker.mask(text.localized(in: capabilities.language)).rendered(colour: capabilities.colour)
    }
}
