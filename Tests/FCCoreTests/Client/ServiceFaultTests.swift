import FCCore
import FoundationEssentials
import Testing

/// Refusals in every spelling that has been seen.
struct ServiceFaultTests {
    private static let id = "1-67fb352a-13c977c3-fcd79f7a7b63"

    @Test(arguments: [
        #"{"RequestId":"\#(id)","Code":"FunctionNotFound","Message":"no 'x'"}"#,
        #"{"requestId":"\#(id)","code":"FunctionNotFound","message":"no 'x'"}"#,
        #"{"ErrorCode":"FunctionNotFound","ErrorMessage":"no 'x'","RequestID":"\#(id)"}"#,
        #"{"errorCode":"FunctionNotFound","errorMessage":"no 'x'","request_id":null,"requestid":"\#(id)"}"#,
        #"{"HostId":"h","Code":"FunctionNotFound","Message":"no 'x'","RequestId":"\#(id)","Recommend":"https://r"}"#,
        #" {"error":{"code":"FunctionNotFound","message":"no 'x'","requestId":"\#(id)"}}"#,
        #"{"Code":"","ErrorCode":"FunctionNotFound","Message":null,"errorMessage":"no 'x'","RequestId":"\#(id)"}"#,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Error><RequestId>\(id)</RequestId><HostId>h</HostId><Code> FunctionNotFound </Code>
        <Message>no &apos;x&#39;</Message></Error>
        """,
        "<Error><Code>FunctionNotFound</Code><Message><![CDATA[no 'x']]></Message><RequestId>\(id)</RequestId></Error>",
    ])
    func spellings(_ body: String) {
        let fault = ServiceFault(status: 404, headers: [:], body: Array(body.utf8))
        #expect(fault.code == "FunctionNotFound")
        #expect(fault.message == "no 'x'")
        #expect(fault.requestID == Self.id)
        #expect(fault.kind == .notFound)
        #expect(fault.bodyExcerpt == body)
    }

    @Test(
        arguments: [
            (400, "InvalidArgument", .other), (400, "EntityTooLarge", .payloadTooLarge),
            (400, "LimitExceededError", .other),
            (403, "AccessDenied", .denied), (403, "SignatureNotMatch", .badSignature),
            (400, "SignatureDoesNotMatch", .badSignature), (400, "SignatureNonceUsed", .badSignature),
            (403, "InvalidAccessKeyID", .invalidKey), (404, "InvalidAccessKeyId.NotFound", .invalidKey),
            (400, "InvalidAccessKeyId.Inactive", .invalidKey), (400, "InvalidSecurityToken.Expired", .invalidKey),
            (400, "MissingSecurityToken", .invalidKey), (400, "InvalidTimeStamp.Expired", .clock),
            (400, "InvalidTimeStamp.Format", .clock), (403, "RequestTimeTooSkewed", .clock),
            (404, "AliasNotFound", .notFound),
            (404, "VersionNotFound", .notFound), (404, "AsyncConfigNotExists", .notFound),
            (409, "FunctionAlreadyExists", .other),
            (412, "CAFileNotFound", .other), (429, "ResourceExhausted", .throttled),
            (503, "ResourceThrottled", .throttled),
            (400, "Throttling.User", .throttled), (400, "Throttling", .throttled), (500, "InternalServerError", .other),
            (404, "SomethingNew", .notFound), (403, "SomethingNew", .denied), (413, "SomethingNew", .payloadTooLarge),
            (403, "Forbidden.RAM", .denied), (403, "NoPermission", .denied), (499, "ClientClosedRequest", .other),
        ] as [(Int, String, ServiceFault.Kind)])
    func kindsByCode(status: Int, code: String, kind: ServiceFault.Kind) {
        let body = JSONWriter.bytes(["Code": .string(code), "Message": "m"])
        #expect(ServiceFault(status: status, headers: [:], body: body).kind == kind)
    }

    @Test(
        arguments: [
            (301, .redirect), (307, .redirect), (401, .denied), (403, .denied), (404, .notFound),
            (413, .payloadTooLarge),
            (429, .throttled), (500, .other), (503, .other), (418, .other),
        ] as [(Int, ServiceFault.Kind)])
    func kindsByStatus(status: Int, kind: ServiceFault.Kind) {
        let fault = ServiceFault(status: status, headers: ["X-Fc-Request-Id": Self.id], body: [])
        #expect(fault.kind == kind)
        #expect(fault.form == .empty)
        #expect(fault.code == nil)
        #expect(fault.message == nil)
        #expect(fault.requestID == Self.id)
    }

    @Test func throttledByHeader() {
        #expect(ServiceFault(status: 503, headers: ["x-acs-retry-after": "100"], body: []).kind == .throttled)
    }

    @Test(arguments: [502, 403, 404])
    func pageOfAProxy(status: Int) {
        let page =
            "<!DOCTYPE html>\n<html><head><title>502 Bad &amp; Gateway</title></head><body><h1>no</h1></body></html>"
        let fault = ServiceFault(status: status, headers: ["content-type": "text/html"], body: Array(page.utf8))
        #expect(fault.status == status)
        #expect(fault.form == .html)
        #expect(fault.kind == .other)
        #expect(fault.code == nil)
        #expect(fault.message == "502 Bad & Gateway")
        #expect(fault.requestID == nil)
    }

    @Test(
        arguments: [
            ("upstream connect error", "text/plain", .text), ("oops", "text/html; charset=utf-8", .html),
            ("{not json", "application/json", .text), ("[1,2]", "application/json", .json), ("<a", "", .xml),
            ("\u{FEFF}  \n", "", .empty), ("<html><title>x", "", .html), ("&&&;<<>>", "", .text),
        ] as [(String, String, ServiceFault.Form)])
    func otherBodies(body: String, type: String, form: ServiceFault.Form) {
        let fault = ServiceFault(status: 502, headers: ["content-type": type], body: Array(body.utf8))
        #expect(fault.form == form)
        #expect(fault.kind == .other)
    }

    @Test func gatewayDetails() {
        let body = #"{"Code":"AccessDenied","AccessDeniedDetail":{"AuthAction":"fc:Get"},"Recommend":"https://r"}"#
        let fault = ServiceFault(status: 403, headers: [:], body: Array(body.utf8))
        #expect(fault.accessDeniedDetail?["AuthAction"]?.stringValue == "fc:Get")
        #expect(fault.recommendation == "https://r")
    }

    @Test func redirectAndClock() {
        let headers: HTTPHeaders = ["Location": "https://other", "Date": "Sun, 06 Nov 1994 08:49:37 GMT"]
        let redirect = ServiceFault(status: 308, headers: headers, body: [])
        #expect(redirect.location == "https://other")
        #expect(redirect.serverDate == Date(timeIntervalSince1970: 784_111_777))
        #expect(ServiceFault(status: 400, headers: headers, body: []).location == nil)
    }

    @Test func excerptIsBoundedAndReadable() {
        let fault = ServiceFault(status: 500, headers: [:], body: [0xFF] + [UInt8](repeating: 0x61, count: 5000))
        #expect(fault.bodyExcerpt.utf8.count <= ServiceFault.excerptLimit + 2)
        #expect(fault.form == .text)
    }
}
