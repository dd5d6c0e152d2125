package import FCCore

/// A trigger of a function. Only HTTP triggers do something here: their function has a local address.
package struct LocalTrigger: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// Its type, e.g. `http`, `oss`, `timer`.
    package var type: String
    /// The version or alias that it calls.
    package var qualifier = "LATEST"
    /// A sentence about it.
    package var summary = ""
    /// Its settings, as the API has them.
    package var config: Value = .object(Record())

    /// A trigger.
    package init(name: String, type: String, config: Value = .object(Record())) {
        self.name = name
        self.type = type
        self.config = config
    }

    /// The methods an HTTP trigger lets pass.
    var methods: [String] {
        config["methods"]?.arrayValue?.compactMap { $0.stringValue?.uppercased() }
            ?? ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"]
    }

    /// Whether callers of an HTTP trigger have to sign their requests.
    var needsSignature: Bool { authType == "function" }

    /// How the tokens of callers are checked, nil when they need none.
    var tokenSettings: TokenSettings? { authType == "jwt" ? TokenSettings(config["authConfig"]) : nil }

    private var authType: String? { config["authType"]?.stringValue?.lowercased() }
}

extension LocalTrigger {
    /// A trigger as an s.yaml has it.
    init(_ trigger: Trigger) {
        self.init(name: trigger.name, type: trigger.type)
        if let qualifier = trigger.qualifier, !qualifier.isEmpty { self.qualifier = qualifier }
        summary = trigger.description ?? ""
        if trigger.config != .null { config = trigger.config }
    }
}
