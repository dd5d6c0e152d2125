import ShellSyntax

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The user's own editor, `$VISUAL` or `$EDITOR`, on a text that lives in a private file meanwhile.
package struct ExternalEditor: Sendable {
    /// Why there is no edited text.
    package struct Problem: Error, Sendable, Hashable {
        package let message: String
    }

    /// The command, with its options if it has some.
    let command: String
    private let environment: [String: String]
    private let folder: String

    /// - Parameter environment: of the process: `VISUAL`, `EDITOR`, `TMPDIR`, and all that the editor itself reads.
    package init(environment: [String: String]) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        command = value("VISUAL") ?? value("EDITOR") ?? "vi"
        folder = value("TMPDIR") ?? "/tmp"
        self.environment = environment
    }

    /// Opens a text and waits until the editor has ended. The thread is blocked that long.
    /// - Returns: what was saved, without the newline that editors put at the end of a file.
    /// - Throws: ``Problem`` when the editor cannot be started or says that it failed; the file is gone either way.
    package func edit(_ text: String) throws(Problem) -> String {
        let path = "\(folder)/fcsh-\(UInt64.random(in: .min ... .max)).fcsh"
        do {
            try PrivateFile.create(path, Array((text + "\n").utf8))
        } catch {
            throw Problem(message: error.message)
        }
        defer { unlink(path) }
        try run(on: path)
        guard let edited = Self.content(of: path) else { throw Problem(message: "\(path) cannot be read") }
        return edited.hasSuffix("\n") ? String(edited.dropLast()) : edited
    }

    private func run(on path: String) throws(Problem) {
        let status: Int32
        do {
            // The system's shell takes the command apart: it may have options, and quotes around them.
            status = try ShellProcess.start(
                "\(command) '\(path)'", environment: environment, input: .inherited, span: SourceSpan(at: 0)
            ).waitHere()
        } catch {
            throw Problem(message: error.message.description)
        }
        guard status != 0 else { return }
        let remedy = status == 127 ? "; set VISUAL or EDITOR to your editor" : ""
        throw Problem(message: "\(command) ended with status \(status); nothing was changed\(remedy)")
    }

    private static func content(of path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var content: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = read(descriptor, &block, block.count), count > 0 { content += block[..<count] }
        return String(decoding: content, as: UTF8.self)
    }
}
