import FCCore

extension FunctionSurroundings {
    /// A call as the runtime API hands it over (docs: fc-runtime-go-sdk). The SDK refuses a call without deadline,
    /// which is in milliseconds since 1970, or without time limit, which is in seconds.
    func invocation(for call: InstanceCall, now: Int64) -> RuntimeAPISession.Invocation {
        var headers = HTTPHeaders()
        for field in self.headers(of: call).fields where field.name != "x-fc-control-path" {
            headers.add(field.name, field.value)
        }
        headers.add("x-fc-function-type", String(call.kind.rawValue))
        headers.add("x-fc-function-deadline", String(now + Int64(call.timeout) * 1000))
        return RuntimeAPISession.Invocation(requestID: call.requestID, headers: headers, event: call.event)
    }
}
