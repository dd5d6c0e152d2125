import FCCore

/// How an HTTP trigger with `authType: jwt` checks its callers (docs: FC, JWT authentication of HTTP triggers).
struct TokenSettings: Sendable {
    /// A place in a request.
    enum Position: String, Sendable {
        case header, query, form, cookie
    }

    /// Where a token may be.
    struct Lookup: Sendable, Hashable {
        var position: Position
        var name: String
        /// What stands in front of the token in a header, such as `Bearer`.
        var prefix = ""
    }

    /// A claim that the function gets as a part of its request.
    struct Passing: Sendable, Hashable {
        var claim: String
        var position: Position
        var name: String
    }

    /// The keys tokens are checked with.
    let keys: [JSONWebKey]
    /// Where to look, in order.
    let lookups: [Lookup]
    /// What is handed on.
    let passings: [Passing]
    /// Paths that need no token; nil when no such list is given.
    let whitelist: [String]?
    /// The only paths that need one; nil when no such list is given.
    let blacklist: [String]?

    /// The settings in a trigger's `authConfig`, which is a structure in an s.yaml and JSON text in the API.
    init(_ config: Value?) {
        let config = config?.stringValue.flatMap { try? JSONReader.read(Array($0.utf8)) } ?? config
        func member(_ name: String) -> Value? {
            config?[name] ?? config?[name.prefix(1).uppercased() + name.dropFirst()]
        }
        let set = member("jwks") ?? config?["JWKS"]
        keys = JSONWebKey.keys(of: set?.stringValue.flatMap { try? JSONReader.read(Array($0.utf8)) } ?? set)
        lookups = Self.entries(member("tokenLookup"), ["readPosition", "parameterName", "prefix"]).compactMap { words in
            guard let position = Position(rawValue: words[0]), !words[1].isEmpty else { return nil }
            return Lookup(position: position, name: words[1], prefix: words[2])
        }
        passings = Self.entries(
            member("claimPassBy"), ["mappingParameterPosition", "claimName", "mappingParameterName"]
        ).compactMap { words in
            guard let position = Position(rawValue: words[0]), !words[1].isEmpty, !words[2].isEmpty else { return nil }
            return Passing(claim: words[1], position: position, name: words[2])
        }
        whitelist = member("whitelist")?.arrayValue?.compactMap(\.stringValue)
        blacklist = member("blacklist")?.arrayValue?.compactMap(\.stringValue)
    }

    /// A list of records, or the same as text: `header:Authorization:Bearer,cookie:auth`.
    private static func entries(_ value: Value?, _ names: [String]) -> [[String]] {
        if let text = value?.stringValue {
            return text.split(separator: ",").map { entry in
                let words = entry.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
                    .map { String($0).trimmingBlanks }
                return words + Array(repeating: "", count: 3 - words.count)
            }
        }
        return (value?.arrayValue ?? []).map { entry in names.map { entry[$0]?.stringValue?.trimmingBlanks ?? "" } }
    }

    /// Whether a request for this decoded path has to bring a token.
    func needsToken(_ path: String) -> Bool {
        if let whitelist { return !whitelist.contains { Self.matches($0, path) } }
        if let blacklist { return blacklist.contains { Self.matches($0, path) } }
        return true
    }

    /// A path means itself; with `*` at its end it means every path that begins like it.
    private static func matches(_ pattern: String, _ path: String) -> Bool {
        pattern.hasSuffix("*") ? path.hasPrefix(pattern.dropLast()) : path == pattern
    }
}

extension String {
    /// Without blanks around it.
    fileprivate var trimmingBlanks: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
