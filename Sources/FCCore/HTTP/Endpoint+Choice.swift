/// Which endpoint a person asked for, as `set endpoint` spells it.
public enum EndpointSetting: Sendable, Hashable {
    /// The region's public endpoint.
    case `public`
    /// The region's endpoint inside Alibaba Cloud's network.
    case `internal`
    /// This one and no other, for management too.
    case custom(Endpoint)

    /// Reads `public`, `internal` or an endpoint.
    /// - Throws: ``EndpointError`` when an endpoint is ill-formed.
    public init(parsing text: String) throws(EndpointError) {
        switch text {
        case "public": self = .public
        case "internal": self = .internal
        default: self = .custom(try Endpoint(parsing: text))
        }
    }

    /// Reads what was asked for; nothing and an empty text mean `public`.
    /// - Throws: ``EndpointError`` when an endpoint is ill-formed.
    package init(asked text: String?) throws(EndpointError) {
        guard let text, !text.isEmpty else {
            self = .public
            return
        }
        self = try EndpointSetting(parsing: text)
    }

    /// Whether it is an endpoint of its own.
    package var isCustom: Bool { if case .custom = self { true } else { false } }
}

extension Endpoint {
    /// The account's number that an endpoint of Alibaba Cloud begins with; nil for any other host.
    package var accountID: String? {
        guard host.hasSuffix(".aliyuncs.com"), let label = host.split(separator: ".").first,
            label.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return String(label)
    }

    /// The endpoint for invocations: the explicit one, else the account's own, else the region's (docs: FC endpoints).
    /// - Parameters:
    ///   - custom: `public`, `internal` or an endpoint's text; nil or empty when nothing was asked for.
    ///   - accountID: the main account's number when it is known.
    ///   - region: the region's id; one that is not in the table is taken on trust.
    /// - Throws: ``EndpointError`` with the part that is wrong.
    public static func choose(
        custom: String?, accountID: String?, region: String
    ) throws(EndpointError) -> Endpoint {
        try choose(EndpointSetting(asked: custom), accountID: accountID, region: region)
    }

    /// The same for what has been read already.
    package static func choose(
        _ setting: EndpointSetting, accountID: String?, region: String
    ) throws(EndpointError) -> Endpoint {
        switch setting {
        case .custom(let endpoint): return endpoint
        case .internal: return try account(accountID, region: region, isInternal: true)
        case .public:
            guard let accountID, !accountID.isEmpty else { return try regional(region) }
            return try account(accountID, region: region, isInternal: Region.named(region)?.isInternalOnly ?? false)
        }
    }

    /// The endpoint for everything but invocations: the region's, unless one was asked for.
    /// - Parameters: as ``choose(custom:accountID:region:)``.
    public static func chooseManagement(
        custom: String?, accountID: String?, region: String
    ) throws(EndpointError) -> Endpoint {
        try chooseManagement(EndpointSetting(asked: custom), accountID: accountID, region: region)
    }

    /// The same for what has been read already.
    package static func chooseManagement(
        _ setting: EndpointSetting, accountID: String?, region: String
    ) throws(EndpointError) -> Endpoint {
        switch setting {
        case .custom(let endpoint): endpoint
        case .internal: try account(accountID, region: region, isInternal: true)
        case .public: try regional(region)
        }
    }

    private static func account(
        _ accountID: String?, region: String, isInternal: Bool
    ) throws(EndpointError) -> Endpoint {
        guard let accountID, !accountID.isEmpty else { throw .accountIDNeeded }
        guard accountID.utf8.allSatisfy({ (0x30...0x39).contains($0) }), accountID.utf8.count <= 32 else {
            throw .invalidAccountID(accountID)
        }
        return Endpoint(host: "\(accountID).\(try checked(region))\(isInternal ? "-internal" : "").fc.aliyuncs.com")
    }

    private static func regional(_ region: String) throws(EndpointError) -> Endpoint {
        if let host = Region.named(region)?.managementHost { return Endpoint(host: host) }
        return Endpoint(host: "fcv3.\(try checked(region)).aliyuncs.com")
    }

    /// A region becomes part of a host name that keys are sent to, so it may only be one plain word.
    static func checked(_ region: String) throws(EndpointError) -> String {
        let isWord = region.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
        }
        guard isWord, (1...48).contains(region.utf8.count), !region.hasPrefix("-"), !region.hasSuffix("-") else {
            throw .invalidRegion(region)
        }
        return region
    }
}
