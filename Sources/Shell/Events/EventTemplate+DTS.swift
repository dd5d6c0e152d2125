/// Changes of a database from a job of Data Transmission Service.
extension EventTemplate {
    /// An update of one row of a table with two columns: a number and a text.
    static var dts: EventTemplate {
        EventTemplate(
            envelope(
                source: "DTS-Function-example", type: "dts:ConsumeMessage",
                subject: "acs:dts:{{region}}:{{account}}:example-channel/example-job", bus: "DTS-Function-example",
                data: #"""
                    {
                      "id": 1001,
                      "topicPartition": {"hash": 0, "partition": 0, "topic": "example-topic"},
                      "offset": 1001,
                      "sourceTimestamp": "{{seconds}}",
                      "operationType": "UPDATE",
                      "schema": \#(schema),
                      "beforeImage": \#(image(state: "new")),
                      "afterImage": \#(image(state: "paid"))
                    }
                    """#),
            delivery: .list,
            notes: [
                Note(".[0].data.operationType", "UPDATE here; inserts, deletes and control records come too"),
                Note(".[0].data.sourceTimestamp", "when the row changed, in seconds"),
                Note(".[0].data.afterImage.values", "in the order of the fields of the schema"),
                Note(".[0].data.afterImage.values[1].data.hb", "a text's bytes, in .charset"),
                Note(".[0].data.schema.recordFields[0].rawDataTypeNum", "MySQL's number: 8 bigint, 253 varchar"),
            ] + batchNotes)
    }

    private static var schema: String {
        #"""
        {
          "recordFields": [\#(idField), \#(stateField)],
          "nameIndex": {"id": \#(idField), "state": \#(stateField)},
          "schemaId": "(shop,shop,orders)",
          "databaseName": "shop",
          "tableName": "orders",
          "primaryIndexInfo": {
            "indexType": "PrimaryKey",
            "indexFields": [\#(idField)],
            "cardinality": 0,
            "nullable": true,
            "isFirstUniqueIndex": false
          },
          "uniqueIndexInfo": [],
          "foreignIndexInfo": [],
          "normalIndexInfo": [],
          "databaseInfo": {"databaseType": "MySQL", "version": "8.0.36"},
          "totalRows": 0
        }
        """#
    }

    private static var idField: String {
        #"{"fieldName": "id", "rawDataTypeNum": 8, "isPrimaryKey": true, "isUniqueKey": false, "fieldPosition": 0}"#
    }

    private static var stateField: String {
        #"{"fieldName": "state", "rawDataTypeNum": 253, "isPrimaryKey": false, "isUniqueKey": false, "fieldPosition": 1}"#
    }

    private static func image(state: String) -> String {
        let bytes = Array(state.utf8)
        return #"""
            {
              "recordSchema": \#(schema),
              "values": [
                {"data": 1001},
                {
                  "data": {
                    "hb": \#(bytes),
                    "offset": 0,
                    "limit": \#(bytes.count),
                    "position": 0,
                    "capacity": \#(bytes.count),
                    "mark": -1,
                    "isReadOnly": false,
                    "bigEndian": true,
                    "nativeByteOrder": false,
                    "address": 0
                  },
                  "charset": "utf8mb4"
                }
              ],
              "size": \#(8 + bytes.count)
            }
            """#
    }
}
