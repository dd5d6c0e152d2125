package import FCCore
import ShellSyntax

extension Failure {
    /// A fault of the s.yaml, with its own place.
    package init(_ error: ManifestError) {
        let near = error.wanted.flatMap { NearestName.suggestion(for: $0, among: error.candidates) }
        // A long list would hide the error; what the environment holds is nobody's business here.
        let known = error.candidates.count <= 12 && error.hint == nil ? error.candidates : []
        let list = known.isEmpty ? nil : "there are: \(known.joined(separator: ", "))"
        self.init(.usage, error.message, next: near.map { "did you mean \($0)?" } ?? error.hint ?? list)
    }
}
