import FCCore

/// The logs of a local endpoint, call by call: what `local logs` shows, whichever process the endpoint is in.
package struct LocalLog: Sendable {
    private let context: CommandContext
    private let client: FCClient
    private let function: String?

    /// - Parameter function: whose logs; everyone's without it.
    package init(of target: LocalTarget, function: String?, in context: CommandContext) async throws(Failure) {
        self.context = context
        self.function = function
        client = try await context.session.client(of: target)
    }

    /// Shows what the last calls wrote, and goes on with what comes until the task is cancelled.
    package func show(last count: Int, follows: Bool) async throws(Failure) {
        var source = LocalLogSource(LogFilter()) { position throws(Failure) in try await page(after: position) }
        let settings = await context.session.settings
        let view = LogView(console: context.console, format: settings.output, alarms: context.session.alarms)
        // In the order that the requests began.
        let records = try await source.records().sorted { $0.time < $1.time }.suffix(count)
        for record in records { view.write(record.entries, isLive: follows) }
        guard follows else { return }
        while await context.session.alarms.sleep(until: .now.advanced(by: source.pause)) {
            do throws(Failure) {
                view.write(try await source.news(), isLive: true)
            } catch {
                if Task.isCancelled { return }
                throw error
            }
            if context.console.failure != nil { return }
        }
    }

    private func page(after position: Int) async throws(Failure) -> LocalLogPage {
        do throws(FCError) {
            return try await client.listLogRecords(
                of: function, after: position, deadline: .now.advanced(by: InvocationLimit.management.duration))
        } catch {
            if Task.isCancelled { throw Failure.shown(.interrupted) }
            let failure = FailureContext(action: "ListLogRecords", functionName: function)
            context.console.explain(
                Explanation.of(error, await context.session.completed(failure)).offering(context.catalog, isLocal: true)
            )
            throw Failure.shown(Outcome(error).exitStatus)
        }
    }
}
