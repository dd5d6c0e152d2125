import FCCore
import FoundationEssentials

/// The calls of a run as a file: JSON lines, the first of which says what the file is.
package enum SessionFile {
    /// The form that is written, and the only one that is read.
    private static let version = 1

    /// The file's text. Secrets are replaced by stars, in logs too.
    package static func text(of recording: SessionRecording, masker: Masker) -> String {
        var head: [(String, Value)] = [("format", "fcsh-session"), ("version", .integer(version))]
        if let samples = recording.samples {
            head += [("sampleTime", .integer(samples.seconds)), ("sampleSeed", .string(samples.seed))]
        }
        let lines = [.object(Record(head))] + recording.all.map { object($0, masker) }
        return lines.map { JSONWriter.text($0) + "\n" }.joined()
    }

    private static func object(_ call: RecordedCall, _ masker: Masker) -> Value {
        let identity = RecordedCall.Identity(of: call.request, masker: masker)
        let event = RecordedBytes(call.request.bytes, masker: masker)
        var fields: [(String, Value)] = [("request", .string(identity.request))]
        if let target = identity.target { fields.append(("function", .string(target))) }
        fields += [
            ("type", .string(identity.type)), ("eventHash", .string(identity.eventHash)),
            ("event", .string(event.text)), ("eventEncoding", event.isBase64 ? "base64" : "text"),
            ("elapsed", .number(.decimal(call.elapsed.milliseconds, places: 3))),
        ]
        switch call.result {
        case .answer(let status, let headers, let body):
            let body = RecordedBytes(body, masker: masker)
            let pairs = headers.fields.filter { !isDropped($0.name) }.map { field -> Value in
                .array([.string(field.name), .string(masked(field, masker))])
            }
            fields += [
                ("status", .integer(status)), ("headers", .array(pairs)), ("body", .string(body.text)),
                ("bodyEncoding", body.isBase64 ? "base64" : "text"),
            ]
        case .failure(let error):
            let spelling = FailureSpelling(error.fact)
            fields += [
                ("failure", .string(spelling.word)), ("words", .string(masker.mask(spelling.words))),
                ("host", .string(error.host)), ("port", error.port.map { .integer($0) } ?? .null),
            ]
        }
        return .object(Record(fields))
    }

    /// What belongs to one connection, and cookies, which are keys.
    private static func isDropped(_ name: String) -> Bool {
        ["connection", "keep-alive", "transfer-encoding", "content-length", "set-cookie"].contains(name.lowercased())
    }

    /// A log travels in Base64, where a secret would not be found.
    private static func masked(_ field: HTTPHeaders.Field, _ masker: Masker) -> String {
        guard field.name.lowercased() == "x-fc-log-result", let log = Data(base64Encoded: field.value) else {
            return masker.mask(field.value)
        }
        let text = String(decoding: log, as: UTF8.self)
        let masked = masker.mask(text)
        return masked == text ? field.value : Data(masked.utf8).base64EncodedString()
    }
}

extension SessionFile {
    /// A recorded call that is read back.
    package struct Entry: Sendable {
        package var identity: RecordedCall.Identity
        package var result: RecordedCall.Result
        package var elapsed: Duration
    }

    /// What the sample events of the run were made of; nil in a file that does not say.
    package static func samples(in bytes: [UInt8]) -> SampleSource? {
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
        guard let head = try? JSONReader.read(Array(line)), let seconds = head["sampleTime"]?.intValue,
            let seed = head["sampleSeed"]?.stringValue
        else { return nil }
        return SampleSource(seconds: seconds, seed: seed)
    }

    /// Reads a file.
    /// - Throws: ``Failure`` that names the line at fault.
    package static func read(_ bytes: [UInt8], name: String) throws(Failure) -> [Entry] {
        var entries: [Entry] = []
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            guard !line.isEmpty else { continue }
            guard let value = try? JSONReader.read(Array(line)) else {
                throw Failure(.usage, "\(name):\(index + 1): no JSON, so this is no saved session")
            }
            if index == 0 {
                guard value["format"]?.stringValue == "fcsh-session", value["version"]?.intValue == version else {
                    throw Failure(
                        .usage, "\(name) is no saved session of this version of fcsh",
                        next: "fcsh run --save-session FILE … writes one")
                }
                continue
            }
            guard let entry = entry(value) else {
                throw Failure(.usage, "\(name):\(index + 1): this recorded call is incomplete")
            }
            entries.append(entry)
        }
        return entries
    }

    private static func entry(_ value: Value) -> Entry? {
        guard let request = value["request"]?.stringValue, let hash = value["eventHash"]?.stringValue,
            let elapsed = value["elapsed"]?.numberValue?.doubleValue
        else { return nil }
        let identity = RecordedCall.Identity(
            request: request, type: value["type"]?.stringValue ?? "", eventHash: hash)
        guard let result = failure(value) ?? answer(value) else { return nil }
        return Entry(identity: identity, result: result, elapsed: .microseconds(Int64(elapsed * 1000)))
    }

    private static func answer(_ value: Value) -> RecordedCall.Result? {
        guard let status = value["status"]?.intValue, let text = value["body"]?.stringValue,
            let body = RecordedBytes.bytes(text, isBase64: value["bodyEncoding"]?.stringValue == "base64")
        else { return nil }
        var headers = HTTPHeaders()
        for pair in value["headers"]?.arrayValue ?? [] {
            guard let name = pair[0]?.stringValue, let text = pair[1]?.stringValue else { return nil }
            headers.add(name, text)
        }
        return .answer(status: status, headers: headers, body: body)
    }

    private static func failure(_ value: Value) -> RecordedCall.Result? {
        guard let word = value["failure"]?.stringValue,
            let fact = FailureSpelling(word: word, words: value["words"]?.stringValue ?? "").fact
        else { return nil }
        return .failure(
            TransportError(fact, host: value["host"]?.stringValue ?? "", port: value["port"]?.intValue))
    }
}
