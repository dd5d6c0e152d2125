import ShellSyntax
import Testing

/// The examples of the language's own description parse as they stand.
@Suite struct LanguageExampleTests {
    static let examples: [(String, String)] = [
        (
            "Smoke",
            #"""
            #!/usr/bin/env fcsh
            set region cn-hangzhou
            use hello

            invoke -e {"k": 1}
            expect ok
            expect .k == 1
            expect @duration < 800ms
            """#
        ),
        (
            "Chain, with a secret that is never shown or stored",
            #"""
            secret password = ${env.SHOP_PASSWORD}
            use auth
            invoke -o none {"user": "ci", "password": ${password}}
            capture --secret token .token
            capture uid .user.id

            use orders:prod
            let sku = "A-1"
            invoke {"uid": ${uid}, "auth": "Bearer ${token}",
                    "items": [{"sku": "${sku}", "n": 2}]}
            test "order is created" do
              expect .status == "created"
              expect .items[0].n >= 2
              expect .trace not exists
            end
            """#
        ),
        (
            "Event sources",
            #"""
            let bucket = ${env.BUCKET:-demo}
            use thumb
            invoke <<EOF
            {"events": [{"eventName": "ObjectCreated:PutObject",
                         "oss": {"bucket": {"name": ${bucket}},
                                 "object": {"key": "in/${1:-cat.png}"}}}]}
            EOF
            invoke <<'RAW'
            {"$schema": "kept as it is: ${not expanded}"}
            RAW
            invoke -f events/put.json > out/put.json
            invoke < events/put.json | jq -r '.sizes[] | "\(.w)x\(.h)"'
            !ls -l out
            """#
        ),
        (
            "Asynchronous work and polling",
            #"""
            use report
            invoke --async --task-id nightly-${1} {"day": "${1}"}
            wait for 10m
            expect @task.status == "Succeeded"

            use report-status
            retry 30 every 2s for 2m do
              invoke {"day": "${1}"}
              expect .state == "published"
              expect .rows > 0
            end
            """#
        ),
        (
            "A small honest load check",
            #"""
            use resize
            set timeout 30s
            test "warm latency" do
              repeat 5 invoke {"w": 64}
              try repeat 200 parallel 10 do
                invoke {"w": 64}
                expect ok
              end
              expect @errors == 0
              expect @warm.p95 < 120ms
              expect @cold.count <= 10
            end
            """#
        ),
        (
            "Error paths and a canary",
            #"""
            on error continue
            source lib/session.fcsh staging

            test "a bad event is refused with a typed error" do
              try invoke {"k": "not a number"}
              expect error
              expect @outcome == function-error
              expect @errorType contains "InvocationError"
              expect @logs matches 'k must be .* number'
            end

            test "the canary answers like production" do
              invoke -q prod   < events/typical.json
              invoke -q canary < events/typical.json
              diff %-2 %-1 --ignore .requestId --ignore .at
              expect @diff.count == 0
            end
            """#
        ),
    ]

    @Test(arguments: examples)
    func parses(_ title: String, _ text: String) {
        let script = parse(text)
        #expect(script.diagnostics.isEmpty)
        #expect(!script.statements.isEmpty)
    }

    @Test(arguments: examples)
    func parsesWithCarriageReturns(_ title: String, _ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        let script = parse(lines)
        #expect(script.diagnostics.isEmpty)
        #expect(script.statements.count == parse(text).statements.count)
    }
}
