package import FCCore

/// A run as one JSON object, for programs; times in milliseconds.
package struct JSONReport: Sendable {
    private let record: RunRecord
    private let version: String

    package init(_ record: RunRecord, version: String = Version.current) {
        self.record = record
        self.version = version
    }

    /// The document.
    package var text: String { JSONWriter.text(value, layout: .pretty) + "\n" }

    /// The object.
    package var value: Value {
        let tests = record.files.flatMap(\.tests).counts
        return .object(
            Record([
                ("fcsh", .string(version)), ("began", .string(record.began)),
                ("duration", .number(record.elapsed.millisecondsNumber)),
                ("ending", .string(record.ending.rawValue)), ("status", .integer(Int(record.status.code))),
                (
                    "tests",
                    .object(
                        Record([
                            ("all", .integer(tests.all)), ("passed", .integer(tests.passed)),
                            ("failed", .integer(tests.failed)), ("skipped", .integer(tests.skipped)),
                        ]))
                ),
                ("files", .array(record.files.map { file($0) })),
            ]))
    }

    private func file(_ file: RunRecord.File) -> Value {
        .object(
            Record([
                ("file", .string(file.name)), ("duration", .number(file.elapsed.millisecondsNumber)),
                ("reached", .bool(file.wasReached)), ("failure", file.fault.map { fault($0) } ?? .null),
                ("tests", .array(file.tests.map { test($0) })),
                ("outside", .array(file.steps.map { step($0) })),
            ]))
    }

    private func test(_ test: RunRecord.Test) -> Value {
        var fields: [(String, Value)] = [
            ("name", .string(test.name)), ("file", .string(test.place.source)), ("line", .integer(test.place.line)),
            ("verdict", .string(test.verdict.word)), ("duration", .number(test.elapsed.millisecondsNumber)),
        ]
        if case .skipped(let reason) = test.verdict { fields.append(("reason", .string(reason.rawValue))) }
        if let fault = test.verdict.fault { fields.append(("failure", self.fault(fault))) }
        fields.append(("steps", .array(test.steps.map { step($0) })))
        return .object(Record(fields))
    }

    private func step(_ step: RunRecord.Step) -> Value {
        switch step {
        case .call(let call): return tagged("call", fields(of: call))
        case .check(let check):
            return tagged(
                "expect",
                [
                    ("text", .string(check.text)), ("line", .integer(check.place.line)),
                    ("ok", .bool(check.fault == nil)), ("expected", Self.text(check.evidence?.expected)),
                    ("actual", Self.text(check.evidence?.actual)), ("failure", check.fault.map { fault($0) } ?? .null),
                ])
        case .repetition(let repetition): return tagged("repeat", fields(of: repetition))
        case .fault(let fault): return tagged("failure", [("failure", self.fault(fault))])
        }
    }

    private func tagged(_ kind: String, _ fields: [(String, Value)]) -> Value {
        .object(Record([("kind", .string(kind))] + fields))
    }

    private func fault(_ fault: RunRecord.Fault) -> Value {
        .object(
            Record([
                ("message", .string(fault.message)), ("status", .integer(Int(fault.status.code))),
                ("place", Self.text(fault.placeText)), ("notes", .array(fault.notes.map { .string($0) })),
                ("next", Self.text(fault.next)),
            ]))
    }

    private func miss(_ miss: RepetitionRecord.Miss) -> Value {
        let fields = fault(miss.fault).recordValue?.fields.map { ($0.key, $0.value) } ?? []
        return .object(
            Record(
                [("iteration", .integer(miss.iteration))] + fields + [
                    ("expected", Self.text(miss.evidence?.expected)), ("actual", Self.text(miss.evidence?.actual)),
                ]))
    }

    private func fields(of call: CallRecord) -> [(String, Value)] {
        let request = call.request.map { [("request", Value.string($0))] } ?? []
        return [
            ("number", .integer(call.number)), ("function", .string(call.function)),
            ("qualifier", .string(call.qualifier)),
        ] + request + [
            ("async", .bool(call.isAsynchronous)),
            ("outcome", .string(call.outcome.rawValue)), ("status", call.status.map { .integer($0) } ?? .null),
            ("duration", call.elapsed.map { .number($0.millisecondsNumber) } ?? .null),
            ("functionDuration", call.functionDuration.map { .number($0) } ?? .null),
            ("memory", call.memory.map { .number($0) } ?? .null), ("cold", call.isCold.map { .bool($0) } ?? .null),
            ("requestId", Self.text(call.requestID)), ("instanceId", Self.text(call.instanceID)),
            ("errorType", Self.text(call.errorType)), ("errorMessage", Self.text(call.errorMessage)),
            ("event", excerpt(call.event)), ("body", excerpt(call.body)), ("log", excerpt(call.log)),
        ]
    }

    private func excerpt(_ excerpt: CallRecord.Excerpt?) -> Value {
        guard let excerpt else { return .null }
        return .object(
            Record([
                ("text", .string(excerpt.text)), ("encoding", .string(excerpt.encoding)),
                ("bytes", .integer(excerpt.byteCount)), ("cut", .bool(excerpt.isCut)),
            ]))
    }

    private func fields(of repetition: RepetitionRecord) -> [(String, Value)] {
        let outcomes = repetition.outcomes.map { ($0.outcome.rawValue, Value.integer($0.count)) }
        let groups = repetition.figures.map { figures in
            let latencies = figures.latencies.map { ($0.name, Value.number($0.value.millisecondsNumber)) }
            return (figures.group, Value.object(Record([("count", .integer(figures.count))] + latencies)))
        }
        return [
            ("line", .integer(repetition.place.line)), ("iterations", .integer(repetition.iterations)),
            ("failures", .integer(repetition.failures)),
            ("duration", .number(repetition.elapsed.millisecondsNumber)),
            ("rate", .number(.decimal(repetition.rate, places: 3))), ("instances", .integer(repetition.instances)),
            ("outcomes", .object(Record(outcomes))), ("latencies", .object(Record(groups))),
            ("failed", .array(repetition.misses.map { miss($0) })),
        ]
    }

    private static func text(_ text: String?) -> Value { text.map { .string($0) } ?? .null }
}
