public import FoundationEssentials

/// Function Compute's API, version 2023-03-30: one method for each operation.
///
/// A request is sent once and no redirect is followed. One thing alone is done again, and only by ``perform(_:deadline:)``
/// for operations that may be repeated: when the answer calls the security token expired and there is a new one. An
/// invocation is never sent twice, not even then: the refusal makes the next one take the new key.
public struct FCClient: Sendable {
    /// The API's version, which paths begin with.
    public static let version = "2023-03-30"

    /// The largest answer of a function that is read, in bytes.
    public static let answerLimit = 1 << 30

    private let endpoint: Endpoint
    private let managementEndpoint: Endpoint
    let provider: any CredentialProvider
    let transport: any Transport
    let now: @Sendable () -> Date
    private let nonce: @Sendable () -> String
    let userAgent: String

    /// A client.
    /// - Parameters:
    ///   - endpoint: where invocations go.
    ///   - managementEndpoint: where everything else goes; the same when nil.
    ///   - now: the time that requests are signed with.
    ///   - nonce: a text that no other request carries.
    public init(
        endpoint: Endpoint, managementEndpoint: Endpoint? = nil, credentials: any CredentialProvider,
        transport: any Transport, now: @escaping @Sendable () -> Date, nonce: @escaping @Sendable () -> String,
        userAgent: String
    ) {
        self.endpoint = endpoint
        self.managementEndpoint = managementEndpoint ?? endpoint
        self.provider = credentials
        self.transport = transport
        self.now = now
        self.nonce = nonce
        self.userAgent = userAgent
    }

    /// Where everything but invocations goes, `https://…`.
    package var managementAddress: String { managementEndpoint.url }

    /// Calls a function (docs: FC API, InvokeFunction).
    ///
    /// An answer that carries a function's failure is an answer.
    /// - Throws: ``FCError`` for a status other than 2xx and for no answer at all.
    public func invoke(
        _ invocation: Invocation, deadline: ContinuousClock.Instant?
    ) async throws(FCError) -> InvocationAnswer {
        let credentials = try await credentials()
        let signed = sign(request(of: invocation), action: "InvokeFunction", credentials)
        let start = ContinuousClock.now
        let response: HTTPResponse
        do {
            response = try await send(signed.request, deadline: deadline)
        } catch {
            if error.isExpiredToken { await provider.discard(credentials) }
            throw error
        }
        return try await InvocationAnswer(response, since: start)
    }

    /// The request that ``invoke(_:deadline:)`` would send, for showing it.
    public func signedInvocation(_ invocation: Invocation) async throws(FCError) -> SignedRequest {
        sign(request(of: invocation), action: "InvokeFunction", try await credentials())
    }

    private func request(of invocation: Invocation) -> HTTPRequest {
        var headers: HTTPHeaders = [
            "x-fc-invocation-type": invocation.type.rawValue, "x-fc-log-type": invocation.logType.rawValue,
        ]
        if let taskID = invocation.taskID { headers.add("x-fc-async-task-id", taskID) }
        if invocation.event.isPresent { headers.add("content-type", "application/octet-stream") }
        return HTTPRequest(
            method: "POST", endpoint: endpoint,
            path: HTTPRequest.path(segments: [Self.version, "functions", invocation.functionName, "invocations"]),
            query: Self.query([("qualifier", invocation.qualifier)]), headers: headers, body: invocation.event)
    }
}

extension FCClient {
    /// An operation other than an invocation, for those that have no method of their own.
    public struct Operation: Sendable {
        /// The operation's name, `ListAliases`.
        public var action: String
        /// The method, in upper case.
        public var method: String
        /// The path behind the API's version, decoded: `["functions", name, "aliases"]`.
        public var segments: [String]
        /// The pairs of the query; those without a value are left out.
        public var query: [(name: String, value: String?)]
        /// The JSON body.
        public var body: Value?

        /// Whether doing it twice is as good as doing it once.
        var mayBeRepeated: Bool { method != "POST" }

        /// An operation.
        public init(
            _ action: String, method: String = "GET", segments: [String],
            query: [(name: String, value: String?)] = [], body: Value? = nil
        ) {
            self.action = action
            self.method = method
            self.segments = segments
            self.query = query
            self.body = body
        }
    }

    /// Performs an operation.
    /// - Returns: the JSON answer; null for an empty one.
    /// - Throws: ``FCError``; an answer that is no JSON is a fault of its own, status kept.
    public func perform(
        _ operation: Operation, deadline: ContinuousClock.Instant?
    ) async throws(FCError) -> Value {
        var request = HTTPRequest(
            method: operation.method, endpoint: managementEndpoint,
            path: HTTPRequest.path(segments: [Self.version] + operation.segments),
            query: Self.query(operation.query))
        if let body = operation.body {
            request.headers.set("content-type", "application/json; charset=utf-8")
            request.body = .bytes(JSONWriter.bytes(body))
        }
        let response = try await answer(
            to: request, action: operation.action, deadline: deadline, mayBeRepeated: operation.mayBeRepeated)
        let bytes: [UInt8]
        do {
            bytes = try await response.body.collect(upTo: Self.answerLimit)
        } catch {
            throw .transport(error)
        }
        if bytes.isEmpty { return .null }
        guard let value = try? JSONReader.read(bytes) else {
            throw .service(ServiceFault(status: response.status, headers: response.headers, body: bytes))
        }
        return value
    }

    /// What the platform knows about a function (docs: FC API, GetFunction).
    public func getFunction(
        _ name: String, qualifier: String? = nil, deadline: ContinuousClock.Instant? = nil
    ) async throws(FCError) -> FunctionDescription {
        let operation = Operation("GetFunction", segments: ["functions", name], query: [("qualifier", qualifier)])
        return FunctionDescription(try await perform(operation, deadline: deadline))
    }

    /// One page of a region's functions (docs: FC API, ListFunctions).
    /// - Parameters:
    ///   - prefix: what names begin with.
    ///   - limit: the largest page, 1 to 100; the service's own is 20.
    ///   - nextToken: what the page before gave.
    public func listFunctions(
        prefix: String? = nil, limit: Int? = nil, nextToken: String? = nil,
        deadline: ContinuousClock.Instant? = nil
    ) async throws(FCError) -> FunctionPage {
        let query: [(name: String, value: String?)] = [
            ("prefix", prefix), ("limit", limit.map { String($0) }), ("nextToken", nextToken),
        ]
        let operation = Operation("ListFunctions", segments: ["functions"], query: query)
        return FunctionPage(try await perform(operation, deadline: deadline))
    }
}

extension FCClient {
    private static func query(_ items: [(name: String, value: String?)]) -> [HTTPRequest.QueryItem] {
        items.compactMap { item in item.value.map { (item.name, $0) } }
    }

    func credentials() async throws(FCError) -> Credentials {
        do {
            return try await provider.credentials()
        } catch {
            throw .credentials(error)
        }
    }

    private func sign(_ request: HTTPRequest, action: String, _ credentials: Credentials) -> SignedRequest {
        var request = request
        request.headers.set("accept", "application/json")
        request.headers.set("user-agent", userAgent)
        return ACS3Signer(credentials: credentials).sign(
            request, action: action, version: Self.version, date: now(), nonce: nonce())
    }

    /// Signs and sends a request; once more when the token has expired, there is another and nothing speaks against it.
    private func answer(
        to request: HTTPRequest, action: String, deadline: ContinuousClock.Instant?, mayBeRepeated: Bool
    ) async throws(FCError) -> HTTPResponse {
        let credentials = try await credentials()
        do {
            return try await send(sign(request, action: action, credentials).request, deadline: deadline)
        } catch {
            guard error.isExpiredToken else { throw error }
            await provider.discard(credentials)
            guard mayBeRepeated, let renewed = try? await provider.credentials(), renewed != credentials else {
                throw error
            }
            return try await send(sign(request, action: action, renewed).request, deadline: deadline)
        }
    }

    /// Sends a request and gives its answer when the status is 2xx.
    private func send(
        _ request: HTTPRequest, deadline: ContinuousClock.Instant?
    ) async throws(FCError) -> HTTPResponse {
        let response: HTTPResponse
        do {
            response = try await transport.send(request, deadline: deadline)
        } catch {
            throw .transport(error)
        }
        if (200..<300).contains(response.status) { return response }
        throw .service(
            ServiceFault(
                status: response.status, headers: response.headers, body: try await faultBody(response.body)))
    }

    /// The beginning of a refusal's body. The status is known by now, so a body that breaks off is an empty one.
    private func faultBody(_ body: ResponseBody) async throws(FCError) -> [UInt8] {
        do {
            return try await body.prefix(bytes: 64 * 1024).bytes
        } catch {
            if error.fact == .cancelled { throw .transport(error) }
            return []
        }
    }
}
