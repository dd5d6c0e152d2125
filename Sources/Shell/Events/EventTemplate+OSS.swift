/// Events of a bucket.
extension EventTemplate {
    /// What happened to the object.
    enum ObjectChange {
        case put, delete
    }

    /// One record about one object. A deleted object has size 0 and a negative change of size.
    static func oss(_ change: ObjectChange) -> EventTemplate {
        let (name, size, difference) =
            switch change {
            case .put: ("ObjectCreated:PutObject", 10240, 10240)
            case .delete: ("ObjectRemoved:DeleteObject", 0, -10240)
            }
        return EventTemplate(
            #"""
            {
              "events": [
                {
                  "eventName": "\#(name)",
                  "eventSource": "acs:oss",
                  "eventTime": "{{timeMilliseconds}}",
                  "eventVersion": "1.0",
                  "region": "{{region}}",
                  "oss": {
                    "ossSchemaVersion": "1.0",
                    "ruleId": "{{hex 40}}",
                    "bucket": {
                      "name": "example-bucket",
                      "arn": "acs:oss:{{region}}:{{account}}:example-bucket",
                      "ownerIdentity": "{{account}}"
                    },
                    "object": {
                      "key": "images/cat.png",
                      "size": \#(size),
                      "deltaSize": \#(difference),
                      "eTag": "{{HEX 32}}",
                      "objectMeta": {
                        "mimeType": "image/png",
                        "userMeta": {}
                      }
                    }
                  },
                  "requestParameters": {"sourceIPAddress": "192.0.2.10"},
                  "responseElements": {"requestId": "{{HEX 24}}"},
                  "userIdentity": {"principalId": "{{account}}"}
                }
              ]
            }
            """#,
            notes: [
                Note(
                    ".events[0].eventName",
                    "kind and operation, without the oss: of the trigger's configuration, such as "
                        + "ObjectCreated:CopyObject, ObjectCreated:CompleteMultipartUpload, ObjectRemoved:DeleteObjects"
                ),
                Note(".events[0].oss.bucket.arn", "holds the bucket's name once more"),
                Note(".events[0].oss.object.key", "the object's name; decode it to be safe, it may be URL-encoded"),
                Note(".events[0].oss.object.deltaSize", "bytes gained; negative when the object shrank or went"),
                Note(".events[0].oss.object.objectMeta.userMeta", "keys begin with x-oss-meta-"),
            ])
    }
}
