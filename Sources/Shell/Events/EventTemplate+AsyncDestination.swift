/// What a destination of asynchronous calls receives.
extension EventTemplate {
    /// A call that went well.
    static var asyncDestination: EventTemplate {
        EventTemplate(
            #"""
            {
              "timestamp": "{{milliseconds}}",
              "requestContext": {
                "requestId": "{{uuid}}",
                "functionArn": "acs:fc:{{region}}:{{account}}:functions/hello",
                "condition": "",
                "approximateInvokeCount": 1
              },
              "requestPayload": "{\"k\":1}",
              "responseContext": {
                "statusCode": 200,
                "functionError": ""
              },
              "responsePayload": "{\"ok\":true}"
            }
            """#,
            notes: [
                Note(".requestContext.condition", "the type of the error; empty when all went well"),
                Note(".requestContext.approximateInvokeCount", "how often the function was tried"),
                Note(".requestPayload", "the event of the call, as text"),
                Note(".responsePayload", "the answer, or the error as JSON, as text"),
            ])
    }
}
