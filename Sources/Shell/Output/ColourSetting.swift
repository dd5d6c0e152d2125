/// `--color` and `set color`.
package enum ColourSetting: String, Sendable, Hashable, CaseIterable {
    case auto, always, never

    /// Whether to use colours.
    ///
    /// `auto` follows what terminal programs agreed on: `NO_COLOR` set to anything says no (no-color.org),
    /// `CLICOLOR_FORCE` set to anything but `0` says yes, a terminal of no or the `dumb` kind cannot, and apart from that
    /// a terminal gets colours and a pipe none.
    /// - Parameter environment: looks up an environment variable.
    package func wantsColour(isTerminal: Bool, environment: (String) -> String?) -> Bool {
        switch self {
        case .always: return true
        case .never: return false
        case .auto: break
        }
        if let refusal = environment("NO_COLOR"), !refusal.isEmpty { return false }
        if let force = environment("CLICOLOR_FORCE"), !force.isEmpty, force != "0" { return true }
        guard isTerminal, let kind = environment("TERM"), !kind.isEmpty else { return false }
        return kind != "dumb"
    }
}
