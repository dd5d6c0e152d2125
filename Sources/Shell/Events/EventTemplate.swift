/// A sample event of one kind as data: JSON text with placeholders for what differs from event to event.
struct EventTemplate: Sendable {
    /// How the trigger turns the event into bytes.
    enum Encoding: Sendable {
        case json
        /// The event is text and nothing else.
        case text
        case cbor
        /// A list whose elements are strings that hold JSON.
        case jsonStrings
    }

    /// How many records the trigger hands over.
    enum Delivery: Sendable {
        /// One event, which is the whole.
        case single
        /// A list of records, also when there is only one.
        case list
        /// One record, or a list of them in batch mode.
        case either
    }

    /// A field that is the MD5 of another one.
    struct Checksum: Sendable {
        var field: String
        var of: String
    }

    /// What a field means.
    struct Note: Sendable {
        var path: String
        var meaning: String

        init(_ path: String, _ meaning: String) {
            self.path = path
            self.meaning = meaning
        }
    }

    /// One record as JSON; strings may hold ``EventPlaceholder``s between `{{` and `}}`.
    let json: String
    let encoding: Encoding
    let delivery: Delivery
    let checksum: Checksum?
    /// The fields that need a word, for people.
    let notes: [Note]

    init(
        _ json: String, encoding: Encoding = .json, delivery: Delivery = .single, checksum: Checksum? = nil,
        notes: [Note]
    ) {
        self.json = json
        self.encoding = encoding
        self.delivery = delivery
        self.checksum = checksum
        self.notes = notes
    }
}
