import FCCore
import ShellSyntax

/// The findings of a check as a JSON array, for editors. Lines and columns count from 1, columns in characters; the end
/// is the place behind the last character.
package struct DiagnosticsReport: Sendable {
    private var findings: [Value] = []

    package init() {}

    /// The array.
    package var text: String { JSONWriter.text(.array(findings), layout: .pretty) + "\n" }

    /// Adds what was found in some texts.
    package mutating func add(_ findings: [Resolver.Findings]) {
        for finding in findings {
            for diagnostic in finding.diagnostics.sorted(by: { $0.span.start < $1.span.start }) {
                self.findings.append(Self.object(diagnostic, in: finding.source))
            }
        }
    }

    /// Adds a file that could not be read.
    package mutating func add(_ failure: Failure, file: String) {
        add([
            Resolver.Findings(
                source: SourceText(name: file, ""),
                diagnostics: [Diagnostic("unreadable-file", failure.message, at: SourceSpan(at: 0))])
        ])
    }

    private static func object(_ diagnostic: Diagnostic, in source: SourceText) -> Value {
        let notes = diagnostic.notes.map { note -> Value in
            .object(
                Record(
                    [("message", .string(note.message.description))] + (note.span.map { place($0, in: source) } ?? [])))
        }
        let fix = diagnostic.fix.map { fix -> Value in
            let fields = [
                ("message", Value.string(fix.message.description)), ("replacement", .string(fix.replacement)),
            ]
            return .object(Record(fields + place(fix.span, in: source)))
        }
        let fields: [(String, Value)] =
            [("file", .string(source.name))] + place(diagnostic.span, in: source) + [
                ("severity", .string(diagnostic.severity.rawValue)), ("id", .string(diagnostic.id)),
                ("message", .string(diagnostic.message.description)), ("notes", .array(notes)), ("fix", fix ?? .null),
                ("next", diagnostic.next.map { .string($0.description) } ?? .null),
            ]
        return .object(Record(fields))
    }

    private static func place(_ span: SourceSpan, in source: SourceText) -> [(String, Value)] {
        let start = source.position(at: span.start)
        let end = source.position(at: span.end)
        return [
            ("line", .integer(start.line)), ("column", .integer(start.column)), ("endLine", .integer(end.line)),
            ("endColumn", .integer(end.column)),
        ]
    }
}
