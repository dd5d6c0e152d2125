import FCCore
import TestSupport
import Testing

@Suite("What a project's parts see of each other")
struct ManifestResolutionTests {
    @Test("a cycle is shown with its whole chain")
    func chain() throws {
        let manifest = try read("edition: 3.0.0\nvars: {a: \"${vars.b}\", b: \"x${vars.c}\", c: \"${vars.a}\"}")
        let error = try #require(throws: ManifestError.self) { _ = try manifest.strict() }
        #expect(error.kind == .cycle)
        #expect(error.reason.contains("vars.a → vars.b → vars.c → vars.a"), "\(error.reason)")
    }

    @Test(
        "values that grow without measure are one clear error",
        arguments: [
            (1...40).map { "  v\($0): \"${vars.v\($0 - 1)}${vars.v\($0 - 1)}\"\n" }.joined(),
            (1...40).map { "  v\($0): [\"${vars.v\($0 - 1)}\", \"${vars.v\($0 - 1)}\"]\n" }.joined(),
            (1...300).map { "  v\($0): \"${vars.v\($0 - 1)}\"\n" }.reversed().joined(),
        ])
    func bombs(vars: String) throws {
        let manifest = try read("edition: 3.0.0\nvars:\n  v0: xxxxxxxxxxxxxxxx\n" + vars)
        let error = try #require(throws: ManifestError.self) { _ = try manifest.strict() }
        #expect(error.kind == .tooLarge)
    }

    @Test("a file beyond all size is refused before it is read")
    func size() throws {
        let text = "edition: 3.0.0\n#" + String(repeating: "x", count: 10 << 20)
        let error = try #require(throws: ManifestError.self) { _ = try read(text) }
        #expect(error.kind == .tooLarge)
        #expect(error.message.contains("10485776 bytes"))
    }

    @Test("the expressions of an extended file see its own resources, and both files' vars")
    func extended() throws {
        let manifest = try read(
            """
            extend: base/base.yaml
            vars: {stage: prod}
            resources:
              hello:
                props: {region: cn-beijing, more: {b: 2}, list: [9], gone: null}
            """,
            [
                "/p/base/base.yaml": """
                edition: 3.0.0
                name: base
                vars: {stage: dev, maps: {a: 1, b: 1}}
                resources:
                  hello:
                    component: fc3
                    props:
                      region: cn-hangzhou
                      functionName: ${this.props.region}-${vars.stage}
                      note: ${file('./note.txt')}
                      more: ${vars.maps}
                      list: [1, 2]
                      gone: here
                """, "/p/base/note.txt": "beside the base",
            ])
        let step = try #require(try manifest.strict().steps.first)
        #expect(
            step.props == [
                "region": "cn-beijing", "functionName": "cn-hangzhou-prod", "note": "beside the base",
                "more": ["a": 1, "b": 2], "list": [9],
            ])
        #expect(manifest.name == "base")
        #expect(try manifest.resources.first?.region == "cn-beijing")
        let rows = manifest.preview().rows
        #expect(rows.first { $0.path == "resources.hello.props.functionName" }?.layer == .base)
        #expect(rows.first { $0.path == "resources.hello.props.region" }?.layer == .own)
    }

    @Test("a template's maps are merged also when they come out of an expression")
    func template() throws {
        let manifest = try read(
            """
            edition: 3.0.0
            vars: {envs: {A: 1, B: 2}, drop: [timeout], base: tpl}
            template:
              tpl: {environmentVariables: "${vars.envs}", timeout: 5, functionName: "${this.name}-fn"}
            resources:
              one:
                component: fc3
                extend: {name: "${vars.base}", ignore: "${vars.drop}"}
                props: {environmentVariables: {B: 3}}
            """)
        #expect(
            try manifest.strict().steps.first?.props
                == ["environmentVariables": ["A": 1, "B": 3], "functionName": "one-fn"])
    }

    private static let staged = """
        edition: 3.0.0
        name: shop
        access: default
        env: stages.yaml
        resources:
          hello: {component: fc3@0.1, props: {region: cn-hangzhou, functionName: hello, timeout: 5}}
        """
    private static let stages = """
        environments:
          - {name: staging, access: stage, infraStack: {region: cn-shanghai},
             overlays: {components: {fc3: {timeout: 9}}, resources: {hello: {functionName: "${this.name}-s"}}}}
        """

    @Test("an environment changes access, region and props")
    func environment() throws {
        let surroundings = ManifestSurroundings(environmentName: "staging")
        let manifest = try read(Self.staged, ["/p/stages.yaml": Self.stages], surroundings)
        let hello = try #require(manifest.resources.first)
        #expect(try (hello.region, hello.functionName, hello.timeout) == ("cn-shanghai", "hello-s", 9))
        #expect(manifest.access == "stage")
        #expect(manifest.environmentName == "staging")
        #expect(manifest.seen(access: "mine", credentials: nil).access == "mine")
        let row = manifest.preview().rows.first { $0.path == "resources.hello.props.timeout" }
        #expect(row?.layer == .overlay("staging"))
    }

    @Test("the environment Serverless Devs keeps as the default is used and told of")
    func storedEnvironment() throws {
        let store = "[{\"project\": \"shop\", \"path\": \"/p/s.yaml\", \"default\": \"staging\"}]"
        let files = ["/p/stages.yaml": Self.stages, "/home/t/.s/cache/default-env.json": store]
        let manifest = try read(Self.staged, files, ManifestSurroundings(home: "/home/t"))
        #expect(manifest.environmentName == "staging")
        #expect(manifest.warnings.contains { $0.contains("staging") })
        #expect(try read(Self.staged, files).environmentName == nil)
    }

    @Test("an environment that is not there is a warning, one beside 'extend' an error")
    func oddEnvironments() throws {
        let surroundings = ManifestSurroundings(environmentName: "nope")
        let missing = try read(Self.staged, ["/p/stages.yaml": Self.stages], surroundings)
        #expect(missing.warnings == ["Env [nope] was not found, run without environment."])
        #expect(try read(Self.staged, [:], surroundings).warnings.count == 1)
        let both = ["/p/env.yaml": "environments: [{name: nope}]", "/p/b.yaml": "edition: 3.0.0"]
        let error = try #require(throws: ManifestError.self) {
            _ = try read("extend: b.yaml\nedition: 3.0.0", both, surroundings)
        }
        #expect(error.kind == .unsupported)
    }

    @Test("what a resource gives after it was deployed stays as it is, and is an error only for who needs it")
    func deployed() throws {
        let manifest = try read(
            """
            edition: 3.0.0
            vars: {url: "${resources.b.output.url}"}
            resources:
              a: {component: fc3, props: {functionName: f, region: "${vars.url || 'x'}", description: "at ${vars.url}"}}
              b: {component: fc3, props: {functionName: g, region: r}}
            """)
        let first = try #require(manifest.resource(named: "a"))
        #expect(try first.functionName == "f")
        let error = try #require(throws: ManifestError.self) { _ = try first.region }
        #expect(error.kind == .unresolved)
        #expect(error.reason.contains("known only after"))
        #expect(try manifest.strict().steps.map(\.name) == ["a", "b"])
    }

    @Test("flow decides by name or by pattern, and may not name what is not there")
    func flow() throws {
        let resources = "resources: {a: {component: fc3}, b: {component: fc3}, c: {component: fc3-domain}}"
        let pattern = try read("edition: 3.0.0\nflow: {\"${regex('^inv')}\": [[c, b], [a]]}\n" + resources)
        #expect(try pattern.steps(for: "invoke").map(\.group) == [0, 0, 1])
        #expect(try pattern.functions(for: "invoke").map(\.name) == ["b", "a"])
        #expect(try pattern.functions(for: "deploy").map(\.name) == ["a", "b"])
        let wrong = try read("edition: 3.0.0\nflow: {invoke: [[z]]}\n" + resources)
        #expect(
            try #require(throws: ManifestError.self) { _ = try wrong.steps(for: "invoke") }.kind == .resourceNotFound)
    }

    @Test("the actions of invoke, with their variables, when somebody runs them")
    func actions() throws {
        let manifest = try read(
            """
            edition: 3.0.0
            vars: {d: sub}
            actions: {"pre-${regex('.')}": [{run: "echo ${vars.d}"}]}
            resources:
              h:
                component: fc3
                actions:
                  pre-invoke: [{run: "echo ${this.props.functionName}", path: "./${vars.d}"}, {plugin: x}]
                  post-invoke: [{run: "echo ${vars.none}"}]
                  pre-deploy: [{run: no}]
                props: {functionName: fn}
            """)
        #expect(try manifest.actions.runnable(.pre).map(\.command) == ["echo sub"])
        let own = try #require(manifest.resources.first).actions
        #expect(own.foreignCount == 1)
        let action = ManifestAction(stage: .pre, command: "echo fn", directory: "/p/sub")
        #expect(try own.runnable(.pre) == [action])
        #expect(throws: ManifestError.self) { _ = try own.runnable(.complete) }
        #expect(try own.runnable(.fail).isEmpty)
    }

    @Test(
        "variables of the older format stand without quotes; unknown ones stay",
        arguments: [
            ("${vars.region}", "cn"), ("${env(NAME)}", "value"), ("${env.NAME}", "value"), ("${env('NAME')}", "value"),
            ("${env(NONE)}", "${env(NONE)}"), ("${env(NONE, other)}", "other"),
            ("${config(AccountID)}", "1000000000000000"),
            ("${config.AccountID}", "1000000000000000"), ("${file(./f.txt)}", "content"), ("${hello.props.name}", "n"),
            ("${hello.output.x}", "${hello.output.x}"), ("${what.ever}", "${what.ever}"),
            ("${vars.none}", "${vars.none}"),
            ("a-${vars.region}-${nope}", "a-cn-${nope}"),
        ])
    func legacy(row: (String, String)) throws {
        let manifest = try read(
            """
            edition: 1.0.0
            vars: {region: cn}
            services:
              hello: {component: fc, props: {name: n, x: "\(row.0)"}}
            """, ["/p/f.txt": "content"], ManifestSurroundings(environment: ["NAME": "value"])
        ).seen(access: nil, credentials: .local)
        #expect(try manifest.strict().steps.first?.props["x"]?.stringValue == row.1)
    }

    @Test("config() gives what is known of the identity, and says why it gives nothing")
    func credentials() throws {
        let text = "edition: 3.0.0\nresources: {h: {component: fc3, props: {x: \"${config('SecurityToken')}\"}}}"
        let manifest = try read(text)
        #expect(manifest.asksForCredentials)
        #expect(!(try read("edition: 3.0.0").asksForCredentials))
        let credentials = Credentials(
            accessKeyID: "FakeID", accessKeySecret: Secret("FakeSecret"), securityToken: Secret("FakeToken"))
        let seen = manifest.seen(access: nil, credentials: CredentialFacts(credentials))
        #expect(try seen.strict().steps.first?.props["x"] == "FakeToken")
        let without = manifest.seen(access: nil, credentials: CredentialFacts(missing: "no store"))
        let error = try #require(throws: ManifestError.self) { _ = try without.strict() }
        #expect(error.hint == "no store")
    }

    @Test("origins tell the whole way")
    func origins() throws {
        let manifest = try read(
            """
            edition: 3.0.0
            vars: {region: "${env('R')}"}
            resources:
              h: {component: fc3, props: {region: "${vars.region}", x: "${file('f.txt')}-${vars.region}", y: 1}}
            """, ["/p/.env": "R=cn", "/p/f.txt": "f"])
        let rows = Dictionary(uniqueKeysWithValues: manifest.preview(resource: "h").rows.map { ($0.path, $0.origins) })
        let region: [ValueOrigin] = [.reference("vars.region"), .environment("R", file: "/p/.env")]
        #expect(rows["resources.h.props.region"] == region)
        #expect(rows["resources.h.props.x"] == [.file("/p/f.txt")] + region)
        #expect(rows["resources.h.props.y"] == [])
    }

    @Test("reading once more sees what changed, with the same identity")
    func again() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/s.yaml"
        _ = try folder.write("edition: 3.0.0\nresources: {h: {component: fc3, props: {functionName: a}}}", to: "s.yaml")
        let manifest = try ManifestReader().read(path).seen(access: "mine", credentials: .local)
        _ = try folder.write("edition: 3.0.0\nresources: {h: {component: fc3, props: {functionName: b}}}", to: "s.yaml")
        let changed = try manifest.reread()
        #expect(try changed.resources.first?.functionName == "b")
        #expect(changed.access == "mine")
    }

    private func read(
        _ text: String, _ others: [String: String] = [:],
        _ surroundings: ManifestSurroundings = ManifestSurroundings()
    ) throws -> Manifest {
        let files = MemoryFiles(others.merging(["/p/s.yaml": text]) { _, own in own })
        return try ManifestReader(files: files, surroundings: surroundings).read("/p/s.yaml")
    }
}
