/// How an identity was found, for `whoami` and for error messages. Holds no secret.
package struct CredentialReport: Sendable, Hashable {
    /// A source that did not help.
    package struct Skipped: Sendable, Hashable {
        /// The source, named as in ``CredentialReport/source``.
        package var source: String
        /// Why it did not help.
        package var reason: String

        /// A source that did not help.
        package init(source: String, reason: String) {
            self.source = source
            self.reason = reason
        }
    }

    /// The source that won, e.g. `access:default`, `env-triple`, `sdk:cli_profile:ak`; nil when none did.
    package var source: String?
    /// The key id with its middle masked.
    package var maskedKeyID: String?
    /// The main account's number, when the source gave it.
    package var accountID: String?
    /// The resource name of whoever signs, when the source told.
    package var arn: String?
    /// When the key ends, `2026-01-02T03:04:05Z`; nil when it does not, or nobody knows.
    package var expiration: String?
    /// Whether a security token goes with the key.
    package var isTemporary = false
    /// The region of the profile the key came from.
    package var defaultRegion: String?
    /// Every source that was looked at before, in order, and why it did not help.
    package var skipped: [Skipped] = []
    /// What people should be told once, such as that the environment overrides `-a`.
    package var notices: [String] = []
    /// What people should change, such as a file that others can read.
    package var warnings: [String] = []
    /// Why there are no credentials; nil when there are some.
    package var error: CredentialError?

    /// An empty report.
    package init() {}
}
