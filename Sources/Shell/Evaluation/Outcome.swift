/// How a call ended, in one word: `@outcome`.
package enum Outcome: String, Sendable, CaseIterable {
    case ok
    case functionError = "function-error"
    case notSent = "not-sent"
    case denied
    case notFound = "not-found"
    case throttled
    case platformError = "platform-error"
    case transportError = "transport-error"
    case clientTimeout = "client-timeout"
    case cancelled

    /// The status of a process whose first failure is this outcome; see `docs/exit-status.md`.
    ///
    /// A call that was not sent for want of credentials has status ``ExitStatus/identity`` instead; the failure that
    /// reports it says so.
    package var exitStatus: ExitStatus {
        switch self {
        case .ok: .success
        case .functionError: .functionError
        case .notSent: .usage
        case .denied: .identity
        case .notFound, .throttled, .platformError: .refused
        case .transportError, .clientTimeout: .noAnswer
        case .cancelled: .interrupted
        }
    }
}

/// The exit statuses of fcsh; see `docs/exit-status.md`.
package struct ExitStatus: Sendable, Hashable {
    /// The status as the operating system sees it.
    package let code: Int32

    package init(_ code: Int32) {
        self.code = code
    }

    /// Whether a run that ends with it ended well.
    package var isGood: Bool { self == .success || self == .unspecified }

    /// All well.
    package static let success = ExitStatus(0)
    /// The function failed.
    package static let functionError = ExitStatus(1)
    /// The text is wrong: syntax, usage, s.yaml, event, unset variable, unknown command.
    package static let usage = ExitStatus(2)
    /// Identity: no or unknown credentials, denied, bad signature, clock.
    package static let identity = ExitStatus(3)
    /// An `expect` was false, a `capture` or a selector found nothing.
    package static let expectation = ExitStatus(4)
    /// The platform refused.
    package static let refused = ExitStatus(5)
    /// No answer: network, TLS, client limit.
    package static let noAnswer = ExitStatus(6)
    /// A `!command` or the command after `|` failed.
    package static let shellCommand = ExitStatus(7)
    /// `exit` without a number: the first failure decides.
    package static let unspecified = ExitStatus(-1)
    /// A fault of fcsh itself.
    package static let internalFault = ExitStatus(70)
    /// The limit of a whole run was reached.
    package static let runLimit = ExitStatus(124)
    /// Ctrl-C.
    package static let interrupted = ExitStatus(130)
    /// The reader of a pipe went away.
    package static let brokenPipe = ExitStatus(141)
    /// SIGTERM.
    package static let terminated = ExitStatus(143)
}
