import FCCore

/// A report that was asked for: `junit:FILE`, `html:-`.
package struct ReportRequest: Sendable, Hashable {
    /// What a report looks like.
    package enum Kind: String, Sendable, CaseIterable {
        case junit, tap, json, html
    }

    package var kind: Kind
    /// The path as it was given; `-` is standard output.
    package var destination: String

    package init(_ kind: Kind, to destination: String) {
        self.kind = kind
        self.destination = destination
    }

    /// Whether it goes to standard output.
    package var isForOutput: Bool { destination == "-" }

    /// The report of a run. Secrets are hidden in the record already.
    package func text(of record: RunRecord) -> String {
        switch kind {
        case .junit: JUnitReport(record).text
        case .tap: TAPReport(record).text
        case .json: JSONReport(record).text
        case .html: HTMLReport(record).text
        }
    }
}

extension ArgumentKind where Content == ReportRequest {
    /// A kind of report and where it goes.
    package static var report: Self {
        Self("KIND:FILE") { argument throws(ArgumentProblem) in
            let kinds = ReportRequest.Kind.allCases.map(\.rawValue)
            let list = kinds.map { "\($0):FILE" }.joined(separator: ", ")
            guard let colon = argument.text.firstIndex(of: ":") else {
                throw ArgumentProblem("'\(argument.text)' is no report", next: "\(list); FILE - is standard output")
            }
            let word = String(argument.text[..<colon])
            guard let kind = ReportRequest.Kind(rawValue: word.lowercased()) else {
                throw ArgumentProblem(
                    "'\(word)' is no kind of report: there are \(kinds.joined(separator: ", "))", next: list)
            }
            let destination = String(argument.text[argument.text.index(after: colon)...])
            guard !destination.isEmpty else {
                throw ArgumentProblem("'\(argument.text)' names no file", next: "\(word):FILE, or \(word):-")
            }
            return ReportRequest(kind, to: destination)
        }
    }
}
