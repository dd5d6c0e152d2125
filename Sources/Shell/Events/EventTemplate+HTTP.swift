/// Requests of people and programs: HTTP triggers and API Gateway.
extension EventTemplate {
    /// Format v1, the only one. The trigger's id is left out, as in newer pages of the vendor.
    static var http: EventTemplate {
        EventTemplate(
            #"""
            {
              "version": "v1",
              "rawPath": "/orders/A%201",
              "headers": {
                "Accept": "application/json",
                "Content-Type": "application/json",
                "Host": "orders-abcdefghij.{{region}}.fcapp.run",
                "User-Agent": "curl/8.5.0"
              },
              "queryParameters": {"verbose": "true"},
              "body": "{\"sku\":\"A 1\",\"n\":2}",
              "isBase64Encoded": false,
              "requestContext": {
                "accountId": "{{account}}",
                "domainName": "orders-abcdefghij.{{region}}.fcapp.run",
                "domainPrefix": "orders-abcdefghij",
                "requestId": "{{uuid}}",
                "time": "{{time}}",
                "timeEpoch": "{{text milliseconds}}",
                "http": {
                  "method": "POST",
                  "path": "/orders/A 1",
                  "protocol": "HTTP/1.1",
                  "sourceIp": "192.0.2.10",
                  "userAgent": "curl/8.5.0"
                }
              }
            }
            """#,
            notes: [
                Note(".rawPath", "the path as it was sent, still encoded; .requestContext.http.path is decoded"),
                Note(".headers", "one text for each header; several values are joined by commas"),
                Note(".queryParameters", "decoded; {} when there are none"),
                Note(".body", "text, or base64 when .isBase64Encoded is true"),
                Note(".requestContext.timeEpoch", "milliseconds, as text"),
                Note(".requestContext.http.userAgent", "a copy of the header"),
            ])
    }

    /// What API Gateway sends to a function behind one of its paths.
    static var apiGateway: EventTemplate {
        EventTemplate(
            #"""
            {
              "path": "/orders/1001",
              "httpMethod": "POST",
              "headers": {
                "Accept": "application/json",
                "Content-Type": "application/json; charset=utf-8",
                "X-Ca-Request-Id": "{{uuid}}"
              },
              "queryParameters": {"verbose": "true"},
              "pathParameters": {"id": "1001"},
              "body": "{\"sku\":\"A-1\",\"n\":2}",
              "isBase64Encoded": false
            }
            """#,
            notes: [
                Note(".headers", "all of them, those the gateway adds included"),
                Note(".pathParameters", "what the variable parts of the path held"),
                Note(".body", "text, or base64 when .isBase64Encoded is true"),
            ])
    }
}
