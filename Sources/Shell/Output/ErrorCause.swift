import FCCore

/// A likely cause of a function's failure, recognised by words of its message, its error type or its log.
///
/// The first cause that matches counts: causes that are sure stand before those that are common.
package struct ErrorCause: Sendable {
    /// What identifies it, for tests.
    package let name: String
    /// One of these, in lower case, occurs in what the function said; every text of a group has to.
    private let signs: [[String]]
    package let reason: Message
    /// The next commands to type.
    package let next: [String]

    private init(_ name: String, _ signs: [[String]], _ reason: Message, next: [String]) {
        self.name = name
        self.signs = signs
        self.reason = reason
        self.next = next
    }

    /// The likely cause of a result; nil when its function did not fail or nothing is recognised.
    package static func likely(for result: CallResult) -> ErrorCause? {
        guard result.outcome == .functionError else { return nil }
        let body = result.body.value
        let trace = body?["stackTrace"].map { JSONWriter.text($0) }
        let own = [body?["errorMessage"]?.stringValue, body?["errorType"]?.stringValue, trace, body?.stringValue]
        // What the function answered says more than its log, which may be about something it got over.
        for text in [own.compactMap(\.self).joined(separator: "\n"), result.answer?.logTail ?? ""] {
            if let cause = likely(for: text) { return cause }
        }
        return nil
    }

    /// The likely cause behind a text.
    package static func likely(for text: String, among causes: [ErrorCause] = all) -> ErrorCause? {
        let text = text.lowercased()
        return causes.first { cause in
            cause.signs.contains { group in group.allSatisfy { text.contains($0) } }
        }
    }

    /// Those the platform's own messages give away, which are worth a word wherever a failure is shown.
    static let platform = all.filter { ["timeout", "memory", "process-exit"].contains($0.name) }

    /// Every text that gives a cause away.
    package static var allSigns: [String] { all.flatMap { $0.signs.flatMap(\.self) } }

    /// Every cause there is.
    package static let all: [ErrorCause] = [
        ErrorCause(
            "timeout", [["time out after"], ["timed out after"]],
            "the function's own timeout ended it; `set timeout` changes only how long fcsh waits", next: ["info"]),
        ErrorCause(
            "memory",
            [["memory limit"], ["out of memory"], ["outofmemory"], ["oomerror"], ["memoryerror"], ["heap limit"]],
            "the function needs more memory than it has been given", next: ["info"]),
        ErrorCause(
            "python-module", [["no module named"]],
            "a Python package is not in the code package or a layer, or was built for another Python", next: ["info"]),
        ErrorCause(
            "node-module", [["cannot find module"]],
            "a Node.js package is not in the code package: node_modules was not deployed with it, or a path is wrong",
            next: ["info"]),
        ErrorCause(
            "native-library", [["cannot open shared object file"], ["invalid elf header"], ["wrong elf class"]],
            "a native library is missing or was built for another system or processor", next: ["info"]),
        ErrorCause(
            "glibc", [["glibc_", "not found"], ["glibcxx_", "not found"]],
            "the code was built on a newer Linux than the runtime's", next: ["info"]),
        ErrorCause(
            "handler", [["handler", "not found"], ["has no attribute", "module"], ["is not exported"]],
            "the handler's name does not match the code: FILE.FUNCTION in `handler` has to exist", next: ["info"]),
        ErrorCause(
            "handler-arguments", [["positional argument", "takes"], ["missing", "required positional argument"]],
            "a function was called with another number of arguments than it takes; a handler takes (event, context)",
            next: ["result %-1 --logs"]),
        ErrorCause(
            "syntax", [["syntaxerror", "invalid syntax"], ["indentationerror"], ["unexpected token", ".js"]],
            "the code cannot be read by the runtime: a typing error, or a newer language version than the runtime's",
            next: ["info"]),
        ErrorCause(
            "event-json",
            [["jsondecodeerror"], ["expecting value: line 1"], ["json", "unexpected token"], ["end of json input"]],
            "a text that is no JSON was read as JSON, probably the event",
            next: ["result %-1 --event", "again"]),
        ErrorCause(
            "event-field", [["keyerror"], ["cannot read propert"], ["nonetype"]],
            "a field is missing where the code looks for it, perhaps in the event",
            next: ["result %-1 --event", "again .FIELD=VALUE"]),
        ErrorCause(
            "read-only", [["read-only file system"], ["erofs"]],
            "only /tmp can be written to by a function", next: ["result %-1 --logs"]),
        ErrorCause(
            "disk-full", [["no space left on device"], ["enospc"]],
            "the instance's disk is full; it is kept between calls of the same instance", next: ["info"]),
        ErrorCause(
            "permission", [["accessdenied"], ["nopermission"], ["not authorized"]],
            "another service refused the function: its role lacks a permission, or it has no role", next: ["info"]),
        ErrorCause(
            "expired-credentials", [["securitytokenexpired"], ["securitytoken.expired"]],
            "the function keeps credentials longer than they are valid; they come anew with every call's context",
            next: ["result %-1 --logs"]),
        ErrorCause(
            "name-resolution", [["name or service not known"], ["enotfound"], ["getaddrinfo"]],
            "a host name does not resolve from where the function runs: mistyped, or the VPC lacks it", next: ["info"]),
        ErrorCause(
            "refused-connection", [["econnrefused"], ["connection refused"]],
            "what the function connects to does not listen there, or is reachable from a VPC only", next: ["info"]),
        ErrorCause(
            "network-timeout", [["etimedout"], ["connection timed out"], ["connect timeout"], ["connecttimeout"]],
            "what the function connects to did not answer: no way to the internet, another VPC, or a security group",
            next: ["info"]),
        ErrorCause(
            "certificate", [["certificate verify failed"], ["self signed certificate"], ["unable to verify"]],
            "the function does not trust the other side's certificate", next: ["result %-1 --logs"]),
        ErrorCause(
            "port", [["address already in use"], ["eaddrinuse"]],
            "the function's server was started twice in one instance", next: ["info"]),
        ErrorCause(
            "process-exit", [["process exited unexpectedly"], ["exit status"], ["signal: killed"], ["exit code 137"]],
            "the function's process ended: a crash, an exit call or too little memory", next: ["logs"]),
    ]
}
