/// How long fcsh waits for the answer of one call, and why.
///
/// The limit somebody typed wins; else it is the function's own timeout with head-room; else ten minutes.
package struct InvocationLimit: Sendable, Hashable {
    /// The longest wait.
    package var duration: Duration
    /// What the limit is, for the message when it fires.
    package var reason: Message

    package init(_ duration: Duration, reason: Message) {
        self.duration = duration
        self.reason = reason
    }

    /// Calls that are not invocations, and asynchronous ones, are answered at once or not at all.
    package static let management = InvocationLimit(.seconds(30), reason: "30 s for this kind of call")

    /// How long a call waits before the deployed function's own timeout is asked for.
    package static let patience = Duration.seconds(10)

    /// A call's limit as far as it is known before the function itself is asked.
    /// - Parameters:
    ///   - option: `--timeout` of the call.
    ///   - setting: `set timeout`, the environment or an option of the process.
    ///   - source: who gave the setting, for the message.
    ///   - isAsynchronous: whether the call only hands the event over.
    /// - Returns: nil when the limit depends on the function's own timeout.
    package static func fixed(
        option: Duration?, setting: Duration?, source: SettingSource = .session, isAsynchronous: Bool
    ) -> InvocationLimit? {
        if let option { return InvocationLimit(option, reason: "--timeout \(option.inWords)") }
        if isAsynchronous { return management }
        if let setting { return InvocationLimit(setting, reason: "\(source.timeoutWord) \(setting.inWords)") }
        return nil
    }

    /// The limit that follows from the function's own timeouts, in seconds; the larger one counts.
    /// - Parameters:
    ///   - manifestTimeout: from the s.yaml.
    ///   - deployedTimeout: from GetFunction.
    ///   - runtime: container runtimes get time for image pull and health check.
    package static func following(
        manifestTimeout: Int?, deployedTimeout: Int?, runtime: String?
    ) -> InvocationLimit {
        guard let timeout = [manifestTimeout, deployedTimeout].compactMap({ $0 }).max() else {
            return InvocationLimit(.seconds(600), reason: "10 minutes, since the function's own timeout is not known")
        }
        let isContainer = runtime == "custom-container"
        let headRoom = isContainer ? 7 * 60 : 60
        return InvocationLimit(
            .seconds(max(60, timeout + headRoom)),
            reason: "the function's timeout of \(timeout) s and \(isContainer ? "7 minutes" : "60 s") of head-room")
    }
}

extension SettingSource {
    /// What somebody typed to set the limit.
    fileprivate var timeoutWord: Message {
        switch self {
        case .option, .processOption: "--timeout"
        case .environment(let variable): Message(verbatim: variable)
        default: "set timeout"
        }
    }
}

/// What the deployed function says about how long a call may take; nothing when asking was refused.
struct DeployedLimits: Sendable {
    /// The function's timeout in seconds.
    var timeout: Int?
    var runtime: String?
}

extension Duration {
    /// The length as people write it: `800ms`, `2.5s`, `90s`.
    package var inWords: String {
        let milliseconds = self.milliseconds
        if milliseconds < 1000 { return "\(trimmed(milliseconds))ms" }
        return "\(trimmed(milliseconds / 1000))s"
    }

    private func trimmed(_ number: Double) -> String {
        let rounded = (number * 100).rounded() / 100
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
