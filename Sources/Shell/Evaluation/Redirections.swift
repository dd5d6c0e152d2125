import FCCore
import ShellSyntax

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where a command's event comes from and where its answer goes, as its redirections say.
struct Redirections {
    private(set) var input: EventInput?
    private var output: (path: String, appends: Bool, span: SourceSpan)?

    init(_ statement: CommandStatement, expander: Expander) throws(Failure) {
        for redirection in statement.redirections {
            switch redirection.kind {
            case .input(let word): input = .file(try expander.text(of: word), word.span)
            case .output(let word): output = (try expander.text(of: word), false, word.span)
            case .append(let word): output = (try expander.text(of: word), true, word.span)
            case .heredoc(let heredoc):
                let text =
                    if heredoc.isJSON {
                        try expander.json(heredoc.pieces, at: heredoc.bodySpan)
                    } else {
                        try expander.text(heredoc.pieces)
                    }
                input = .text(text, heredoc.bodySpan)
            }
        }
    }

    /// Opens the file or starts the command that takes the answer, before anything is called.
    func open(
        _ console: Console, pipe: ShellLine?, environment: @autoclosure () -> [String: String], world: World
    ) throws(Failure) -> AnswerPipeline {
        if let output {
            let path = world.path(output.path)
            let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (output.appends ? O_APPEND : O_TRUNC)
            let descriptor = Self.open(path, flags)
            guard descriptor >= 0 else {
                throw Failure(
                    .usage, "\(output.path) cannot be written: \(String(cString: strerror(errno)))", at: output.span)
            }
            return AnswerPipeline(
                console: console.redirected(to: FileDescriptorSink(descriptor)), descriptor: descriptor, process: nil,
                span: output.span)
        }
        guard let pipe else { return AnswerPipeline(console: console, descriptor: nil, process: nil, span: nil) }
        let process = try ShellProcess.start(pipe.text, environment: environment(), input: .pipe, span: pipe.span)
        let descriptor = process.input ?? -1
        return AnswerPipeline(
            console: console.redirected(to: FileDescriptorSink(descriptor)), descriptor: descriptor, process: process,
            span: pipe.span)
    }

    private static func open(_ path: String, _ flags: Int32) -> Int32 {
        #if canImport(Glibc)
            Glibc.open(path, flags, 0o666)
        #else
            Darwin.open(path, flags, 0o666)
        #endif
    }
}

/// The open end of `> file` or `| command` while a command runs.
struct AnswerPipeline {
    /// The console whose standard output is that end.
    let console: Console
    let descriptor: Int32?
    let process: ShellProcess?
    let span: SourceSpan?

    /// Closes the end and waits for the command behind it.
    /// - Returns: the command's failure, or that of writing to the file.
    func close() async -> Failure? {
        guard let descriptor, let span else { return nil }
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #else
            _ = Darwin.close(descriptor)
        #endif
        guard let process else {
            if case .system(let number) = console.failure {
                return Failure(.usage, SinkError.system(number).message, at: span)
            }
            return nil
        }
        do {
            try await process.wait(at: span)
            return nil
        } catch {
            return error
        }
    }
}
