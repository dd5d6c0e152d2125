/// Events in the CloudEvents envelope that EventBridge delivers.
extension EventTemplate {
    /// An event of one's own: type, source and data are free.
    static var eventBridge: EventTemplate {
        EventTemplate(
            envelope(
                source: "shop.orders", type: "shop:Order:Created",
                subject: "acs:eventbridge:{{region}}:{{account}}:eventbus/example-bus", bus: "example-bus",
                data: #"{"order": "1001", "total": 12.5}"#),
            delivery: .either,
            notes: [
                Note(".type", "what happened; rules match it"), Note(".source", "who says so"),
                Note(".data", "whatever the producer put in"),
                Note(".", "--batch N makes the list that batch mode sends; a rule's transform may change all of it"),
            ])
    }

    /// Messages of an MNS queue.
    static var mnsQueue: EventTemplate {
        EventTemplate(
            envelope(
                source: "MNS-Function-example", type: "mns:Queue:SendMessage",
                subject: "acs:mns:{{region}}:{{account}}:queues/example-queue", bus: "MNS-Function-example",
                data: #"""
                    {
                      "requestId": "{{HEX 24}}",
                      "messageId": "{{HEX 32}}",
                      "messageBody": "order 1001 was paid"
                    }
                    """#),
            delivery: .list,
            notes: [Note(".[0].data.messageBody", "text, or an object when the body is JSON")] + batchNotes)
    }

    /// Messages of a RocketMQ instance of the cloud. Types inside `systemProperties` are mixed, as they come.
    static var rocketMQ: EventTemplate {
        EventTemplate(
            envelope(
                source: "RocketMQ-Function-example", type: "mq:Topic:SendMessage",
                subject: "acs:mq:{{region}}:{{account}}:example-instance%example-topic",
                bus: "RocketMQ-Function-example",
                data: #"""
                    {
                      "topic": "example-topic",
                      "body": "order 1001 was paid",
                      "userProperties": {},
                      "systemProperties": {
                        "MIN_OFFSET": "0",
                        "MAX_OFFSET": "1001",
                        "TRACE_ON": "true",
                        "MSG_REGION": "{{region}}",
                        "KEYS": "1001",
                        "TAGS": "paid",
                        "UNIQ_KEY": "{{HEX 32}}",
                        "INSTANCE_ID": "example-instance",
                        "CONSUME_START_TIME": "{{milliseconds}}"
                      }
                    }
                    """#),
            delivery: .list,
            notes: [
                Note(".[0].data.body", "text, or an object when the body is JSON"),
                Note(
                    ".[0].data.systemProperties.CONSUME_START_TIME",
                    "a number among texts: a map of texts cannot take it"),
            ] + batchNotes)
    }

    /// Messages of a RabbitMQ queue.
    static var rabbitMQ: EventTemplate {
        EventTemplate(
            envelope(
                source: "RabbitMQ-Function-example", type: "amqp:Queue:SendMessage",
                subject:
                    "acs:amqp:{{region}}:{{account}}:/instances/example-instance/vhosts/example-vhost/queues/example-queue",
                bus: "RabbitMQ-Function-example",
                data: #"""
                    {
                      "body": {"order": "1001", "state": "paid"},
                      "props": {"contentEncoding": "UTF-8", "messageId": "{{uuid}}"},
                      "envelope": {
                        "deliveryTag": 1,
                        "exchange": "",
                        "redeliver": false,
                        "routingKey": "example-queue"
                      }
                    }
                    """#),
            delivery: .list,
            notes: [
                Note(".[0].data.body", "text or an object"),
                Note(".[0].data.props", "properties of AMQP, as far as they were set"),
                Note(".[0].data.envelope.exchange", "may be empty"),
            ] + batchNotes)
    }

    /// Messages of a Kafka topic. Older triggers send each record as a string that holds JSON.
    static func kafka(encoding: Encoding) -> EventTemplate {
        let value = #"{"order": "1001", "state": "paid"}"#
        return EventTemplate(
            envelope(
                source: "Kafka-Function-example", type: "alikafka:Topic:Message",
                subject: "acs:example-instance:topic:example-topic", bus: nil,
                data: #"""
                    {
                      "topic": "example-topic",
                      "partition": 0,
                      "offset": 1001,
                      "timestamp": "{{milliseconds}}",
                      "headers": {"headers": [], "isReadOnly": false},
                      "key": "1001",
                      "value": \#(value)
                    }
                    """#),
            encoding: encoding, delivery: .list,
            notes: [
                Note(".[0].data.value", "by the task's format: JSON, text, or bytes in base64"),
                Note(".[0].data.timestamp", "in milliseconds"),
            ] + batchNotes)
    }

    /// The envelope around a source's data.
    /// - Parameter bus: the event bus or trigger; nil for the short form that names the account only.
    static func envelope(source: String, type: String, subject: String, bus: String?, data: String) -> String {
        let delivery =
            bus.map { bus in
                #"""
                ,
                "aliyunoriginalaccountid": "{{account}}",
                "aliyuneventbusname": "\#(bus)",
                "aliyunregionid": "{{region}}",
                "aliyunpublishtime": "{{timeMilliseconds}}",
                "aliyunpublishaddr": "192.0.2.10"
                """#
            } ?? ""
        return #"""
            {
              "specversion": "1.0",
              "id": "{{uuid}}",
              "source": "\#(source)",
              "type": "\#(type)",
              "subject": "\#(subject)",
              "time": "{{timeMilliseconds}}",
              "datacontenttype": "application/json; charset=utf-8",
              "data": \#(data),
              "aliyunaccountid": "{{account}}"\#(delivery)
            }
            """#
    }

    /// What is to say about every source that sends lists.
    static var batchNotes: [Note] {
        [Note(".", "a list, also for one message; --batch N makes more. Triggers of older rules send one object")]
    }
}
