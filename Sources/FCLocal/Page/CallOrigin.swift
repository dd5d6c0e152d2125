import FCCore

/// Where a call of a function came from and what it asked for, as the page tells it.
struct CallOrigin: Sendable, Hashable {
    /// How it came in.
    enum Way: Sendable {
        case sync, async, trigger
    }

    var way = Way.sync
    /// The version or alias that was asked for; nil when nobody asked.
    var qualifier: String?
    /// The id of its task, when it is one.
    var taskID: String?
    /// Values of its request that identify somebody; they are not shown wherever they turn up.
    var secrets: [String] = []
}

extension CallOrigin {
    /// A call that came through an HTTP trigger.
    init(_ request: FrontRequest, qualifier: String) {
        self.init(way: .trigger, qualifier: qualifier, secrets: Self.secrets(in: request.headers))
    }

    /// Headers that open something.
    private static let secretNames = [
        "authorization", "proxy-authorization", "cookie", "x-acs-security-token", "x-api-key", "x-auth-token",
        "x-csrf-token", "x-xsrf-token",
    ]

    /// Shorter values are not searched for: they would star out ordinary text.
    private static let shortestSecret = 4

    /// The values of such headers: the whole one, the part behind the scheme, and each cookie's.
    static func secrets(in headers: HTTPHeaders) -> [String] {
        var found: Set<String> = []
        for field in headers.fields where secretNames.contains(field.name.lowercased()) {
            found.insert(field.value)
            if let blank = field.value.firstIndex(of: " "), field.name.lowercased().hasSuffix("authorization") {
                found.insert(String(field.value[blank...].dropFirst()))
            }
            guard field.name.lowercased() == "cookie" else { continue }
            for cookie in field.value.split(separator: ";") {
                found.insert(String(cookie.drop { $0 != "=" }.dropFirst()))
            }
        }
        return found.filter { $0.count >= shortestSecret }.sorted { $0.utf8.count > $1.utf8.count }
    }
}
