import FCCore
import Testing

@testable import Shell

@Suite struct ErrorCauseTests {
    /// Messages as runtimes write them, with the cause they have.
    static let messages: [(cause: String, text: String)] = [
        ("timeout", "Function timed out after 3 seconds (maxMemoryUsage: 20.1MB)"),
        ("memory", "Process exited unexpectedly: FATAL ERROR: Reached heap limit Allocation failed"),
        ("memory", "OutOfMemoryError: Java heap space"),
        ("python-module", "ModuleNotFoundError: No module named 'requests'"),
        ("node-module", "Error: Cannot find module 'express'"),
        ("native-library", "libGL.so.1: cannot open shared object file: No such file or directory"),
        ("glibc", "/lib64/libc.so.6: version `GLIBC_2.34' not found"),
        ("handler", "Handler 'handler' not found in module 'index'"),
        ("handler", "AttributeError: module 'index' has no attribute 'handle'"),
        ("handler-arguments", "TypeError: handler() takes 1 positional argument but 2 were given"),
        ("handler-arguments", "TypeError: handler() missing 1 required positional argument: 'context'"),
        ("syntax", "SyntaxError: invalid syntax (index.py, line 3)"),
        ("event-json", "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)"),
        ("event-json", "SyntaxError: Unexpected token h in JSON at position 1"),
        ("event-field", "KeyError: 'user'"),
        ("event-field", "TypeError: Cannot read properties of undefined (reading 'id')"),
        ("read-only", "OSError: [Errno 30] Read-only file system: '/code/cache'"),
        ("disk-full", "OSError: [Errno 28] No space left on device"),
        ("permission", "oss2.exceptions.AccessDenied: {'status': 403}"),
        ("expired-credentials", "InvalidSecurityToken: SecurityTokenExpired"),
        ("name-resolution", "getaddrinfo ENOTFOUND db.internal"),
        ("refused-connection", "connect ECONNREFUSED 127.0.0.1:6379"),
        ("network-timeout", "connect ETIMEDOUT 10.0.0.5:3306"),
        ("certificate", "SSLError: certificate verify failed: unable to get local issuer certificate"),
        ("port", "Error: listen EADDRINUSE: address already in use :::9000"),
        ("process-exit", "Process exited unexpectedly before completing request (duration: 3ms)"),
    ]

    @Test(arguments: messages)
    func recognises(_ cause: String, _ text: String) {
        #expect(ErrorCause.likely(for: text)?.name == cause)
    }

    @Test func everyCauseHasATest() {
        #expect(Set(ErrorCause.all.map(\.name)) == Set(Self.messages.map(\.cause)))
        #expect(Set(ErrorCause.all.map(\.name)).count == ErrorCause.all.count)
    }

    @Test func saysNothingAboutWhatItDoesNotKnow() {
        #expect(ErrorCause.likely(for: "no tariff for 'Nowhere'") == nil)
        #expect(ErrorCause.likely(for: InvocationRendererTests.result("{\"errorMessage\": \"KeyError\"}")) == nil)
    }

    @Test func theFunctionsOwnWordComesBeforeItsLog() {
        let failed = [("X-Fc-Request-Id", "1-1"), ("X-Fc-Error-Type", "UnhandledInvocationError")]
        let log = "retrying after connection refused"
        let own = InvocationRendererTests.result(
            "{\"errorMessage\": \"'user'\", \"errorType\": \"KeyError\"}", headers: failed, log: log)
        #expect(ErrorCause.likely(for: own)?.name == "event-field")
        let silent = InvocationRendererTests.result("{\"errorMessage\": \"failed\"}", headers: failed, log: log)
        #expect(ErrorCause.likely(for: silent)?.name == "refused-connection")
    }
}
