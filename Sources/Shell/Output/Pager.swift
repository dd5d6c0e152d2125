import ShellSyntax

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The program that shows a text longer than the window.
package struct Pager: Sendable, Hashable {
    /// The line that the system's shell runs.
    package let command: String
    private let environment: [String: String]

    /// - Parameter setting: `set pager`: `auto` is `$PAGER`, else less; `off` is none.
    package init?(setting: String, environment: [String: String]) {
        switch setting {
        case "off": return nil
        case "auto":
            let own = environment["PAGER"] ?? ""
            command = own.isEmpty ? "less -FRX" : own
        default: command = setting
        }
        // Colours go through and a short rest needs no key, unless somebody wants it otherwise.
        self.environment = environment.merging(["LESS": "FRX"]) { own, _ in own }
    }

    /// Shows the text and waits for the reader to leave.
    /// - Returns: false when there is no such program.
    package func show(_ bytes: [UInt8]) async -> Bool {
        let start = { () throws(Failure) -> ShellProcess in
            try ShellProcess.start(command, environment: environment, input: .pipe, span: SourceSpan(at: 0))
        }
        guard let process = try? start(), let input = process.input else { return false }
        await withCheckedContinuation { continuation in
            Thread.detach {
                // Whoever leaves the pager early closes its end; that is no failure.
                try? FileDescriptorSink(input).write(bytes)
                close(input)
                continuation.resume()
            }
        }
        return await process.exitStatus() != 127
    }
}
