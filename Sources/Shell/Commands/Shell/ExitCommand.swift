/// `exit`: ends the shell or the script.
package enum ExitCommand: Command {
    static let status = Operand("STATUS", kind: .integer("STATUS", in: 0...255), summary: "the status to end with")

    package static let spec = CommandSpec(
        "exit", group: .shell, summary: "end the shell or the script",
        discussion: "Without a status a script ends with that of its first failure, the prompt with 0.",
        operands: [status.declaration], examples: [.init("exit 3", "end with status 3")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        throw Failure.exit(arguments[status].map { ExitStatus(Int32($0)) } ?? .unspecified)
    }
}
