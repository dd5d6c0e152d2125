import FCCore
import Testing

@testable import Shell

@Suite struct ExplanationTests {
    static let context = FailureContext(
        functionName: "hello", qualifier: "prod", region: "cn-hangzhou", accountID: "1234567890123456")

    /// A refusal as the client reads it.
    static func fault(
        _ status: Int, _ code: String?, _ message: String = "said so", headers: HTTPHeaders = [:], more: String = ""
    ) -> ServiceFault {
        let body = code.map { #"{"RequestId":"1-9","Code":"\#($0)","Message":"\#(message)"\#(more)}"# } ?? ""
        return ServiceFault(status: status, headers: headers, body: Array(body.utf8))
    }

    @Test func aDenialPrintsTheSmallestPolicy() {
        let explanation = Explanation.of(Self.fault(403, "AccessDenied"), Self.context)
        #expect(
            explanation.text.plain == """
                access to function 'hello' is denied: fc:InvokeFunction
                  service: AccessDenied (status 403)
                  message: said so
                  request id: 1-9
                  likely: no policy of this identity allows fc:InvokeFunction
                  attach the policy AliyunFCInvocationAccess to the identity, or at least this one:
                    {
                      "Version": "1",
                      "Statement": [
                        {
                          "Action": "fc:InvokeFunction",
                          "Effect": "Allow",
                          "Resource": [
                            "acs:fc:cn-hangzhou:1234567890123456:functions/hello",
                            "acs:fc:cn-hangzhou:1234567890123456:functions/hello/*"
                          ]
                        }
                      ]
                    }
                  next: whoami

                """)
    }

    @Test(arguments: [
        ("fc:GetFunction", "AliyunFCReadOnlyAccess"), ("fc:ListFunctions", "AliyunFCReadOnlyAccess"),
        ("fc:PublishFunctionVersion", "AliyunFCFullAccess"),
    ])
    func otherActionsHaveOtherPolicies(_ action: String, _ policy: String) {
        let explanation = Explanation.of(Self.fault(403, "AccessDenied"), FailureContext(action: action))
        #expect(explanation.attachment?.introduction.contains(policy) == true)
        #expect(explanation.attachment?.text.contains("\"acs:fc:*:*:functions/*\"") == true)
        #expect(explanation.attachment?.text.contains("\"\(action)\"") == true)
    }

    @Test func theGatewaysDetailIsUsed() {
        let more = #","AccessDeniedDetail":{"AuthAction":"fc:GetFunction","AuthPrincipalOwnerId":"77"}"#
        var context = Self.context
        context.accountID = nil
        let explanation = Explanation.of(Self.fault(403, "Forbidden.RAM", more: more), context)
        #expect(explanation.attachment?.text.contains("acs:fc:cn-hangzhou:77:functions/hello") == true)
        #expect(explanation.attachment?.text.contains("fc:GetFunction") == true)
    }

    @Test func anExpressDenialNeedsNoPolicy() {
        let more = #","AccessDeniedDetail":{"NoPermissionType":"ExplicitDeny"}"#
        let explanation = Explanation.of(Self.fault(403, "AccessDenied", more: more), Self.context)
        #expect(explanation.attachment == nil)
        #expect(explanation.reason?.contains("expressly") == true)
    }

    @Test func anUnknownFunctionNamesTheRegionAndWhatIsSimilar() {
        var context = Self.context
        context.similarNames = ["hello2", "help"]
        let explanation = Explanation.of(Self.fault(404, "FunctionNotFound"), context)
        #expect(
            explanation.text.plain == """
                function 'hello' does not exist in cn-hangzhou
                  service: FunctionNotFound (status 404)
                  message: said so
                  request id: 1-9
                  similar names: hello2, help
                  likely: the name is mistyped
                  next: use hello2
                  next: functions
                  next: set region OTHER-REGION

                """)
    }

    @Test func aLocalEndpointHasTheFunctionsOfItsManifestAndNoRegion() {
        var context = Self.context
        context.localFunctions = ["a", "b", "c", "d", "e", "f"]
        let fault = Self.fault(404, "FunctionNotFound")
        #expect(
            Explanation.of(fault, context).text.plain == """
                function 'hello' does not exist at this endpoint
                  service: FunctionNotFound (status 404)
                  message: said so
                  request id: 1-9
                  functions there: a, b, c, d, e, …
                  likely: the name is mistyped, or the s.yaml does not have it
                  next: functions

                """)
        context.similarNames = ["hallo"]
        let explanation = Explanation.of(fault, context)
        #expect(explanation.reason == "the name is mistyped")
        #expect(explanation.next == ["use hallo", "functions"])
    }

    @Test func aLocalEndpointIsNotThePlatform() {
        var context = Self.context
        context.localFunctions = []
        let explanation = Explanation.of(Self.fault(405, "MethodNotAllowed"), context)
        #expect(explanation.sentence == "the local endpoint refused InvokeFunction of function 'hello'")
        #expect(explanation.next == ["triggers"])
    }

    @Test(arguments: [
        ("prod", "AliasNotFound", "function 'hello' has no alias 'prod' in cn-hangzhou", "aliases"),
        ("3", "VersionNotFound", "function 'hello' has no version '3' in cn-hangzhou", "versions"),
    ])
    func unknownQualifiers(_ qualifier: String, _ code: String, _ sentence: String, _ next: String) {
        var context = Self.context
        context.qualifier = qualifier
        let explanation = Explanation.of(Self.fault(404, code), context)
        #expect(explanation.sentence == sentence)
        #expect(explanation.next.first == next)
    }

    @Test func aProxysPageIsNoAnswer() {
        let page = "<!DOCTYPE html><html><head><title>Access blocked</title></head></html>"
        let fault = ServiceFault(
            status: 403, headers: ["content-type": "text/html", "server": "squid"], body: Array(page.utf8))
        let explanation = Explanation.of(fault, Self.context)
        #expect(
            explanation.text.plain == """
                a web page came back, not an answer of Function Compute
                  service: status 403
                  page: Access blocked
                  server: squid
                  likely: a proxy or load balancer on the way answered in the platform's place
                  next: whoami
                  next: !env | grep -i proxy

                """)
    }

    @Test func aRedirectShowsWhere() {
        let fault = ServiceFault(
            status: 307, headers: ["location": "https://other.example.com/2023-03-30/functions?x"], body: [])
        let explanation = Explanation.of(fault, Self.context)
        #expect(explanation.details.contains(.init(label: "location", value: Message(fault.location ?? ""))))
        #expect(explanation.next == ["set endpoint https://other.example.com"])
    }

    @Test(arguments: [
        (429, "ResourceExhausted", "throttling function 'hello'", "too many"),
        (503, "ResourceThrottled", "throttling function 'hello'", "no instance to spare"),
        (400, "EntityTooLarge", "larger than the platform takes", "32 MB"),
        (412, "CAFileNotFound", "refused InvokeFunction of function 'hello'", "could not be started"),
        (500, "InternalServerError", "refused InvokeFunction", "may or may not have run"),
        (502, "BadResponse", "refused InvokeFunction", "no proper answer"),
    ])
    func otherRefusals(_ status: Int, _ code: String, _ sentence: String, _ reason: String) {
        let explanation = Explanation.of(Self.fault(status, code), Self.context)
        #expect(explanation.sentence.contains(sentence))
        #expect(explanation.reason?.contains(reason) == true)
        #expect(explanation.text.plain.contains("service: \(code) (status \(status))\n"))
    }

    @Test func asynchronousRefusals() {
        var context = Self.context
        context.isAsynchronous = true
        #expect(Explanation.of(Self.fault(400, "EntityTooLarge"), context).reason?.contains("128 KB") == true)
        #expect(Explanation.of(Self.fault(409, "TaskExists"), context).next.first == "tasks")
    }

    @Test func aBodyWithoutCodeIsQuoted() {
        let fault = ServiceFault(status: 500, headers: [:], body: Array("upstream\u{1B}[2J\nfailed".utf8))
        #expect(Explanation.of(fault, Self.context).text.plain.contains("  message: upstream\\x1b[2J failed\n"))
    }
}
