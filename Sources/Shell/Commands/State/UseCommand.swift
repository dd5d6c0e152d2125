import FCCore

/// `use`: picks the function that `invoke` calls.
package enum UseCommand: Command {
    static let function = Operand(
        "FUNCTION[:QUALIFIER]", kind: .text("FUNCTION", completion: .functions), arity: .required,
        summary: "function, or resource of the s.yaml")

    package static let spec = CommandSpec(
        "use", group: .state, summary: "pick the function to call",
        discussion: """
            A resource of the s.yaml wins over a function's name and brings its region, function name and timeout. \
            Without :QUALIFIER it returns to LATEST. `set region` stays stronger than the resource.
            """,
        operands: [function.declaration],
        examples: [
            .init("use hello", "call hello from now on"), .init("use hello:prod", "the alias prod of it"),
        ])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        guard let text = arguments[function] else { return }
        let name = FunctionName(text)
        guard !name.function.isEmpty else {
            throw Failure(.usage, "'\(text)' names no function", at: arguments.span(function))
        }
        let session = context.session
        await session.set(.function, name.function)
        await session.set(.qualifier, name.qualifier ?? "LATEST")
        try await mentionStrongerRegion(in: context)
    }

    private static func mentionStrongerRegion(in context: CommandContext) async throws(Failure) {
        let (settings, resource) = try await context.session.resolved(options: [:])
        guard let resource, let own = settings.manifest[.region], let used = settings[.region], own != used else {
            return
        }
        let source = settings.resolve(.region).source.text
        context.console.notice(
            StyledText(
                "\(resource.name) is in \(own); \(used) (\(source)) is stronger. unset region follows the s.yaml."))
    }
}
