/// The addresses of the page.
enum PageRoute: Hashable {
    case overview
    case function(String)
    case call(requestID: String, attempt: Int)
    case invoke

    /// The address behind the token; nil when there is none such.
    init?(_ segments: some Collection<String>) {
        let parts = Array(segments)
        switch (parts.first, parts.count) {
        case (nil, 0): self = .overview
        case ("functions", 2): self = .function(parts[1])
        case ("calls", 2): self = .call(requestID: parts[1], attempt: 0)
        case ("calls", 3):
            guard let attempt = Int(parts[2]) else { return nil }
            self = .call(requestID: parts[1], attempt: attempt)
        case ("invoke", 1): self = .invoke
        default: return nil
        }
    }
}
