import FCCore
import TestSupport
import Testing

@Suite("s.yaml as functions")
struct ManifestTests {
    private static let full = """
        edition: 3.0.0
        name: shop
        access: prod
        template:
          common: {runtime: python3.10, timeout: 5, environmentVariables: {A: "1", B: "2"}, region: cn-beijing}
        resources:
          hello:
            component: fc3@0.1.5
            access: other
            extend: {name: common, ignore: [region]}
            props:
              region: cn-hangzhou
              functionName: 12345
              description: says hello
              handler: index.handler
              code: ./code
              timeout: "60"
              memorySize: 512
              diskSize: 0x200
              cpu: 0.35
              endpoint: https://fc.example.com
              instanceConcurrency: 10
              layers: [acs:fc:cn-hangzhou:official:layers/Nodejs20/versions/1]
              environmentVariables: {B: two, DEBUG: true, N: 1.10, GONE: null}
              customRuntimeConfig: {command: [python3], args: [app.py, 8], port: 8000, healthCheckConfig: {
                httpGetUrl: /ready, initialDelaySeconds: 1, periodSeconds: 2, timeoutSeconds: 3, failureThreshold: 4,
                successThreshold: 5}}
              customContainerConfig: {image: "registry/x:1", port: 9001}
              instanceLifecycleConfig:
                initializer: {handler: index.init, timeout: 30}
                preStop: {command: [sh, -c, bye]}
              triggers: [{triggerName: web, triggerType: http, triggerConfig: {authType: anonymous}}]
          other: {component: fc3-domain, props: {domainName: auto}}
          bare: {component: devsapp/fc3}
        """

    @Test("everything that an invocation and a local run need")
    func properties() throws {
        let manifest = try read(Self.full)
        #expect(manifest.path == "/project/s.yaml")
        #expect(manifest.directory == "/project")
        #expect(manifest.name == "shop")
        #expect(manifest.access == "prod")
        #expect(!manifest.isLegacy)
        #expect(manifest.warnings.isEmpty)
        #expect(manifest.resources.map(\.name) == ["hello", "other", "bare"])
        #expect(manifest.functions.map(\.name) == ["hello", "bare"])

        let hello = try #require(manifest.resource(named: "hello"))
        #expect(hello.componentName == "fc3")
        #expect(hello.access == "other")
        #expect(hello.position == YAMLPosition(line: 7, column: 3))
        #expect(try hello.region == "cn-hangzhou")
        #expect(try hello.functionName == "12345")
        #expect(try hello.description == "says hello")
        #expect(try hello.runtime == "python3.10")
        #expect(try hello.handler == "index.handler")
        #expect(try hello.code == "/project/code")
        #expect(try hello.timeout == 60)
        #expect(try hello.memorySize == 512)
        #expect(try hello.diskSize == 512)
        #expect(try hello.cpu?.text == "0.35")
        #expect(try hello.endpoint == "https://fc.example.com")
        #expect(try hello.instanceConcurrency == 10)
        #expect(try hello.layers == ["acs:fc:cn-hangzhou:official:layers/Nodejs20/versions/1"])
        #expect(
            try hello.environmentVariables.map { "\($0.name)=\($0.value)" } == ["A=1", "B=two", "DEBUG=true", "N=1.10"])
        var check = HealthCheckConfig(httpGetURL: "/ready")
        (check.initialDelay, check.period, check.timeout) = (1, 2, 3)
        (check.failureThreshold, check.successThreshold) = (4, 5)
        #expect(
            try hello.customRuntimeConfig
                == CustomRuntimeConfig(
                    command: ["python3"], arguments: ["app.py", "8"], port: 8000, healthCheck: check))
        #expect(try hello.customContainerConfig == CustomContainerConfig(image: "registry/x:1", port: 9001))
        #expect(
            try hello.instanceLifecycleConfig
                == InstanceLifecycleConfig(
                    initializer: LifecycleHook(handler: "index.init", timeout: 30),
                    preStop: LifecycleHook(command: ["sh", "-c", "bye"])))
        #expect(try hello.triggers == [Trigger(name: "web", type: "http", config: ["authType": "anonymous"])])
    }

    @Test("what is not there is nil")
    func missing() throws {
        let bare = try #require(try read(Self.full).resource(named: "bare"))
        #expect(try bare.functionName == nil)
        #expect(try bare.timeout == nil)
        #expect(try bare.code == nil)
        #expect(try bare.environmentVariables.isEmpty)
        #expect(try bare.customRuntimeConfig == nil)
        #expect(try bare.instanceLifecycleConfig == nil)
        #expect(try bare.triggers.isEmpty)
    }

    @Test("a variable in a key that nobody asks for does no harm, and is named when somebody does")
    func unresolved() throws {
        let manifest = try read(
            """
            edition: 3.0.0
            access: ${aliyun-cli}
            resources:
              hello:
                component: fc3
                props:
                  region: ${vars.region}
                  functionName: hello
                  code: "./${env('X')}/code"
                  description: "100$ and ${open"
                  environmentVariables: {A: "1", B: "x-${vars.b}"}
            """)
        let hello = try #require(manifest.functions.first)
        #expect(manifest.access == "${aliyun-cli}")
        #expect(try hello.functionName == "hello")
        #expect(try hello.description == "100$ and ${open")
        let error = try #require(throws: ManifestError.self) { _ = try hello.region }
        #expect(error.kind == .notFound)
        #expect(error.keyPath == "resources.hello.props.region")
        #expect(error.message == "/project/s.yaml:7:15: resources.hello.props.region: ${vars.region} not found")
        #expect(try #require(throws: ManifestError.self) { _ = try hello.code }.reason.contains("env('X') not found"))
        let variable = try #require(throws: ManifestError.self) { _ = try hello.environmentVariables }
        #expect(variable.keyPath == "resources.hello.props.environmentVariables.B")
        #expect((variable.line, variable.column) == (11, 44))
    }

    @Test(
        "a value of the wrong type is named with its place",
        arguments: [
            ("timeout: soon", "resources.h.props.timeout must be a number, not 'soon'"),
            ("timeout: 1.5", "resources.h.props.timeout must be a whole number, not 1.5"),
            ("timeout: [1]", "resources.h.props.timeout must be a number"),
            ("functionName: true", "resources.h.props.functionName must be text, not true; put it in quotes"),
            ("functionName: {a: 1}", "resources.h.props.functionName must be text"),
            ("code: [a]", "resources.h.props.code must be text"),
            ("environmentVariables: [a]", "resources.h.props.environmentVariables must be a mapping"),
            ("environmentVariables: {A: [1]}", "resources.h.props.environmentVariables.A must be text"),
            ("customRuntimeConfig: {command: ls}", "resources.h.props.customRuntimeConfig.command must be a list"),
            ("customRuntimeConfig: {args: [null]}", "resources.h.props.customRuntimeConfig.args[0] must be text"),
            ("customRuntimeConfig: 1", "resources.h.props.customRuntimeConfig must be a mapping"),
            ("layers: x", "resources.h.props.layers must be a list"),
        ])
    func wrongTypes(row: (String, String)) throws {
        let text = "edition: 3.0.0\nresources:\n  h:\n    component: fc3\n    props:\n      \(row.0)\n"
        let resource = try #require(try read(text).resource(named: "h"))
        let error = try #require(throws: ManifestError.self) {
            _ = try (resource.timeout, resource.functionName, resource.code)
            _ = try (resource.environmentVariables, resource.customRuntimeConfig, resource.layers)
        }
        #expect(error.kind == .wrongType)
        #expect(error.reason == row.1)
        #expect(row.1.contains("args[0]") || error.line == 6)
    }

    @Test(
        "a file of another shape is refused",
        arguments: [
            ("[1]", ManifestError.Kind.structure), ("text", .structure), ("edition: 3.0.0\nresources: [a]", .structure),
            ("edition: 3.0.0\nresources: {a: 1}", .structure),
            ("edition: 3.0.0\nresources: {a: {props: 1}}", .structure),
            ("edition: 3.0.0\naccess: [a]", .wrongType), ("edition: 3.0.0\nextend: base.yaml", .templateNotFound),
            ("resources: {}", .editionUnsupported), ("edition: 2.0.0\nresources: {}", .editionUnsupported),
            ("edition: [1]\nresources: {}", .editionUnsupported), ("", .editionUnsupported),
        ])
    func shapes(row: (String, ManifestError.Kind)) throws {
        #expect(try #require(throws: ManifestError.self) { _ = try read(row.0) }.kind == row.1)
    }

    @Test(
        "which components are functions",
        arguments: [
            ("fc3", true), ("fc3@0.1.5", true), ("devsapp/fc3", true), ("devsapp/fc3@dev", true), ("fc3-domain", false),
            ("fc", false), ("./component", true), ("/opt/component", true), ("https://example.com/c", true),
            ("fc3x", false),
            ("", false),
        ])
    func components(row: (String, Bool)) throws {
        let manifest = try read(
            "edition: 3.0.0\nresources: {h: {component: \"\(row.0)\", props: {functionName: f}}}")
        #expect(manifest.resources.first?.isFunction == row.1)
    }

    @Test("a local component without a function name is no function")
    func localComponent() throws {
        let manifest = try read("edition: 3.0.0\nresources: {h: {component: ./c, props: {region: x}}}")
        #expect(manifest.functions.isEmpty)
    }

    @Test("an older file gives the names that the newer platform uses")
    func legacy() throws {
        let manifest = try read(
            """
            services:
              hello:
                component: devsapp/fc
                props:
                  region: cn-hangzhou
                  service: {name: svc}
                  function: {name: fn, codeUri: ./src, timeout: 9, environmentVariables: {A: b}}
            """)
        let hello = try #require(manifest.functions.first)
        #expect(try hello.functionName == "svc$fn")
        #expect(try hello.region == "cn-hangzhou")
        #expect(try hello.code == "/project/src")
        #expect(try hello.timeout == 9)
        #expect(try hello.environmentVariables == [EnvironmentVariable(name: "A", value: "b")])
    }

    @Test("a file that cannot be read says why")
    func unreadable() throws {
        let reader = ManifestReader(files: MemoryFiles([:], unreadable: ["/project/s.yaml"]))
        let error = try #require(throws: ManifestError.self) {
            _ = try reader.read(try reader.locate(template: nil, directory: "/project"))
        }
        #expect(error.kind == .unreadable)
        #expect(error.message.contains("Permission denied"))
    }

    @Test("s.YAML and a folder named s.yaml are not taken for the file")
    func oddNames() throws {
        let upper = ManifestReader(files: MemoryFiles(["/project/s.YAML": "edition: 3.0.0"]))
        let error = try #require(throws: ManifestError.self) {
            _ = try upper.locate(template: nil, directory: "/project")
        }
        #expect(error.kind == .templateExtension)
        let folder = ManifestReader(files: MemoryFiles(["/project/s.yaml/x": "", "/project/s.yml": "edition: 3.0.0"]))
        #expect(try folder.locate(template: nil, directory: "/project") == "/project/s.yml")
    }

    private func read(_ text: String) throws -> Manifest {
        try ManifestReader(files: MemoryFiles(["/project/s.yaml": text])).read("/project/s.yaml")
    }
}
