/// Sources of EventBridge whose records come without the CloudEvents envelope.
extension EventTemplate {
    /// Messages of MQTT clients.
    static var mqtt: EventTemplate {
        EventTemplate(
            #"""
            {
              "props": {
                "firstTopic": "sensors",
                "secondTopic": "/kitchen/temperature",
                "clientId": "GID_example@@@sensor-1"
              },
              "body": "21.5"
            }
            """#,
            delivery: .list, notes: [Note(".[0].body", "the message, as text")] + batchNotes)
    }

    /// Messages of a RocketMQ that is not the cloud's.
    static var apacheRocketMQ: EventTemplate {
        EventTemplate(
            #"""
            {
              "msgId": "{{HEX 32}}",
              "topic": "example-topic",
              "systemProperties": {
                "UNIQ_KEY": "{{HEX 32}}",
                "CLUSTER": "example-cluster",
                "MIN_OFFSET": "0",
                "MAX_OFFSET": "1001",
                "TAGS": "paid"
              },
              "userProperties": {},
              "body": "order 1001 was paid"
            }
            """#,
            delivery: .list, notes: [Note(".[0].systemProperties", "texts only")] + batchNotes)
    }
}
