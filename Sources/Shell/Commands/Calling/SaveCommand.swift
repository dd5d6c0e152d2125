import FCCore
import ShellSyntax

/// `save`: a result as files, for a bug report.
package enum SaveCommand: Command {
    static let result = Operand("%N", kind: .result, arity: .required, summary: "which result; %-1 is the last")
    static let folder = Operand(
        "FOLDER", kind: .text("FOLDER", completion: .files), arity: .required,
        summary: "where the files go; it is made when missing")

    package static let spec = CommandSpec(
        "save", group: .calling, summary: "write a result to files, for a bug report",
        discussion: """
            event, body, log.txt and metadata.json (outcome, ids, times, error, headers). Secrets are replaced by \
            stars; the files can be read by their owner alone. Nothing is overwritten.
            """,
        operands: [result.declaration, folder.declaration],
        examples: [.init("save %-1 /tmp/report", "what there is to know about the last call")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        guard let selector = arguments[result], let folder = arguments[folder] else { return }
        let result = try context.expander.result(selector.result, at: selector.span)
        let path = context.session.world.path(folder)
        let files = ResultBundle(result, masker: context.console.masker).files
        do throws(PrivateFile.Problem) {
            try PrivateFile.makeFolder(path)
            for file in files where PrivateFile.exists("\(path)/\(file.name)") {
                throw PrivateFile.Problem("\(folder)/\(file.name) is there already; nothing was written")
            }
            for file in files { try PrivateFile.create("\(path)/\(file.name)", file.bytes) }
        } catch {
            throw Failure(.usage, error.message, at: arguments.span(self.folder), next: "name another folder")
        }
        for file in files {
            context.console.notice(StyledText("\(folder)/\(file.name)  \(ByteCount(file.bytes.count).message)"))
        }
    }
}

/// The files that tell about one result, secrets replaced by stars.
package struct ResultBundle {
    /// One file.
    package struct File: Sendable, Hashable {
        package var name: String
        package var bytes: [UInt8]
    }

    package let files: [File]

    package init(_ result: CallResult, masker: Masker) {
        var files: [File] = []
        if let event = result.event {
            files.append(File(name: "event" + Self.ending(of: event), bytes: masker.mask(event)))
        }
        if let answer = result.answer {
            files.append(File(name: "body" + Self.ending(of: answer.body), bytes: masker.mask(answer.body)))
        }
        if let log = result.answer?.logTail {
            files.append(File(name: "log.txt", bytes: masker.mask(Array(log.utf8))))
        }
        let metadata = JSONWriter.bytes(Self.metadata(of: result), layout: .pretty) + [0x0A]
        files.append(File(name: "metadata.json", bytes: masker.mask(metadata)))
        self.files = files
    }

    /// The envelope without what has a file of its own.
    private static func metadata(of result: CallResult) -> Value {
        var record = EnvelopeRenderer.envelope(of: result).recordValue ?? Record()
        record["body"] = nil
        record["log"] = nil
        record.append("headers", (result.shownHeaders ?? HTTPHeaders()).object)
        record.append("fcsh", .string(Version.current))
        return .object(record)
    }

    private static func ending(of bytes: [UInt8]) -> String {
        switch AnswerBody(bytes).content {
        case .json: ".json"
        case .text: ".txt"
        case .binary: ".bin"
        }
    }
}
