import FCCore
import ShellSyntax

/// `record`: writes what succeeds into a script.
package enum RecordCommand: Command {
    static let file = Operand(
        "FILE|off", kind: .text("FILE|off", completion: .files),
        summary: "the script to write, or off to end it; whether it is on without either")
    static let expect = Flag("--expect", summary: "add what the answers suggest to expect")

    package static let spec = CommandSpec(
        "record", group: .shell, summary: "write what succeeds into a script",
        discussion: """
            The script begins with the state that is set now and runs with `fcsh run`. Statements that fail are not in \
            it, nor is what is about their results; secrets stand as ${env.NAME}. The file is new, can be read by its \
            owner alone and is complete after each statement.

            With --expect each call is followed by assertions: values that look stable are compared; ids, times and \
            the like are checked by type.
            """,
        operands: [file.declaration], options: [expect.declaration],
        examples: [.init("record", "whether a recording goes on"), .init("record off", "end it")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        guard !context.isDirect else {
            throw Failure(.usage, "record works at the prompt and in scripts: one command leaves nothing to record")
        }
        let recorder = context.session.recorder
        switch arguments[file] {
        case nil: tell(recorder.current, in: context)
        case "off":
            guard let ended = recorder.end() else { return context.console.notice("nothing is being recorded") }
            context.console.notice(StyledText("recorded \(count(ended)) to \(ended.path)"))
        case let path?: try await begin(path, arguments, in: context)
        }
    }

    private static func tell(_ recording: Recorder.Recording?, in context: CommandContext) {
        guard let recording else { return context.console.writeLine("off") }
        context.console.writeLine(StyledText("\(recording.path): \(count(recording)) so far"))
    }

    private static func count(_ recording: Recorder.Recording) -> Message {
        "\(recording.statementCount) statement\(recording.statementCount == 1 ? "" : "s")"
    }

    private static func begin(
        _ file: String, _ arguments: Arguments, in context: CommandContext
    ) async throws(Failure) {
        let recorder = context.session.recorder
        let span = arguments.span(self.file)
        if let current = recorder.current {
            throw Failure(.usage, "\(current.path) is being recorded already", at: span, next: "record off")
        }
        let settings = await context.session.settings
        let explicit = settings.process.overlaid(with: settings.session)
        let masker = context.console.masker
        let state = StateScript.lines(explicit, settings, context.expander.scope).map { line in
            masker.holdsSecret(line) ? "# left out, it holds a secret: \(masker.mask(line))" : line
        }
        let header = ["#!/usr/bin/env fcsh", "# Recorded with fcsh \(Version.current)."]
        let path = context.session.world.path(file)
        do {
            try recorder.begin(path, header: header + state, expects: arguments[expect])
        } catch {
            throw Failure(.usage, error.message, at: span, notes: ["nothing is recorded"], next: "name another file")
        }
    }
}
