import FCCore

extension EndpointError {
    /// What is wrong, for people.
    var sentence: Message {
        switch self {
        case .missingHost: "the endpoint has no host"
        case .unsupportedScheme(let scheme): "an endpoint begins with https:// or http://, not \(scheme)://"
        case .invalidHost(let host): "'\(host)' is no host name"
        case .invalidPort(let port): "'\(port)' is no port from 1 to 65535"
        case .extraPart(let part): "an endpoint is a host and perhaps a port; '\(part)' is too much"
        case .invalidRegion(let region): "'\(region)' is no region's name"
        case .invalidAccountID(let account): "'\(account)' is no account number"
        case .accountIDNeeded: "the internal endpoint begins with the account's number, which is not known"
        }
    }

    /// What to do about it.
    var remedy: Message {
        switch self {
        case .invalidRegion: "a region's name such as cn-hangzhou"
        case .invalidAccountID, .accountIDNeeded: "whoami shows which source the account's number comes from"
        default: "internal, public or a URL such as https://example.com"
        }
    }
}
