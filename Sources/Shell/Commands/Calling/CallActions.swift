import FCCore
import ShellSyntax

/// The actions that an s.yaml has for `invoke`: told of once, run only when somebody asks for it.
struct CallActions {
    let actions: [ManifestActions]
    let runs: Bool
    let context: CommandContext

    /// Says that there are some which do not run.
    func mention() async {
        let session = context.session
        guard !actions.isEmpty, await !session.skipsActions else { return }
        let foreign = actions.reduce(0) { $0 + $1.foreignCount }
        if runs, foreign > 0, await session.isFirst("foreign-actions") {
            context.console.notice("plugins and components among the actions of the s.yaml are not run; only s can")
        }
        if !runs, await session.isFirst("actions") {
            context.console.notice("the actions of the s.yaml are not run; --run-actions runs its `run` items")
        }
    }

    /// Runs the `run` items of a stage, one after the other. Around a call the outer ones come first before it and last
    /// behind it.
    /// - Throws: ``Failure`` with status 7 when one fails.
    func run(_ stage: ManifestAction.Stage) async throws(Failure) {
        guard runs else { return }
        let ordered = stage == .pre ? actions : actions.reversed()
        let environment = await context.session.projectEnvironment
        var items: [ManifestAction] = []
        do {
            for actions in ordered { items += try actions.runnable(stage) }
        } catch {
            throw Failure(error)
        }
        for action in items {
            let line = "cd '\(action.directory.replacing("'", with: "'\\''"))' && { \(action.command)\n}"
            let process = try ShellProcess.start(
                line, environment: environment, input: .empty, span: context.span,
                keepsOutputClean: true)
            do throws(Failure) {
                try await process.wait(at: context.span)
            } catch {
                throw Failure(
                    .shellCommand, "the \(stage.rawValue)-invoke action failed: \(error.message)",
                    notes: [Message(verbatim: action.command)] + (stage == .pre ? ["nothing was sent"] : []))
            }
        }
    }
}
