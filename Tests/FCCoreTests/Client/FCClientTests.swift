import FCCore
import FoundationEssentials
import Testing

/// The client without a network: what it sends, and what it makes of answers.
struct FCClientTests {
    private let credentials = Credentials(accessKeyID: "FakeID", accessKeySecret: Secret("FakeSecret"))

    @Test func invocationAsSent() async throws {
        let transport = FakeTransport(.success(HTTPResponse(status: 200)))
        let invocation = Invocation(
            functionName: "s1$f 1", qualifier: "a b", event: .text("{}"), logType: .tail)
        _ = try await client(transport).invoke(invocation, deadline: nil)
        let request = try #require(transport.requests.first)
        #expect(request.method == "POST")
        #expect(request.target == "/2023-03-30/functions/s1%24f%201/invocations?qualifier=a%20b")
        #expect(request.endpoint.host == "invoke.test")
        #expect(request.headers["host"] == "invoke.test")
        #expect(request.headers["content-type"] == "application/octet-stream")
        #expect(request.headers["x-fc-invocation-type"] == "Sync")
        #expect(request.headers["x-fc-log-type"] == "Tail")
        #expect(request.headers["x-fc-async-task-id"] == nil)
        #expect(request.headers["x-acs-action"] == "InvokeFunction")
        #expect(request.headers["x-acs-version"] == "2023-03-30")
        #expect(request.headers["x-acs-date"] == "2023-10-26T10:22:32Z")
        #expect(request.headers["x-acs-signature-nonce"] == "nonce")
        #expect(request.headers["user-agent"] == "fcsh-test")
        let authorization = try #require(ACS3Authorization.parse(request.headers["authorization"] ?? ""))
        #expect(authorization.signedHeaders.contains("x-fc-log-type"))
        #expect(!authorization.signedHeaders.contains("user-agent"))
    }

    @Test func asynchronousCallWithoutEvent() async throws {
        let transport = FakeTransport(.success(HTTPResponse(status: 202, headers: ["X-Fc-Async-Task-Id": "t1"])))
        let invocation = Invocation(functionName: "f", type: .async, taskID: "t1")
        let answer = try await client(transport).invoke(invocation, deadline: nil)
        #expect(answer.status == 202)
        #expect(answer.taskID == "t1")
        let request = try #require(transport.requests.first)
        #expect(request.target == "/2023-03-30/functions/f/invocations")
        #expect(request.headers["content-type"] == nil)
        #expect(request.headers["x-fc-invocation-type"] == "Async")
        #expect(request.headers["x-fc-async-task-id"] == "t1")
    }

    @Test func failureOfAFunctionIsAnAnswer() async throws {
        let headers: HTTPHeaders = ["X-Fc-Error-Type": "UnhandledInvocationError", "X-FC-Request-ID": "r"]
        let transport = FakeTransport(
            .success(HTTPResponse(status: 200, headers: headers, body: ResponseBody([1, 2]))))
        let answer = try await client(transport).invoke(Invocation(functionName: "f"), deadline: nil)
        #expect(answer.isFunctionError)
        #expect(answer.errorType == "UnhandledInvocationError")
        #expect(answer.requestID == "r")
        #expect(answer.body == [1, 2])
    }

    @Test func factsOfAnAnswer() {
        let headers: HTTPHeaders = [
            "x-fc-instance-id": "c-1", "x-fc-code-checksum": "42", "x-fc-invocation-duration": "87",
            "x-fc-max-memory-usage": "9.20", "x-fc-invocation-service-version": "LATEST",
        ]
        let answer = InvocationAnswer(status: 200, headers: headers, body: [], elapsed: .zero)
        #expect(answer.instanceID == "c-1")
        #expect(answer.codeChecksum == "42")
        #expect(answer.functionDuration?.intValue == 87)
        #expect(answer.memory?.text == "9.20")
        #expect(answer.qualifier == "LATEST")
        #expect(answer.requestID == nil)
        #expect(answer.errorType == nil)
        #expect(answer.logTail == nil)
    }

    @Test(
        arguments: [
            ("aGVsbG8=", "hello"), ("aGVsbG8", "hello"), ("aGVs\nbG8=", "hello"), ("", ""), ("!!", nil),
            ("vaDlh71h", "函a"), ("YeWH", "a\u{FFFD}"), ("5Ye95pWw", "函数"),
        ] as [(String, String?)])
    func logTails(encoded: String, text: String?) {
        let answer = InvocationAnswer(status: 200, headers: ["x-fc-log-result": encoded], body: [], elapsed: .zero)
        #expect(answer.logTail == text)
    }

    @Test func refusal() async throws {
        let body = ResponseBody(Array(#"{"Code":"FunctionNotFound","Message":"m","RequestId":"r"}"#.utf8))
        let transport = FakeTransport(.success(HTTPResponse(status: 404, body: body)))
        let error = try await #require(throws: FCError.self) {
            try await client(transport).invoke(Invocation(functionName: "f"), deadline: nil)
        }
        guard case .service(let fault) = error else { throw error }
        #expect(fault.kind == .notFound)
        #expect(fault.code == "FunctionNotFound")
        #expect(transport.requests.count == 1)
    }

    @Test func noAnswerIsNotAskedForAgain() async throws {
        let lost = TransportError(.connectionClosed(requestSent: true), host: "invoke.test", port: 443)
        let transport = FakeTransport(.failure(lost), .success(HTTPResponse(status: 200)))
        let error = try await #require(throws: FCError.self) {
            try await client(transport).invoke(Invocation(functionName: "f"), deadline: nil)
        }
        guard case .transport(let known) = error else { throw error }
        #expect(known == lost)
        #expect(transport.requests.count == 1)
    }

    @Test func withoutCredentialsNothingIsSent() async throws {
        let transport = FakeTransport(.success(HTTPResponse(status: 200)))
        let missing = CredentialError(.noCredentials, "none")
        let client = client(transport, FailingProvider(error: missing))
        let error = try await #require(throws: FCError.self) {
            try await client.invoke(Invocation(functionName: "f"), deadline: nil)
        }
        guard case .credentials(let known) = error else { throw error }
        #expect(known == missing)
        #expect(transport.requests.isEmpty)
    }

    @Test func describingAFunction() async throws {
        let body = ResponseBody(
            Array(#"{"functionName":"f","runtime":"python3.10","timeout":60,"memorySize":512}"#.utf8))
        let transport = FakeTransport(.success(HTTPResponse(status: 200, body: body)))
        let description = try await client(transport).getFunction("f", qualifier: "prod")
        #expect(description.functionName == "f")
        #expect(description.runtime == "python3.10")
        #expect(description.timeout == 60)
        #expect(description.memorySize == 512)
        #expect(description.handler == nil)
        let request = try #require(transport.requests.first)
        #expect(request.endpoint.host == "management.test")
        #expect(request.method == "GET")
        #expect(request.target == "/2023-03-30/functions/f?qualifier=prod")
    }

    @Test func listingFunctions() async throws {
        let first = ResponseBody(Array(#"{"functions":[{"functionName":"a"}],"nextToken":"n="}"#.utf8))
        let last = ResponseBody(Array(#"{"functions":[],"nextToken":""}"#.utf8))
        let transport = FakeTransport(
            .success(HTTPResponse(status: 200, body: first)), .success(HTTPResponse(status: 200, body: last)))
        let client = client(transport)
        let page = try await client.listFunctions(prefix: "a", limit: 100)
        #expect(page.functions.map(\.functionName) == ["a"])
        #expect(page.nextToken == "n=")
        let end = try await client.listFunctions(prefix: "a", limit: 100, nextToken: page.nextToken)
        #expect(end.functions.isEmpty)
        #expect(end.nextToken == nil)
        #expect(transport.requests.last?.target == "/2023-03-30/functions?limit=100&nextToken=n%3D&prefix=a")
    }

    @Test func operationWithABody() async throws {
        let transport = FakeTransport(.success(HTTPResponse(status: 204)))
        let operation = FCClient.Operation(
            "PublishFunctionVersion", method: "POST", segments: ["functions", "f", "versions"],
            body: ["description": "版本 1"])
        #expect(try await client(transport).perform(operation, deadline: nil) == .null)
        let request = try #require(transport.requests.first)
        #expect(request.headers["content-type"] == "application/json; charset=utf-8")
        guard case .bytes(let bytes) = request.body else { throw TransportError(.other("no body")) }
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"description":"版本 1"}"#)
    }

    @Test func pageInsteadOfJSON() async throws {
        let page = ResponseBody(Array("<html><title>Sign in</title></html>".utf8))
        let transport = FakeTransport(.success(HTTPResponse(status: 200, body: page)))
        let error = try await #require(throws: FCError.self) { try await client(transport).getFunction("f") }
        guard case .service(let fault) = error else { throw error }
        #expect(fault.status == 200)
        #expect(fault.form == .html)
        #expect(fault.message == "Sign in")
    }

    private func client(_ transport: FakeTransport, _ provider: (any CredentialProvider)? = nil) -> FCClient {
        FCClient(
            endpoint: Endpoint(host: "invoke.test"), managementEndpoint: Endpoint(host: "management.test"),
            credentials: provider ?? StaticCredentialProvider(credentials), transport: transport,
            now: { Date(timeIntervalSince1970: 1_698_315_752) }, nonce: { "nonce" }, userAgent: "fcsh-test")
    }
}

/// A place without credentials.
private struct FailingProvider: CredentialProvider {
    let error: CredentialError

    func credentials() async throws(CredentialError) -> Credentials { throw error }

    func discard(_ expired: Credentials) async {}
}
