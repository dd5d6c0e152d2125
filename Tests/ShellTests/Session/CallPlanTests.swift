import FCCore
import ShellTestSupport
import TestSupport
import Testing

@testable import Shell

@Suite struct CallPlanTests {
    private static let manifest = """
        edition: 3.0.0
        access: default
        resources:
          hello:
            component: fc3
            props: {region: cn-shanghai, functionName: hello-fn, timeout: 90, runtime: custom-container}
          other:
            component: fc3
            props: {region: cn-beijing, functionName: other-fn, endpoint: "http://127.0.0.1:8080"}
        """
    private static let single = """
        edition: 3.0.0
        resources:
          hello:
            component: fc3
            props: {region: cn-shanghai, functionName: hello-fn}
        """

    private static func plan(
        _ options: SettingValues = [:], manifest: String? = nil, environment: [String: String] = [:],
        session settings: SettingValues = [:]
    ) async throws -> CallPlan {
        let session = TestWorld.session(
            files: manifest.map { ["/project/s.yaml": $0] } ?? [:],
            environment: TestWorld.environment.merging(environment) { _, new in new })
        for setting in Setting.allCases {
            if let value = settings[setting] { await session.set(setting, value) }
        }
        var request = CallRequest()
        request.options = options
        return try await session.plan(request)
    }

    private static func url(_ plan: CallPlan) async throws -> String {
        try await plan.client.signedInvocation(plan.invocation).request.url
    }

    /// The part of an address behind the endpoint.
    private static func path(_ function: String, _ qualifier: String = "LATEST") -> String {
        "/2023-03-30/functions/\(function)/invocations?qualifier=\(qualifier)"
    }

    @Test(
        arguments: [
            ([:], "https://1234567890.cn-hangzhou.fc.aliyuncs.com"),
            ([.endpoint: "public"], "https://1234567890.cn-hangzhou.fc.aliyuncs.com"),
            ([.endpoint: "internal"], "https://1234567890.cn-hangzhou-internal.fc.aliyuncs.com"),
            ([.endpoint: "http://127.0.0.1:9000"], "http://127.0.0.1:9000"),
            ([.endpoint: "example.com"], "https://example.com"),
        ] as [(SettingValues, String)])
    func endpoints(options: SettingValues, endpoint: String) async throws {
        let target: SettingValues = [.region: "cn-hangzhou", .function: "f", .qualifier: "1"]
        let plan = try await Self.plan(target.overlaid(with: options))
        #expect(try await Self.url(plan) == endpoint + Self.path("f", "1"))
    }

    @Test func anEndpointOfItsOwnNeedsNoRegion() async throws {
        let plan = try await Self.plan([.endpoint: "http://127.0.0.1:9000", .function: "f"])
        #expect(plan.target.region == nil)
    }

    @Test func anEndpointFromTheEnvironment() async throws {
        let environment = ["FC_CLIENT_CUSTOM_ENDPOINT": "http://127.0.0.1:9001"]
        let plan = try await Self.plan([.function: "f"], environment: environment)
        #expect(try await Self.url(plan) == "http://127.0.0.1:9001" + Self.path("f"))
    }

    @Test(
        arguments: [
            // A resource's name wins over a function's; both bring the resource.
            ([.function: "hello"], [:], [:], "hello-fn", "cn-shanghai", 90),
            ([.function: "hello-fn"], [:], [:], "hello-fn", "cn-shanghai", 90),
            ([:], [.function: "other"], [:], "other-fn", "cn-beijing", nil),
            // An explicit region stays stronger.
            ([.function: "hello"], [.region: "cn-hangzhou"], [:], "hello-fn", "cn-hangzhou", 90),
            ([.function: "hello", .region: "cn-hangzhou"], [:], [:], "hello-fn", "cn-hangzhou", 90),
            // The environment is weaker than the s.yaml and chooses among its resources.
            ([.function: "hello"], [:], ["FCSH_REGION": "cn-hangzhou"], "hello-fn", "cn-shanghai", 90),
            ([:], [:], ["FCSH_FUNCTION": "hello"], "hello-fn", "cn-shanghai", 90),
            ([.function: "elsewhere", .region: "cn-hangzhou"], [:], [:], "elsewhere", "cn-hangzhou", nil),
        ] as [(SettingValues, SettingValues, [String: String], String, String, Int?)])
    func resources(
        options: SettingValues, session: SettingValues, environment: [String: String], function: String,
        region: String, timeout: Int?
    ) async throws {
        let plan = try await Self.plan(options, manifest: Self.manifest, environment: environment, session: session)
        #expect(plan.target == .init(functionName: function, qualifier: "LATEST", region: region))
        #expect(plan.manifestTimeout == timeout)
    }

    @Test func theOnlyResourceNeedsNoName() async throws {
        let plan = try await Self.plan(manifest: Self.single)
        #expect(plan.target == .init(functionName: "hello-fn", qualifier: "LATEST", region: "cn-shanghai"))
        let weaker = try await Self.plan(manifest: Self.single, environment: ["FCSH_FUNCTION": "other"])
        #expect(weaker.target.functionName == "hello-fn", "the environment is weaker than the s.yaml")
        let stronger = try await Self.plan([.function: "other"], manifest: Self.single)
        #expect(stronger.target == .init(functionName: "other", qualifier: "LATEST", region: "cn-shanghai"))
    }

    @Test func aResourceBringsItsEndpoint() async throws {
        let plan = try await Self.plan([.function: "other"], manifest: Self.manifest)
        #expect(try await Self.url(plan).hasPrefix("http://127.0.0.1:8080/"))
    }

    @Test(
        arguments: [
            ([.function: "f"], nil, "no region is set", "--region cn-hangzhou"),
            ([.region: "cn-hangzhou"], nil, "no function is set", "use FUNCTION"),
            ([.region: "cn-hangzhou"], manifest, "the s.yaml has 2 functions: which one?", "use hello"),
            ([.region: "cn hangzhou", .function: "f"], nil, "'cn hangzhou' is no region's name", "a region's name"),
        ] as [(SettingValues, String?, String, String)])
    func whatIsMissingIsNamed(options: SettingValues, manifest: String?, message: String, next: String) async throws {
        let failure = await #expect(throws: Failure.self) { try await Self.plan(options, manifest: manifest) }
        #expect(failure?.status == .usage)
        #expect(failure?.message == message)
        #expect(failure?.next?.hasPrefix(next) == true, "\(failure?.next ?? "nothing")")
    }

    @Test func aBrokenFileStandsInTheWayOnlyOfWhatNeedsIt() async throws {
        let plan = try await Self.plan([.function: "f", .region: "cn-hangzhou"], manifest: "resources: [")
        #expect(plan.target.functionName == "f")
        await #expect(throws: Failure.self) { try await Self.plan([.function: "f"], manifest: "resources: [") }
        let session = TestWorld.session(files: ["/project/b.yaml": "resources: ["])
        var request = CallRequest()
        request.options = [.function: "f", .region: "cn-hangzhou", .template: "b.yaml"]
        await session.set(.template, "b.yaml")
        await #expect(throws: Failure.self) { try await session.plan(request) }
    }

    @Test func aLocalEndpointOverridesEndpointAndIdentity() async throws {
        let target = LocalTarget(
            endpoint: Endpoint(scheme: .http, host: "127.0.0.1", port: 4000),
            credentials: Credentials(accessKeyID: "LocalTestKey", accessKeySecret: Secret("LocalTestSecret")))
        let world = TestWorld.world(
            files: MemoryFiles(["/project/s.yaml": Self.single]), environment: ["HOME": "/home/test"],
            localEndpoints: FixedLocalEndpoint(target: target))
        let session = Session(world: world, masker: Masker())
        var options = Session.ProcessOptions()
        options.isLocal = true
        options.settings[.endpoint] = "https://elsewhere.example"
        await session.apply(options)
        let plan = try await session.plan(CallRequest())
        let signed = try await plan.client.signedInvocation(plan.invocation)
        #expect(signed.request.url == "http://127.0.0.1:4000" + Self.path("hello-fn"))
        #expect(signed.request.headers["authorization"]?.contains("LocalTestKey") == true)
    }

    @Test func localWithoutAFileSaysSo() async throws {
        let session = TestWorld.session()
        var options = Session.ProcessOptions()
        options.isLocal = true
        await session.apply(options)
        await #expect(throws: Failure.self) { try await session.plan(CallRequest()) }
    }

    /// An endpoint that is running already.
    private struct FixedLocalEndpoint: LocalEndpointHost {
        let target: LocalTarget

        func target(for manifest: Manifest, startingIfNeeded: Bool) async throws(Failure) -> LocalTarget? { target }
    }
}
