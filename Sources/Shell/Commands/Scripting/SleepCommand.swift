/// `sleep`: waits.
package enum SleepCommand: Command {
    static let duration = Operand(
        "DURATION", kind: .seconds, arity: .required, summary: "seconds, or a number with ms, s, m, h")

    package static let spec = CommandSpec(
        "sleep", group: .scripting, summary: "wait", operands: [duration.declaration],
        examples: [.init("sleep 500ms", "half a second")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        guard let duration = arguments[duration] else { return }
        do {
            try await Task.sleep(for: duration)
        } catch {
            throw Failure(.interrupted, "interrupted")
        }
    }
}
