/// Which identity is wanted, as far as anybody said so.
package struct CredentialRequest: Sendable, Hashable {
    /// The alias of `-a`.
    package var access: String?
    /// The profile of `--profile`.
    package var profile: String?
    /// The alias of the s.yaml.
    package var manifestAccess: String?
    /// Whether `AccountID`/`AccessKeyID`/`AccessKeySecret` of the environment are passed over.
    package var ignoresEnvironmentTriple: Bool

    /// A request; without arguments, whoever comes first.
    package init(
        access: String? = nil, profile: String? = nil, manifestAccess: String? = nil,
        ignoresEnvironmentTriple: Bool = false
    ) {
        self.access = access
        self.profile = profile
        self.manifestAccess = manifestAccess
        self.ignoresEnvironmentTriple = ignoresEnvironmentTriple
    }
}
