import ShellSyntax

/// The kinds of events that triggers send, by the names `event` knows them by.
///
/// Kinds whose fields are not documented (DataHub, IoT, products behind EventBridge) are left to ``eventBridge``, the
/// envelope with free type, source and data. A load balancer calls a function as an HTTP trigger does.
package enum EventKind: String, CaseIterable, Sendable {
    case http
    case oss
    case ossDelete = "oss-delete"
    case log
    case timer
    case cdnLogFileCreated = "cdn-log-file-created"
    case cdnObjectsRefreshed = "cdn-objects-refreshed"
    case cdnObjectsPushed = "cdn-objects-pushed"
    case cdnObjectsBlocked = "cdn-objects-blocked"
    case cdnDomainStarted = "cdn-domain-started"
    case cdnDomainStopped = "cdn-domain-stopped"
    case cdnDomainAdded = "cdn-domain-added"
    case cdnDomainDeleted = "cdn-domain-deleted"
    case tablestore
    case mnsTopic = "mns-topic"
    case mnsTopicAttributes = "mns-topic-attributes"
    case mnsTopicStream = "mns-topic-stream"
    case mnsTopicStreamAttributes = "mns-topic-stream-attributes"
    case eventBridge = "eventbridge"
    case mnsQueue = "mns-queue"
    case rocketMQ = "rocketmq"
    case rabbitMQ = "rabbitmq"
    case kafka
    case kafkaStrings = "kafka-strings"
    case dts
    case mqtt
    case apacheRocketMQ = "apache-rocketmq"
    case apiGateway = "api-gateway"
    case asyncDestination = "async-destination"

    /// The kind of a name. Letter case plays no part, `_` is as good as `-`, so the trigger types of an s.yaml are
    /// understood; `sls` is `log`.
    package init?(name: String) {
        let name = Self.normalized(name)
        self.init(rawValue: Self.otherNames[name] ?? name)
    }

    private static let otherNames = [
        "sls": "log", "cloudevent": "eventbridge", "cloudevents": "eventbridge", "apigateway": "api-gateway",
    ]

    private static func normalized(_ name: String) -> String {
        name.lowercased().replacing("_", with: "-")
    }

    /// What to type instead of a name that is no kind: those that begin so, or the nearest.
    static func remedy(for name: String) -> String {
        let name = normalized(name)
        let start = name == "cdn-events" ? "cdn-" : name
        let names = allCases.map(\.rawValue)
        let matches = start.isEmpty ? [] : names.filter { $0.hasPrefix(start) }
        if !matches.isEmpty { return "one of \(matches.joined(separator: ", "))" }
        return NearestName.suggestion(for: name, among: names).map { "did you mean \($0)?" } ?? "event list"
    }

    /// What happened when such an event is sent, for `event list`.
    package var summary: String {
        switch self {
        case .http: "a request to an HTTP trigger, as built-in runtimes see it"
        case .oss: "an object was put into a bucket"
        case .ossDelete: "an object was deleted from a bucket"
        case .log: "new logs in a logstore: their positions, not the logs"
        case .timer: "the time of a timer trigger has come"
        case .cdnLogFileCreated: "CDN: a log file is ready"
        case .cdnObjectsRefreshed: "CDN: cached objects were refreshed"
        case .cdnObjectsPushed: "CDN: objects were pushed into the cache"
        case .cdnObjectsBlocked: "CDN: objects were blocked"
        case .cdnDomainStarted: "CDN: a domain went online"
        case .cdnDomainStopped: "CDN: a domain went offline"
        case .cdnDomainAdded: "CDN: a domain was added"
        case .cdnDomainDeleted: "CDN: a domain was deleted"
        case .tablestore: "rows of a table changed; sent as CBOR"
        case .mnsTopic: "a message of a topic, format JSON"
        case .mnsTopicAttributes: "a message of a topic, format JSON, with attributes"
        case .mnsTopicStream: "a message of a topic, format STREAM: its text alone"
        case .mnsTopicStreamAttributes: "a message of a topic, format STREAM, with attributes"
        case .eventBridge: "any event of EventBridge: one CloudEvent with free type and data"
        case .mnsQueue: "messages of an MNS queue"
        case .rocketMQ: "messages of a RocketMQ topic"
        case .rabbitMQ: "messages of a RabbitMQ queue"
        case .kafka: "messages of a Kafka topic"
        case .kafkaStrings: "messages of a Kafka topic, each a string that holds JSON"
        case .dts: "changes of a database, from a DTS job"
        case .mqtt: "messages of MQTT clients"
        case .apacheRocketMQ: "messages of a RocketMQ that you run yourself"
        case .apiGateway: "a request through API Gateway"
        case .asyncDestination: "the outcome of an asynchronous call, sent to its destination"
        }
    }

    /// The event's template; made when it is asked for.
    var template: EventTemplate {
        switch self {
        case .http: .http
        case .oss: .oss(.put)
        case .ossDelete: .oss(.delete)
        case .log: .log
        case .timer: .timer
        case .cdnLogFileCreated: .cdnLogFile
        case .cdnObjectsRefreshed: .cdnObjects("CachedObjectsRefreshed")
        case .cdnObjectsPushed: .cdnObjects("CachedObjectsPushed")
        case .cdnObjectsBlocked: .cdnObjects("CachedObjectsBlocked")
        case .cdnDomainStarted: .cdnDomain("CdnDomainStarted", status: "online")
        case .cdnDomainStopped: .cdnDomain("CdnDomainStopped", status: "offline")
        case .cdnDomainAdded: .cdnDomain("CdnDomainAdded")
        case .cdnDomainDeleted: .cdnDomain("CdnDomainDeleted")
        case .tablestore: .tablestore
        case .mnsTopic: .mnsTopic(hasAttributes: false)
        case .mnsTopicAttributes: .mnsTopic(hasAttributes: true)
        case .mnsTopicStream: .mnsTopicStream
        case .mnsTopicStreamAttributes: .mnsTopicStreamAttributes
        case .eventBridge: .eventBridge
        case .mnsQueue: .mnsQueue
        case .rocketMQ: .rocketMQ
        case .rabbitMQ: .rabbitMQ
        case .kafka: .kafka(encoding: .json)
        case .kafkaStrings: .kafka(encoding: .jsonStrings)
        case .dts: .dts
        case .mqtt: .mqtt
        case .apacheRocketMQ: .apacheRocketMQ
        case .apiGateway: .apiGateway
        case .asyncDestination: .asyncDestination
        }
    }
}

extension ArgumentKind where Content == EventKind {
    /// The name of a kind of event.
    static var eventKind: Self {
        Self("KIND", completion: .eventKinds) { argument throws(ArgumentProblem) in
            if let kind = EventKind(name: argument.text) { return kind }
            throw ArgumentProblem(
                "there is no event template '\(argument.text)'", next: EventKind.remedy(for: argument.text))
        }
    }
}
