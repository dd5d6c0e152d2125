package import FCCore
package import ShellSyntax

/// The text of one argument after expansion, with what is known about how it was written.
package struct ArgumentText: Sendable {
    /// The expanded text.
    package var text: String
    /// The value by the rule of types: numbers, `true`, `false`, `null` and JSON when unquoted, else text.
    package var value: Value { findValue() }
    /// Whether it was written as a JSON word, or looks like one where no quoting is left to tell.
    package var isJSON: Bool
    /// The words as they stand in the source, before any expansion: paths are read from it.
    package var sourceText: String
    /// What it says as `path=value`; nil when it does not begin with a path and an unquoted `=`.
    package var assignment: Result<Assignment, ArgumentProblem>? { findAssignment() }
    /// Where it stands.
    package var span: SourceSpan
    /// Reading JSON costs something, and the text is all that most commands want of it.
    private let findValue: @Sendable () -> Value
    /// Most arguments are none, and nobody asks.
    private let findAssignment: @Sendable () -> Result<Assignment, ArgumentProblem>?

    package init(
        text: String, value: @autoclosure @escaping @Sendable () -> Value, isJSON: Bool, sourceText: String,
        assignment: @autoclosure @escaping @Sendable () -> Result<Assignment, ArgumentProblem>? = nil, span: SourceSpan
    ) {
        self.text = text
        findValue = value
        self.isJSON = isJSON
        self.sourceText = sourceText
        findAssignment = assignment
        self.span = span
    }
}

/// Why a text is no value of its kind.
package struct ArgumentProblem: Error, Sendable {
    package var message: Message
    package var next: Message?

    package init(_ message: Message, next: Message? = nil) {
        self.message = message
        self.next = next
    }

    /// A problem whose sentence and remedy come as text, from a part of the program that knows no languages.
    @_disfavoredOverload
    package init(_ sentence: some StringProtocol, next: String? = nil) {
        self.init(Message(sentence), next: next.map { Message($0) })
    }
}

/// What Tab offers for an argument.
package enum CompletionSource: Sendable, Hashable {
    case nothing
    case files
    case functions
    /// Methods of HTTP, and functions.
    case requestTargets
    case qualifiers
    case regions
    case accessAliases
    case profiles
    case settings
    case settingValues
    case variables
    case commands
    /// Earlier results by number.
    case results
    /// Ids of asynchronous tasks.
    case tasks
    case eventKinds
    /// `.path=value` with the paths of the last event.
    case eventChanges
    case choices([String])
}

/// A kind of argument: how its text becomes a value and what completes it.
package struct ArgumentKind<Content: Sendable>: Sendable {
    /// How help calls the value, e.g. `SECONDS`.
    package var placeholder: String
    package var completion: CompletionSource
    package var parse: @Sendable (ArgumentText) throws(ArgumentProblem) -> Content

    package init(
        _ placeholder: String, completion: CompletionSource = .nothing,
        parse: @escaping @Sendable (ArgumentText) throws(ArgumentProblem) -> Content
    ) {
        self.placeholder = placeholder
        self.completion = completion
        self.parse = parse
    }
}

extension ArgumentKind where Content == String {
    /// Any text, kept as it is.
    package static func text(_ placeholder: String, completion: CompletionSource = .nothing) -> Self {
        Self(placeholder, completion: completion) { argument throws(ArgumentProblem) in argument.text }
    }

    /// A file's path; a leading `~/` means the home directory.
    package static var file: Self { .text("FILE", completion: .files) }
}

extension ArgumentKind where Content == ArgumentText {
    /// The argument with all that is known about it.
    package static func argument(_ placeholder: String, completion: CompletionSource = .nothing) -> Self {
        Self(placeholder, completion: completion) { argument throws(ArgumentProblem) in argument }
    }
}

extension ArgumentKind where Content == Int {
    /// A whole number within bounds.
    package static func integer(_ placeholder: String, in bounds: ClosedRange<Int>) -> Self {
        Self(placeholder) { argument throws(ArgumentProblem) in
            guard let number = Int(argument.text) else {
                throw ArgumentProblem("'\(argument.text)' is no whole number")
            }
            guard bounds.contains(number) else {
                throw ArgumentProblem("\(number) is not between \(bounds.lowerBound) and \(bounds.upperBound)")
            }
            return number
        }
    }
}

extension ArgumentKind where Content == Duration {
    /// A length of time: a number of seconds, or a number with a unit.
    package static var seconds: Self {
        Self("SECONDS|DURATION") { argument throws(ArgumentProblem) in
            guard let duration = Duration(secondsOrLiteral: argument.text), duration > .zero else {
                throw ArgumentProblem(
                    "'\(argument.text)' is no length of time", next: "a number of seconds such as 30, or 90s, 5m, 500ms"
                )
            }
            return duration
        }
    }
}

extension ArgumentKind where Content: RawRepresentable & CaseIterable, Content.RawValue == String {
    /// One of a closed set of words; upper and lower case are the same.
    package static func choice(_ placeholder: String) -> Self {
        let words = Content.allCases.map(\.rawValue)
        return Self(placeholder, completion: .choices(words)) { argument throws(ArgumentProblem) in
            if let content = Content(rawValue: argument.text.lowercased()) { return content }
            let near = NearestName.suggestion(for: argument.text.lowercased(), among: words)
            throw ArgumentProblem(
                "'\(argument.text)' is none of \(words.joined(separator: ", "))",
                next: near.map { "did you mean \($0)?" })
        }
    }
}

extension Duration {
    /// A length of time as options take it: seconds, or a number with a unit.
    package init?(secondsOrLiteral text: String) {
        if let duration = DurationLiteral.parse(text) {
            self = duration
        } else if let seconds = Double(text), seconds.isFinite, seconds >= 0, seconds < 1e9 {
            self = .seconds(seconds)
        } else {
            return nil
        }
    }
}
