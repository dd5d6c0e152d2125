import FCCore

/// Names of one account's things in one region, as the service listed them last.
struct NameCache: Sendable, Hashable {
    /// Whose names they are.
    struct Scope: Sendable, Hashable {
        var account: String
        var region: String
        /// Where they were asked for: `https://…`, or `local:` and the path of the s.yaml.
        var endpoint: String
    }

    /// What the service can be asked for.
    enum Question: Sendable, Hashable {
        case functions
        /// Versions and aliases of a function.
        case qualifiers(of: String)
        /// Asynchronous tasks of a function.
        case tasks(of: String)

        /// How old an answer may be before it is asked for again, in seconds.
        var patience: Int {
            switch self {
            case .functions: 600
            case .qualifiers: 120
            case .tasks: 20
            }
        }
    }

    /// An answer.
    struct Listing: Sendable, Hashable {
        var names: [CompletionWorld.Name]
        /// When it was given, in seconds since 1970.
        var time: Int
    }

    /// How many listings are kept; the oldest go first.
    static let listingLimit = 200

    var scope: Scope
    private(set) var listings: [Question: Listing] = [:]

    init(scope: Scope) {
        self.scope = scope
    }

    /// Keeps an answer.
    mutating func keep(_ listing: Listing, for question: Question) {
        listings[question] = listing
        while listings.count > Self.listingLimit, let oldest = listings.min(by: { $0.value.time < $1.value.time }) {
            listings[oldest.key] = nil
        }
    }

    /// Takes over the answers of another cache that are newer.
    mutating func merge(_ other: NameCache) {
        for (question, listing) in other.listings where (listings[question]?.time ?? .min) < listing.time {
            keep(listing, for: question)
        }
    }
}

extension NameCache {
    /// The cache as the object that is stored.
    var value: Value {
        var record = Record([
            ("account", .string(scope.account)), ("region", .string(scope.region)),
            ("endpoint", .string(scope.endpoint)),
        ])
        let stored = listings.sorted { ($0.value.time, $0.key.key) > ($1.value.time, $1.key.key) }.map(Self.value)
        record.append("listings", .array(stored))
        return .object(record)
    }

    private static func value(_ question: Question, _ listing: Listing) -> Value {
        var record = Record([("of", .string(question.key)), ("time", .integer(listing.time))])
        let names = listing.names.map { name -> Value in
            .array([.string(name.text)] + (name.description.map { [.string($0)] } ?? []))
        }
        record.append("names", .array(names))
        return .object(record)
    }

    /// Reads a stored cache; nil for what is none.
    init?(_ bytes: [UInt8]) {
        guard let value = try? JSONReader.read(bytes), let account = value["account"]?.stringValue,
            let region = value["region"]?.stringValue, let endpoint = value["endpoint"]?.stringValue
        else { return nil }
        self.init(scope: Scope(account: account, region: region, endpoint: endpoint))
        for stored in value["listings"]?.arrayValue ?? [] {
            guard let question = stored["of"]?.stringValue.flatMap({ Question(key: $0) }),
                let time = stored["time"]?.intValue
            else { continue }
            let names = (stored["names"]?.arrayValue ?? []).compactMap { name -> CompletionWorld.Name? in
                guard let parts = name.arrayValue, let text = parts.first?.stringValue else { return nil }
                return CompletionWorld.Name(text, parts.dropFirst().first?.stringValue)
            }
            keep(Listing(names: names, time: time), for: question)
        }
    }
}

extension NameCache.Question {
    /// The question as a key of the file.
    fileprivate var key: String {
        switch self {
        case .functions: "functions"
        case .qualifiers(let function): "qualifiers/\(function)"
        case .tasks(let function): "tasks/\(function)"
        }
    }

    fileprivate init?(key: String) {
        if key == "functions" {
            self = .functions
        } else if key.hasPrefix("qualifiers/") {
            self = .qualifiers(of: String(key.dropFirst("qualifiers/".count)))
        } else if key.hasPrefix("tasks/") {
            self = .tasks(of: String(key.dropFirst("tasks/".count)))
        } else {
            return nil
        }
    }
}

extension NameCache.Scope {
    /// The name of the scope's file: digits that say nothing.
    var fileName: String { "names-\(FNV.hash("\(account)\n\(region)\n\(endpoint)")).json" }
}

/// The hash of Fowler, Noll and Vo, 64 bits: tells texts apart in names of files.
enum FNV {
    static func hash(_ text: String) -> String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
