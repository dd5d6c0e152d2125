import FCCore

/// A name for a version (docs: FC API 2023-03-30, Alias).
struct VersionAlias: Sendable, Hashable {
    var name: String
    /// The version it stands for.
    var version: String
    /// Other versions and their part of the calls, from 0 to 1.
    var weights: [String: Number] = [:]
    var summary = ""
    /// In milliseconds since 1970.
    var createdTime: Int64
    var modifiedTime: Int64

    /// The version that a call gets.
    /// - Parameter roll: a number from 0 to 1 that no two calls should share.
    func version(for roll: Double) -> String {
        var rest = roll
        for (version, weight) in weights.sorted(by: { $0.key < $1.key }) {
            rest -= Double(weight.text) ?? 0
            if rest < 0 { return version }
        }
        return version
    }
}
