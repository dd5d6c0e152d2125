import FCCore

/// Parts of tasks as people read them.
enum TaskText {
    /// The states a task can be in (docs: FC, asynchronous task states).
    static let states = [
        "Enqueued", "Dequeued", "Running", "Succeeded", "Failed", "Stopping", "Stopped", "Expired", "Invalid",
        "Retrying",
    ]

    /// The state in the colour of its kind.
    static func status(of task: AsyncTask) -> StyledText {
        let status = task.status ?? ""
        let style: Style = status == "Succeeded" ? .green : task.isFinal ? .red : .yellow
        return StyledText(VisibleText.singleLine(status), style)
    }

    /// Milliseconds since 1970 as a time in UTC.
    static func time(_ milliseconds: Int?) -> String {
        milliseconds.map { UTCTime(seconds: $0 / 1000).timestamp } ?? ""
    }
}
