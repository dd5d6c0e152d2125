import FCCore
import FoundationEssentials
import ShellSyntax

/// An event made from a template.
struct SampleEvent {
    /// The event as a value; in its last form but for the encoding.
    private(set) var value: Value
    let encoding: EventTemplate.Encoding

    /// Makes an event: fills the template, then changes it.
    /// - Parameters:
    ///   - count: how many records; nil for what the trigger sends by itself.
    /// - Throws: ``Failure`` at the change that leads nowhere, or when the kind has no batches.
    init(
        _ kind: EventKind, filler: EventFiller, count: Int? = nil, changes: [Assignment] = []
    ) throws(Failure) {
        let template = kind.template
        var filler = filler
        encoding = template.encoding
        let record: Value
        do {
            record = try JSONReader.read(template.json)
        } catch {
            throw Failure(.internalFault, "the template of \(kind.rawValue) is not JSON: \(error.message)")
        }
        switch template.delivery {
        case .single where count != nil:
            throw Failure(.usage, "a trigger sends events of kind \(kind.rawValue) one at a time")
        case .single: value = filler.filled(record)
        case .either where count == nil: value = filler.filled(record)
        case .list, .either:
            var records: [Value] = []
            for _ in 0..<(count ?? 1) { records.append(filler.filled(record)) }
            value = .array(records)
        }
        for change in changes { try apply(change) }
        if let checksum = template.checksum { seal(checksum, changes) }
    }

    private mutating func apply(_ change: Assignment) throws(Failure) {
        do {
            value = try change.applied(to: value)
        } catch {
            throw Failure(.usage, "nothing can be set below \(error.reached): \(error.reason)", at: change.span)
        }
    }

    /// Keeps a checksum true, unless it was set.
    private mutating func seal(_ checksum: EventTemplate.Checksum, _ changes: [Assignment]) {
        guard !changes.contains(where: { $0.path.isEmpty || $0.path == [.key(checksum.field)] }),
            case .object(var record) = value, let text = record[checksum.of]?.stringValue
        else { return }
        record[checksum.field] = .string(MD5Digest.hexadecimal(of: text))
        value = .object(record)
    }

    /// The event as people read it: text as it is, else the JSON value that is sent or that CBOR is made of.
    var shown: Value {
        guard case .jsonStrings = encoding, case .array(let records) = value else { return value }
        return .array(records.map { .string(JSONWriter.text($0)) })
    }

    /// The event as a trigger sends it.
    var bytes: [UInt8] {
        switch encoding {
        case .json, .jsonStrings: JSONWriter.bytes(shown)
        case .text: Array(Expander.text(of: value).utf8)
        case .cbor: CBORWriter.bytes(value)
        }
    }
}

extension EventFiller {
    /// Fills in the moment, and the region that a call with these options would go to.
    init(in session: Session, options: SettingValues) async {
        let known = try? await session.resolved(options: options).settings
        let world = session.world
        self.init(
            moment: world.samples.map { UTCTime(seconds: $0.seconds) } ?? UTCTime(world.now()),
            region: known?[.region] ?? "cn-hangzhou", seed: world.samples?.nextSeed() ?? world.nonce())
    }
}
