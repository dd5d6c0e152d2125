internal import FoundationEssentials

/// The log service of Alibaba Cloud, as far as functions' logs need it.
///
/// Its requests read and change nothing, so one that an expired token stopped is sent again with a new one.
package struct LogServiceClient: Sendable {
    private let store: LogStore
    private let endpoint: Endpoint
    private let authority: String
    private let provider: any CredentialProvider
    private let transport: any Transport
    private let now: @Sendable () -> Date
    private let userAgent: String

    /// A client for one store.
    /// - Parameters:
    ///   - endpoint: where to connect.
    ///   - authority: what belongs in `Host`; it names the project.
    init(
        _ store: LogStore, endpoint: Endpoint, authority: String, provider: any CredentialProvider,
        transport: any Transport, now: @escaping @Sendable () -> Date, userAgent: String
    ) {
        self.store = store
        self.endpoint = endpoint
        self.authority = authority
        self.provider = provider
        self.transport = transport
        self.now = now
        self.userAgent = userAgent
    }

    /// Asks once for lines (docs: Log Service, GetLogs).
    package func getLogs(
        _ query: LogQuery, deadline: ContinuousClock.Instant?
    ) async throws(FCError) -> LogPage {
        let credentials = try await credentials()
        let response: HTTPResponse
        do {
            response = try await send(request(of: query), credentials, deadline: deadline)
        } catch {
            guard error.isExpiredToken else { throw error }
            await provider.discard(credentials)
            guard let renewed = try? await provider.credentials(), renewed != credentials else { throw error }
            response = try await send(request(of: query), renewed, deadline: deadline)
        }
        return try await page(response)
    }

    private func request(of query: LogQuery) -> HTTPRequest {
        HTTPRequest(
            method: "GET", endpoint: endpoint, path: HTTPRequest.path(segments: ["logstores", store.name]),
            query: [
                ("type", "log"), ("from", String(query.from)), ("to", String(query.to)), ("query", query.text),
                ("line", String(query.line)), ("offset", String(query.offset)),
                ("reverse", query.isReversed ? "true" : "false"), ("accurate", "true"),
            ],
            headers: ["host": authority, "accept": "application/json", "user-agent": userAgent])
    }

    private func send(
        _ request: HTTPRequest, _ credentials: Credentials, deadline: ContinuousClock.Instant?
    ) async throws(FCError) -> HTTPResponse {
        let signed = LogServiceSigner(credentials: credentials).sign(request, date: now())
        let response: HTTPResponse
        do {
            response = try await transport.send(signed, deadline: deadline)
        } catch {
            throw .transport(error)
        }
        guard response.status != 200 else { return response }
        let body = (try? await response.body.prefix(bytes: 64 * 1024).bytes) ?? []
        throw .service(ServiceFault(status: response.status, headers: response.headers, body: body))
    }

    private func page(_ response: HTTPResponse) async throws(FCError) -> LogPage {
        let bytes: [UInt8]
        do {
            bytes = try await response.body.collect(upTo: FCClient.answerLimit)
        } catch {
            throw .transport(error)
        }
        guard let entries = (try? JSONReader.read(bytes))?.arrayValue else {
            throw .service(ServiceFault(status: response.status, headers: response.headers, body: bytes))
        }
        let progress = response.headers["x-log-progress"]?.lowercased()
        return LogPage(entries: entries.map { LogEntry($0) }, isComplete: progress != "incomplete")
    }

    private func credentials() async throws(FCError) -> Credentials {
        do {
            return try await provider.credentials()
        } catch {
            throw .credentials(error)
        }
    }
}

extension FCClient {
    /// The log service for the same identity over the same network.
    /// - Parameters: as ``Endpoint/logService(of:custom:isInternal:region:)``.
    package func logService(
        of store: LogStore, custom: String?, isInternal: Bool, region: String
    ) throws(EndpointError) -> LogServiceClient {
        let place = try Endpoint.logService(
            of: store.project, custom: custom, isInternal: isInternal, region: region)
        return LogServiceClient(
            store, endpoint: place.endpoint, authority: place.authority, provider: provider, transport: transport,
            now: now, userAgent: userAgent)
    }
}
