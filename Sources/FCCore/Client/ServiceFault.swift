public import FoundationEssentials

/// A refusal: what the platform, or something that stands before it, answered instead of a result.
public struct ServiceFault: Error, Sendable, Hashable {
    /// What a refusal means to the caller.
    public enum Kind: String, Sendable, CaseIterable {
        /// The function, alias, version or other thing does not exist.
        case notFound
        /// Too many calls at a time, or no capacity; the same call may work later.
        case throttled
        /// The identity is known and may not do this.
        case denied
        /// The signature does not fit the key.
        case badSignature
        /// The key or token itself is unknown, switched off or has expired.
        case invalidKey
        /// The request's time is too far from the server's.
        case clock
        /// The answer points somewhere else; it is not followed.
        case redirect
        /// The event is larger than the platform takes.
        case payloadTooLarge
        /// Anything else.
        case other
    }

    /// What the body of the answer was.
    public enum Form: String, Sendable {
        /// The service's own JSON, or a gateway's.
        case json
        /// An XML document.
        case xml
        /// A page for people: a proxy or a load balancer spoke, not the service.
        case html
        /// Some other text or bytes.
        case text
        /// Nothing.
        case empty
    }

    /// The status code.
    public var status: Int
    /// The service's word for the fault, `FunctionNotFound`; nil when the body had none.
    public var code: String?
    /// The service's sentence, or the title of an HTML page.
    public var message: String?
    /// The id to give to support.
    public var requestID: String?
    /// What the gateway advises, an address usually.
    public var recommendation: String?
    /// Which policy refused, when the gateway tells.
    public var accessDeniedDetail: Value?
    /// The header fields as they came.
    public var headers: HTTPHeaders
    /// What the body was.
    public var form: Form
    /// The beginning of the body as text.
    public var bodyExcerpt: String
    /// What it means.
    public var kind: Kind

    /// How much of a body ``bodyExcerpt`` keeps, in bytes.
    public static let excerptLimit = 2048

    /// Whether a temporary key has ended; the request was refused before anything was done
    /// (docs: FC error codes, InvalidSecurityToken.Expired).
    public var isExpiredToken: Bool {
        guard kind == .invalidKey, let code = code?.lowercased() else { return false }
        return code.contains("securitytoken") && code.contains("expired")
    }

    /// Where a redirect points.
    public var location: String? { (300..<400).contains(status) ? headers["location"] : nil }

    /// The server's clock, to be compared with the caller's when ``kind`` is ``Kind/clock``.
    public var serverDate: Date? { headers["date"].flatMap(UTCTime.init(httpDate:))?.date }
}

extension ServiceFault {
    /// Reads every spelling of an error that the service and its gateways use (docs: FC API, error responses).
    /// - Parameters:
    ///   - status: the answer's status, which decides where the body does not.
    ///   - body: the beginning of the body, or all of it.
    public init(status: Int, headers: HTTPHeaders, body: [UInt8]) {
        let reading = FaultBody.read(body, contentType: headers["content-type"] ?? "")
        self.status = status
        self.code = reading.code
        self.message = reading.message
        self.requestID =
            reading.requestID ?? headers.nonempty("x-fc-request-id") ?? headers.nonempty("x-acs-request-id")
            ?? headers.nonempty("x-log-requestid")
        self.recommendation = reading.recommendation
        self.accessDeniedDetail = reading.accessDeniedDetail
        self.headers = headers
        self.form = reading.form
        self.bodyExcerpt = String(decoding: body.prefix(Self.excerptLimit), as: UTF8.self)
        self.kind = Kind(code: reading.code, status: status, form: reading.form, headers: headers)
    }
}

extension ServiceFault.Kind {
    /// Decides by the code where it is a known one, by the status elsewhere.
    ///
    /// A page of a proxy says little about functions, so its 403 and 404 are neither denial nor absence.
    init(code: String?, status: Int, form: ServiceFault.Form, headers: HTTPHeaders) {
        self = code.flatMap(Self.init(code:)) ?? Self(status: status, isFromProxy: form == .html || form == .text)
        if self == .other, headers["x-acs-retry-after"] != nil { self = .throttled }
    }

    private init?(code: String) {
        let word = code.lowercased()
        let has: (String...) -> Bool = { parts in parts.contains { word.contains($0) } }
        if has("accesskey", "securitytoken", "bearertoken") {
            self = .invalidKey
        } else if has("signature") {
            self = .badSignature
        } else if has("timestamp", "timetooskewed", "requesttimeexpired") {
            self = .clock
        } else if has("throttl", "toomanyrequests", "quotaexceed") || word == "resourceexhausted" {
            self = .throttled
        } else if has("accessdenied", "nopermission", "unauthorized") || word.hasPrefix("forbidden") {
            self = .denied
        } else if has("entitytoolarge", "payloadtoolarge") {
            self = .payloadTooLarge
        } else if Self.absences.contains(word) {
            self = .notFound
        } else {
            return nil
        }
    }

    private static let absences: Set<String> = [
        "functionnotfound", "aliasnotfound", "versionnotfound", "triggernotfound", "domainnamenotfound",
        "servicenotfound", "layernotfound", "asyncconfignotexists", "asynctasknotfound",
    ]

    private init(status: Int, isFromProxy: Bool) {
        self =
            switch status {
            case 300..<400: .redirect
            case 401 where !isFromProxy, 403 where !isFromProxy: .denied
            case 404 where !isFromProxy: .notFound
            case 413: .payloadTooLarge
            case 429: .throttled
            default: .other
            }
    }
}

extension HTTPHeaders {
    /// The first value of a name when it is there and not empty.
    func nonempty(_ name: String) -> String? {
        guard let value = self[name], !value.isEmpty else { return nil }
        return value
    }
}
