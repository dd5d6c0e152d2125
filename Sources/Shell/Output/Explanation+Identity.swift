import FCCore
import FoundationEssentials

extension Explanation {
    /// The server accepts this much between its clock and a request's (docs: Alibaba Cloud API, V3 signature).
    private static let toleratedSeconds = 15 * 60

    /// The key or token itself is unknown, switched off or has expired.
    static func invalidKey(_ fault: ServiceFault) -> Explanation {
        if fault.isExpiredToken {
            return Explanation(
                "the security token has expired",
                reason: "the next call takes a new one if its source has one; a token that was copied ends for good",
                next: ["again", "whoami --check"])
        }
        let isToken = fault.code?.lowercased().contains("token") ?? false
        return Explanation(
            isToken ? "the security token is not accepted" : "the access key is not accepted",
            reason: isToken
                ? "a temporary key has expired, or its token belongs to another key"
                : "the key id is mistyped, was deleted or is switched off",
            next: ["whoami", "set access OTHER-ALIAS"])
    }

    /// The request's time is too far from the server's.
    static func clock(_ fault: ServiceFault, _ context: FailureContext) -> Explanation {
        var explanation = Explanation("the request's time is too far from the server's")
        explanation.addClocks(fault, context)
        explanation.next = ["!date -u", "!timedatectl set-ntp true"]
        return explanation
    }

    /// The signature does not fit the key. Where the server tells what it read, that decides between a wrong secret
    /// and a request that was changed on its way.
    static func badSignature(_ fault: ServiceFault, _ context: FailureContext) -> Explanation {
        var explanation = Explanation("the signature is not accepted")
        explanation.next = ["whoami"]
        if let difference = explanation.addClocks(fault, context), abs(difference) > toleratedSeconds {
            explanation.next.append("!date -u")
            return explanation
        }
        let ours = context.stringToSign.flatMap(hash(in:))
        let theirs = fault.message.flatMap(hash(in:))
        if let ours, let theirs, ours != theirs {
            explanation.add("signed here", ours)
            explanation.add("read there", theirs)
            explanation.reason = "something on the way changed the request, a proxy for instance"
        } else if ours != nil, theirs != nil {
            explanation.reason = "both sides signed the same text, so the secret does not belong to this key id"
        } else {
            explanation.reason = "the secret does not belong to this key id; blanks copied along with it count"
        }
        return explanation
    }

    /// Shows both clocks when they differ by a minute or more.
    /// - Returns: how many seconds this machine is ahead of the server; nil when the answer does not tell.
    @discardableResult
    private mutating func addClocks(_ fault: ServiceFault, _ context: FailureContext) -> Int? {
        guard let server = fault.serverDate.map({ UTCTime($0) }), let here = context.signingTime else { return nil }
        let difference = here - server.seconds
        guard abs(difference) >= 60 else { return difference }
        add("this machine", UTCTime(seconds: here).timestamp)
        add("server", server.timestamp)
        let span = Self.span(abs(difference))
        reason =
            difference > 0
            ? "the clock of this machine is \(span) ahead; 15 minutes are accepted"
            : "the clock of this machine is \(span) behind; 15 minutes are accepted"
        return difference
    }

    /// `16 min 40 s`, the two largest units.
    private static func span(_ seconds: Int) -> String {
        let units = [(86400, "d"), (3600, "h"), (60, "min"), (1, "s")]
        var rest = seconds
        var parts: [String] = []
        for (size, name) in units where rest >= size || !parts.isEmpty {
            if rest >= size { parts.append("\(rest / size) \(name)") }
            rest %= size
        }
        return parts.prefix(2).joined(separator: " ")
    }

    /// The first run of exactly 64 hexadecimal digits: a SHA-256.
    private static func hash(in text: String) -> String? {
        text.split { !$0.isASCII || !$0.isHexDigit }.first { $0.utf8.count == 64 }.map { $0.lowercased() }
    }
}
