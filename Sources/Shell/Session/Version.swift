/// The program's version.
package enum Version {
    /// Semantic version, as `fcsh --version` prints it.
    package static let current = "0.1.0"
}
