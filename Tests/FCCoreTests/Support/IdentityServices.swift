import Synchronization
import TestSupport

@testable import FCCore

/// All services that give keys, as the vectors describe them: request number n gets the key `STS.ak<n>` in the envelope
/// of whoever was asked.
final class IdentityServices: Transport {
    /// Answers a request in place of the usual answer; nil for the usual one.
    typealias Override = @Sendable (HTTPRequest, _ number: Int) async throws(TransportError) -> HTTPResponse?

    private let accountID: String
    private let override: Override
    private let log = Mutex<[HTTPRequest]>([])

    /// - Parameter accountID: what GetCallerIdentity answers.
    init(
        accountID: String = "2000000000000099",
        override: @escaping Override = { _, _ throws(TransportError) in nil }
    ) {
        self.accountID = accountID
        self.override = override
    }

    /// What was sent, in order.
    var requests: [HTTPRequest] { log.withLock { $0 } }

    /// The addresses of what was sent.
    var addresses: [String] { requests.map { "\($0.method) \($0.endpoint.url)\($0.path)" } }

    func send(_ request: HTTPRequest, deadline: ContinuousClock.Instant?) async throws(TransportError) -> HTTPResponse {
        let number = log.withLock { log in
            log.append(request)
            return log.count
        }
        if let answer = try await override(request, number) { return answer }
        return HTTPResponse(status: 200, body: ResponseBody(Array(text(for: request, number).utf8)))
    }

    func shutdown() async {}

    /// An answer with a text.
    static func answer(_ text: String, status: Int = 200) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: ["content-type": "application/json"], body: ResponseBody(Array(text.utf8)))
    }

    private func text(for request: HTTPRequest, _ number: Int) -> String {
        let key = """
            "AccessKeyId":"STS.ak\(number)","AccessKeySecret":"sk\(number)","SecurityToken":"tok\(number)",\
            "Expiration":"2099-01-01T00:00:00Z"
            """
        switch request.path {
        case "/latest/api/token": return "imds-token"
        case "/latest/meta-data/ram/security-credentials/": return "DiscoveredRole"
        case "/cloud-credentials": return #"{"CloudCredential":{\#(key)}}"#
        default: break
        }
        guard request.endpoint.host.hasPrefix("sts") else { return #"{"Code":"Success",\#(key)}"# }
        guard request.headers["x-acs-action"] == "GetCallerIdentity" else {
            return #"{"Credentials":{\#(key)},"AssumedRoleUser":{"Arn":"acs:ram::1:assumed-role/r/s"}}"#
        }
        return #"{"AccountId":"\#(accountID)","Arn":"acs:ram::\#(accountID):user/tester","IdentityType":"RAMUser"}"#
    }
}

/// A request in the words of the vectors, whatever signature it carries.
struct IdentityRequest: Equatable {
    let host: String
    let action: String?
    /// What is asked, without what only a signature needs.
    private(set) var parameters: [String: String]
    /// The headers a vector lists, when it lists some.
    let headers: [String: String]

    /// A request that was sent.
    /// - Parameter names: the headers to compare.
    init(_ request: HTTPRequest, headers names: [String]) {
        host =
            "\(request.method == "PUT" || request.path.hasPrefix("/latest") ? request.method + " " : "")"
            + request.endpoint.url + request.path
        var parameters = Dictionary(request.query.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        if request.headers["content-type"] == "application/x-www-form-urlencoded", case .bytes(let body) = request.body
        {
            for pair in String(decoding: body, as: UTF8.self).split(separator: "&") {
                let parts = pair.split(separator: "=").map {
                    String(decoding: PercentEncoding.decode($0), as: UTF8.self)
                }
                parameters[parts[0]] = parts[1]
            }
        }
        action = request.headers["x-acs-action"] ?? parameters["Action"]
        if let token = request.headers["x-acs-security-token"] { parameters["SecurityToken"] = token }
        if let credential = request.headers["authorization"]?.firstRange(of: "Credential=") {
            let rest = request.headers["authorization"]?[credential.upperBound...].prefix { $0 != "," }
            parameters["AccessKeyId"] = rest.map(String.init)
        }
        for name in Self.envelope { parameters[name] = nil }
        if parameters["RoleSessionName"]?.hasPrefix("fcsh-17") == true { parameters["RoleSessionName"] = "<generated>" }
        self.parameters = parameters
        self.headers = Dictionary(
            names.compactMap { name in request.headers[name].map { (name, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// A request as a vector tells it.
    init(_ vector: Value) throws {
        let url = vector["url"]?.stringValue ?? ""
        let method = vector["method"]?.stringValue ?? ""
        let isMetadata = url.contains("/latest/")
        let mark = url.firstIndex(of: "?") ?? url.endIndex
        host = (isMetadata ? method + " " : "") + url[..<mark]
        var parameters = Dictionary(
            (vector["query"]?.recordValue?.fields ?? []).map { ($0.key, $0.value.stringValue ?? "") },
            uniquingKeysWith: { first, _ in first })
        for pair in url[mark...].dropFirst().split(separator: "&") {
            let parts = pair.split(separator: "=").map(String.init)
            parameters[parts[0]] = parts[1]
        }
        action = parameters["Action"]
        for name in Self.envelope { parameters[name] = nil }
        if parameters["RoleSessionName"]?.hasPrefix("credentials-python-") == true {
            parameters["RoleSessionName"] = "<generated>"
        }
        self.parameters = parameters
        headers = Dictionary(
            (vector["headers"]?.recordValue?.fields ?? []).map { ($0.key, $0.value.stringValue ?? "") },
            uniquingKeysWith: { first, _ in first })
    }

    /// The same with these parameters alone.
    func keeping(_ names: some Collection<String>) -> IdentityRequest {
        var request = self
        request.parameters = parameters.filter { names.contains($0.key) }
        return request
    }

    /// What the protocol of a request adds to what is asked.
    private static let envelope = [
        "Action", "Format", "Version", "SignatureMethod", "SignatureVersion", "SignatureNonce", "Timestamp",
    ]
}
