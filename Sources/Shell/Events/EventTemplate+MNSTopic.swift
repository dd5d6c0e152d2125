/// Messages of a topic, by the format of the subscription and whether the message has attributes.
extension EventTemplate {
    /// Format JSON; attributes are keys beside the others.
    static func mnsTopic(hasAttributes: Bool) -> EventTemplate {
        let attributes = hasAttributes ? #", "Extend": "{\"trace\":\"t-1\"}""# : ""
        return EventTemplate(
            #"""
            {
              "TopicOwner": "{{account}}",
              "TopicName": "example-topic",
              "Subscriber": "{{account}}",
              "SubscriptionName": "example-subscription",
              "Message": "order 1001 was paid",
              "MessageId": "{{HEX 32}}",
              "MessageMD5": "",
              "PublishTime": "{{milliseconds}}"\#(attributes)
            }
            """#,
            checksum: Checksum(field: "MessageMD5", of: "Message"),
            notes: [
                Note(".Message", "the text as it was published; base64 when the publisher encoded it"),
                Note(".MessageMD5", "follows .Message unless it is set"),
                Note(".PublishTime", "in milliseconds"),
            ] + (hasAttributes ? [Note(".Extend", "an attribute of the message; each is a key of its own")] : []))
    }

    /// Format STREAM without attributes: no JSON at all.
    static var mnsTopicStream: EventTemplate {
        EventTemplate(
            #""order 1001 was paid""#, encoding: .text,
            notes: [Note(".", "the message alone; --set .=TEXT gives another one")])
    }

    /// Format STREAM with attributes.
    static var mnsTopicStreamAttributes: EventTemplate {
        EventTemplate(
            #"""
            {
              "body": "order 1001 was paid",
              "attrs": {"Extend": "{\"trace\":\"t-1\"}"}
            }
            """#,
            notes: [Note(".body", "the message"), Note(".attrs", "attributes of the message, each a text")])
    }
}
