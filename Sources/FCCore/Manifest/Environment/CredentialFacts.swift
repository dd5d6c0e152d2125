/// What `config('…')` can ask of the credentials that calls are made with.
package struct CredentialFacts: Sendable, Hashable {
    /// The values by the names Serverless Devs gives them: `AccountID`, `AccessKeyID`, `AccessKeySecret`,
    /// `SecurityToken`.
    private let values: [String: String]
    /// Why there is nothing, for the message.
    package let reason: String?

    /// What is known of credentials.
    package init(_ credentials: Credentials) {
        var values = [
            "AccessKeyID": credentials.accessKeyID, "AccessKeySecret": credentials.accessKeySecret.reveal(),
        ]
        values["AccountID"] = credentials.accountID
        values["SecurityToken"] = credentials.securityToken?.reveal()
        self.values = values
        reason = nil
    }

    /// Nothing.
    /// - Parameter reason: why, as a sentence.
    package init(missing reason: String) {
        values = [:]
        self.reason = reason
    }

    /// The account that functions on a local endpoint belong to; there is no key to speak of.
    package static let local = CredentialFacts(
        values: ["AccountID": localAccountID], reason: "a local endpoint knows the AccountID alone")

    /// The number of that account.
    package static let localAccountID = "1000000000000000"

    private init(values: [String: String], reason: String?) {
        self.values = values
        self.reason = reason
    }

    /// The value of a key.
    subscript(key: String) -> String? { values[key] }

    /// The keys there are.
    var keys: [String] { values.keys.sorted() }
}
