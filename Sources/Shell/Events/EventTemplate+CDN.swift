/// Events of the content delivery network. The vendor's page calls the numbers strings; what is sent are numbers.
extension EventTemplate {
    /// A log file of five minutes is ready.
    static var cdnLogFile: EventTemplate {
        cdn(
            "LogFileCreated",
            parameter: #"""
                ,
                "startTime": "{{seconds -600}}",
                "endTime": "{{seconds -300}}",
                "fileSize": 20480,
                "filePath": "http://cdn-logs.example.com/www.example.com/log.gz?Expires={{text seconds 86400}}&Signature=example"
                """#,
            notes: [
                Note(".events[0].eventParameter.startTime", "begin of the slice, in seconds; .endTime is its end"),
                Note(".events[0].eventParameter.filePath", "signed address of the log, gzip"),
            ])
    }

    /// Cached objects were refreshed, pushed or blocked.
    static func cdnObjects(_ name: String) -> EventTemplate {
        cdn(
            name,
            parameter: #"""
                ,
                "objectPath": ["/images/cat.png"],
                "objectType": "File",
                "taskId": 1000001,
                "createTime": "{{seconds -60}}",
                "completeTime": "{{seconds}}"
                """#,
            notes: [
                Note(".events[0].eventParameter.objectType", "File or Directory"),
                Note(".events[0].eventParameter.createTime", "when the task was made, in seconds"),
                Note(".events[0].eventParameter.completeTime", "when it was done, in seconds"),
            ])
    }

    /// A domain was started, stopped, added or deleted.
    static func cdnDomain(_ name: String, status: String? = nil) -> EventTemplate {
        cdn(
            name, parameter: status.map { #", "status": "\#($0)""# } ?? "",
            notes: status == nil ? [] : [Note(".events[0].eventParameter.status", "online or offline")])
    }

    private static func cdn(_ name: String, parameter: String, notes: [Note]) -> EventTemplate {
        EventTemplate(
            #"""
            {
              "events": [
                {
                  "eventName": "\#(name)",
                  "eventVersion": "1.0.0",
                  "eventSource": "cdn",
                  "region": "cn-hangzhou",
                  "eventTime": "{{timeChina}}",
                  "traceId": "{{uuid}}",
                  "resource": {"domain": "www.example.com"},
                  "userIdentity": {"aliUid": "{{account}}"},
                  "eventParameter": {"domain": "www.example.com"\#(parameter)}
                }
              ]
            }
            """#,
            notes: [Note(".events[0].resource.domain", "the domain, once more in .eventParameter.domain")] + notes)
    }
}
