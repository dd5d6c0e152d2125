import FCCore

@testable import FCLocal

/// Requests as a browser on this machine sends them to the page.
extension LocalBench {
    static let browser: HTTPHeaders = ["host": "127.0.0.1:9999"]

    /// What the page answers at an address behind its token.
    func page(_ path: String = "", query: String = "", language: String = "en") async -> Call {
        var headers = Self.browser
        headers.add("accept-language", language)
        return Call(
            await router.reply(
                to: FrontRequest(
                    method: "GET", rawPath: router.pageToken.path + path, rawQuery: query, headers: headers)))
    }

    /// What it answers to a form.
    func submit(
        _ path: String = "invoke", _ fields: [(String, String)] = [], headers: HTTPHeaders = HTTPHeaders()
    ) async -> Call {
        let body = fields.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
        var all = Self.browser
        for field in headers.fields { all.add(field.name, field.value) }
        return Call(
            await router.reply(
                to: FrontRequest(
                    method: "POST", rawPath: router.pageToken.path + path, headers: all, body: Array(body.utf8))))
    }

    /// The page that an answer leads to.
    func follow(_ call: Call) async -> Call {
        let path = call.reply.headers["location"] ?? ""
        guard path.hasPrefix(router.pageToken.path) else { return call }
        return await page(String(path.dropFirst(router.pageToken.path.count)))
    }

    /// Keeps a call as if it had been made.
    @discardableResult
    func keep(
        function: String = "hello", event: String = "{}", answer: String? = nil, log: String = "",
        origin: CallOrigin = CallOrigin(), request: String? = nil, requestID: String = "1-test"
    ) -> InvocationRecord {
        keep(
            function: function, event: Array(event.utf8), answer: answer.map { Array($0.utf8) }, log: log,
            origin: origin, request: request, requestID: requestID)
    }

    /// The same with bytes.
    @discardableResult
    func keep(
        function: String = "hello", event: [UInt8], answer: [UInt8]?, log: String = "",
        origin: CallOrigin = CallOrigin(), request: String? = nil, requestID: String = "1-test"
    ) -> InvocationRecord {
        let record = InvocationRecord(
            function: function, version: "LATEST", memorySize: 128, origin: origin, requestID: requestID, attempt: 0,
            request: request, event: KeptBytes(beginning: event, limit: KeptBytes.eventLimit),
            time: 1_700_000_000_000)
        let serial = configuration.invocations.add(record)
        guard let answer else { return record }
        configuration.invocations.begin(serial, on: "c-1", at: 1_700_000_000_005)
        var outcome = CallOutcome(content: .result(answer))
        outcome.log = Array(log.utf8)
        configuration.invocations.end(serial, InvocationRecord.End(outcome, at: 1_700_000_000_010))
        return record
    }
}
