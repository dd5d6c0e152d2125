import FCCore
import ShellSyntax
import Testing

@testable import Shell

/// Reads paths as the language writes them.
enum PathText {
    struct Malformed: Error {
        let text: String
    }

    static func steps(_ text: String) throws -> [PathStep] {
        guard case .path(let steps)? = SelectorParser.parse(text)?.target else { throw Malformed(text: text) }
        return steps
    }
}

/// The fields of events as `path:type`; elements of an array are one path with `[]`.
enum EventFields {
    /// Objects whose keys are free: headers, attributes, what a producer put in.
    private static let free: Set<String> = [
        "headers", "queryParameters", "pathParameters", "parameter", "userMeta", "attrs", "userProperties", "nameIndex",
    ]

    static func of(_ value: Value) -> Set<String> {
        var fields: Set<String> = []
        collect(value, at: "", into: &fields)
        return fields
    }

    private static func collect(_ value: Value, at path: String, into fields: inout Set<String>) {
        switch value {
        case .object(let record):
            let name = path.split(separator: ".").last.map { String($0) } ?? ""
            let isBytes = record.keys == ["$base64"]
            if free.contains(name) && record["headers"] == nil || isBytes {
                fields.insert("\(path):\(isBytes ? "bytes" : "object")")
                return
            }
            for field in record.fields {
                collect(field.value, at: path.isEmpty ? field.key : "\(path).\(field.key)", into: &fields)
            }
        case .array(let elements):
            if elements.isEmpty { fields.insert("\(path):array") }
            for element in elements { collect(element, at: path + "[]", into: &fields) }
        default: fields.insert("\(path):\(value.kind.rawValue)")
        }
    }

    /// What the vendor's pages and libraries say.
    static let documented: [EventKind: Set<String>] = [
        .http: fields(
            """
            version:string rawPath:string headers:object queryParameters:object body:string isBase64Encoded:bool
            requestContext.accountId:string requestContext.domainName:string requestContext.domainPrefix:string
            requestContext.requestId:string requestContext.time:string requestContext.timeEpoch:string
            requestContext.http.method:string requestContext.http.path:string requestContext.http.protocol:string
            requestContext.http.sourceIp:string requestContext.http.userAgent:string
            """),
        .oss: oss, .ossDelete: oss,
        .log: fields(
            """
            parameter:object source.endpoint:string source.projectName:string source.logstoreName:string
            source.shardId:number source.beginCursor:string source.endCursor:string jobName:string taskId:string
            cursorTime:number
            """),
        .timer: fields("triggerTime:string triggerName:string payload:string"),
        .cdnLogFileCreated: cdn("startTime:number endTime:number fileSize:number filePath:string"),
        .cdnObjectsRefreshed: cdnObjects, .cdnObjectsPushed: cdnObjects, .cdnObjectsBlocked: cdnObjects,
        .cdnDomainStarted: cdn("status:string"), .cdnDomainStopped: cdn("status:string"),
        .cdnDomainAdded: cdn(""), .cdnDomainDeleted: cdn(""),
        .tablestore: fields(
            """
            Version:string Records[].Type:string Records[].Info.Timestamp:number Records[].PrimaryKey[].ColumnName:string
            Records[].PrimaryKey[].Value:string Records[].PrimaryKey[].Value:number Records[].Columns[].Type:string
            Records[].Columns[].ColumnName:string Records[].Columns[].Value:string Records[].Columns[].Value:number
            Records[].Columns[].Value:bool Records[].Columns[].Value:bytes Records[].Columns[].Timestamp:number
            """),
        .mnsTopic: mnsTopic, .mnsTopicAttributes: mnsTopic.union(["Extend:string"]),
        .mnsTopicStream: [":string"], .mnsTopicStreamAttributes: fields("body:string attrs:object"),
        .eventBridge: envelope("order:string total:number", at: ""),
        .mnsQueue: envelope("requestId:string messageId:string messageBody:string"),
        .rocketMQ: envelope(
            """
            topic:string body:string userProperties:object systemProperties.MIN_OFFSET:string
            systemProperties.MAX_OFFSET:string systemProperties.TRACE_ON:string systemProperties.MSG_REGION:string
            systemProperties.KEYS:string systemProperties.TAGS:string systemProperties.UNIQ_KEY:string
            systemProperties.INSTANCE_ID:string systemProperties.CONSUME_START_TIME:number
            """),
        .rabbitMQ: envelope(
            """
            body.order:string body.state:string props.contentEncoding:string props.messageId:string
            envelope.deliveryTag:number envelope.exchange:string envelope.redeliver:bool envelope.routingKey:string
            """),
        .kafka: kafka, .kafkaStrings: kafka,
        .dts: envelope(
            """
            id:number topicPartition.hash:number topicPartition.partition:number topicPartition.topic:string
            offset:number sourceTimestamp:number operationType:string
            """
        ).union(schema(at: "schema")).union(image(at: "beforeImage")).union(image(at: "afterImage")),
        .mqtt: fields(
            "[].props.firstTopic:string [].props.secondTopic:string [].props.clientId:string [].body:string"),
        .apacheRocketMQ: fields(
            """
            [].msgId:string [].topic:string [].systemProperties.UNIQ_KEY:string [].systemProperties.CLUSTER:string
            [].systemProperties.MIN_OFFSET:string [].systemProperties.MAX_OFFSET:string
            [].systemProperties.TAGS:string [].userProperties:object [].body:string
            """),
        .apiGateway: fields(
            """
            path:string httpMethod:string headers:object queryParameters:object pathParameters:object body:string
            isBase64Encoded:bool
            """),
        .asyncDestination: fields(
            """
            timestamp:number requestContext.requestId:string requestContext.functionArn:string
            requestContext.condition:string requestContext.approximateInvokeCount:number requestPayload:string
            responseContext.statusCode:number responseContext.functionError:string responsePayload:string
            """),
    ]

    private static let oss = fields(
        """
        eventName:string eventSource:string eventTime:string eventVersion:string region:string
        oss.ossSchemaVersion:string oss.ruleId:string oss.bucket.name:string oss.bucket.arn:string
        oss.bucket.ownerIdentity:string oss.object.key:string oss.object.size:number oss.object.deltaSize:number
        oss.object.eTag:string oss.object.objectMeta.mimeType:string oss.object.objectMeta.userMeta:object
        requestParameters.sourceIPAddress:string responseElements.requestId:string userIdentity.principalId:string
        """, at: "events[].")

    private static let cdnObjects = cdn(
        "objectPath[]:string objectType:string taskId:number createTime:number completeTime:number")

    private static let mnsTopic = fields(
        """
        TopicOwner:string TopicName:string Subscriber:string SubscriptionName:string Message:string MessageId:string
        MessageMD5:string PublishTime:number
        """)

    /// Only the account, of the envelope's extensions.
    private static let kafka = fields(
        """
        specversion:string id:string source:string type:string subject:string time:string datacontenttype:string
        aliyunaccountid:string data.topic:string data.partition:number data.offset:number data.timestamp:number
        data.headers.headers:array data.headers.isReadOnly:bool data.key:string data.value.order:string
        data.value.state:string
        """, at: "[].")

    private static func cdn(_ parameter: String) -> Set<String> {
        fields(
            """
            eventName:string eventVersion:string eventSource:string region:string eventTime:string traceId:string
            resource.domain:string userIdentity.aliUid:string eventParameter.domain:string
            """, at: "events[]."
        ).union(fields(parameter, at: "events[].eventParameter."))
    }

    private static func envelope(_ data: String, at prefix: String = "[].") -> Set<String> {
        fields(
            """
            specversion:string id:string source:string type:string subject:string time:string datacontenttype:string
            aliyunaccountid:string aliyunoriginalaccountid:string aliyuneventbusname:string aliyunregionid:string
            aliyunpublishtime:string aliyunpublishaddr:string
            """, at: prefix
        ).union(fields(data, at: prefix + "data."))
    }

    private static func image(at path: String) -> Set<String> {
        fields(
            """
            size:number values[].data:number values[].charset:string values[].data.hb[]:number
            values[].data.offset:number values[].data.limit:number values[].data.position:number
            values[].data.capacity:number values[].data.mark:number values[].data.isReadOnly:bool
            values[].data.bigEndian:bool values[].data.nativeByteOrder:bool values[].data.address:number
            """, at: "[].data.\(path)."
        ).union(schema(at: path + ".recordSchema"))
    }

    private static func schema(at path: String) -> Set<String> {
        let field = "fieldName:string rawDataTypeNum:number isPrimaryKey:bool isUniqueKey:bool fieldPosition:number"
        return fields(
            """
            nameIndex:object schemaId:string databaseName:string tableName:string primaryIndexInfo.indexType:string
            primaryIndexInfo.cardinality:number primaryIndexInfo.nullable:bool primaryIndexInfo.isFirstUniqueIndex:bool
            uniqueIndexInfo:array foreignIndexInfo:array normalIndexInfo:array databaseInfo.databaseType:string
            databaseInfo.version:string totalRows:number
            """, at: "[].data.\(path)."
        )
        .union(fields(field, at: "[].data.\(path).recordFields[]."))
        .union(fields(field, at: "[].data.\(path).primaryIndexInfo.indexFields[]."))
    }

    private static func fields(_ text: String, at prefix: String = "") -> Set<String> {
        Set(text.split { $0 == " " || $0 == "\n" }.map { prefix + $0 })
    }
}
