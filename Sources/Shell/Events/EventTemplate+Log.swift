/// The log trigger (SLS).
extension EventTemplate {
    /// Positions in one shard of a logstore, a minute apart.
    static var log: EventTemplate {
        EventTemplate(
            #"""
            {
              "parameter": {},
              "source": {
                "endpoint": "http://{{region}}-intranet.log.aliyuncs.com",
                "projectName": "example-project",
                "logstoreName": "example-logstore",
                "shardId": 0,
                "beginCursor": "{{cursor -60}}",
                "endCursor": "{{cursor}}"
              },
              "jobName": "{{hex 40}}",
              "taskId": "{{uuid}}",
              "cursorTime": "{{seconds}}"
            }
            """#,
            notes: [
                Note(".parameter", "the trigger's functionParameter as it is configured"),
                Note(
                    ".source.beginCursor",
                    "where to begin (inclusive); the event holds no logs, the function pulls them with its credentials"),
                Note(".source.endCursor", "where to end (exclusive)"),
                Note(".taskId", "the same when this slice is sent again"),
                Note(".cursorTime", "when the last log of the slice arrived, in seconds"),
            ])
    }
}
