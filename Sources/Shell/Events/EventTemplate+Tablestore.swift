/// The stream of a table.
extension EventTemplate {
    /// A new row and a changed one, as JSON for people; the trigger sends CBOR.
    static var tablestore: EventTemplate {
        EventTemplate(
            #"""
            {
              "Version": "Sync-v1",
              "Records": [
                {
                  "Type": "PutRow",
                  "Info": {"Timestamp": "{{microseconds}}"},
                  "PrimaryKey": [
                    {"ColumnName": "customer", "Value": "c-1001"},
                    {"ColumnName": "sequence", "Value": 1234567890123456789}
                  ],
                  "Columns": [
                    {"Type": "Put", "ColumnName": "sku", "Value": "A-1", "Timestamp": "{{milliseconds}}"},
                    {"Type": "Put", "ColumnName": "price", "Value": 12.5, "Timestamp": "{{milliseconds}}"},
                    {"Type": "Put", "ColumnName": "paid", "Value": true, "Timestamp": "{{milliseconds}}"},
                    {"Type": "Put", "ColumnName": "receipt", "Value": {"$base64": "AAEC/w=="}, "Timestamp": "{{milliseconds}}"}
                  ]
                },
                {
                  "Type": "UpdateRow",
                  "Info": {"Timestamp": "{{microseconds}}"},
                  "PrimaryKey": [
                    {"ColumnName": "customer", "Value": "c-1001"},
                    {"ColumnName": "sequence", "Value": 1234567890123456790}
                  ],
                  "Columns": [
                    {"Type": "Put", "ColumnName": "count", "Value": 2, "Timestamp": "{{milliseconds}}"},
                    {"Type": "DeleteAllVersions", "ColumnName": "coupon", "Timestamp": "{{milliseconds}}"}
                  ]
                }
              ]
            }
            """#,
            encoding: .cbor,
            notes: [
                Note(".Records[0].Type", "PutRow, UpdateRow or DeleteRow"),
                Note(".Records[0].Info.Timestamp", "the change, in microseconds"),
                Note(".Records[0].PrimaryKey", "in the order of the key; integer, text or bytes"),
                Note(".Records[0].Columns[0].Type", "Put, DeleteOneVersion or DeleteAllVersions (which has no Value)"),
                Note(".Records[0].Columns[3].Value", "bytes are written {\"$base64\": …} here and are bytes in CBOR"),
                Note(".", "the trigger sends CBOR, and so does invoke --event-template tablestore"),
            ])
    }
}
