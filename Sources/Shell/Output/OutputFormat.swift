/// How answers and listings are written: `-o`, `set output`.
package enum OutputFormat: String, Sendable, Hashable, CaseIterable {
    /// For people: the answer's head on standard error, the body on standard output.
    case text
    /// One indented JSON object for each call.
    case json
    /// One JSON object on one line for each call.
    case jsonl
    /// One YAML document for each call.
    case yaml
    /// The body and nothing that it does not hold.
    case raw
    /// Nothing.
    case none
}
