import FCCore

/// The secret part of the page's address: 128 random bits, made anew at each start.
///
/// It stands in the path, so that every relative link has it, and in no cookie: cookies of loopback addresses are sent to
/// every port of the machine, and browsers count all its ports as one site.
struct PageToken: Sendable {
    /// What the page's paths begin with.
    static let prefix = "/page"

    private let text = Identifiers.random(32)

    /// The path of the page's front, with the token.
    var path: String { "\(Self.prefix)/\(text)/" }

    /// Whether this is the token; the time it takes says nothing about it.
    func isEqual(to given: String) -> Bool { ACS3Signer.areEqual(given, text) }
}
