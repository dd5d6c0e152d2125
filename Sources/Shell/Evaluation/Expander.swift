package import FCCore
package import ShellSyntax

/// Turns words, JSON templates and selectors into values under a scope and the results so far. It does no I/O.
package struct Expander: Sendable {
    package var scope: Scope
    package var results: ResultStore
    /// The figures of the last `repeat`, which `@count` and the like are about.
    package var repetition: RepetitionSummary?

    package init(scope: Scope, results: ResultStore, repetition: RepetitionSummary? = nil) {
        self.scope = scope
        self.results = results
        self.repetition = repetition
    }

    /// Knows no variable and no result: for words in which nothing is left to expand.
    package static var empty: Expander {
        Expander(scope: Scope(environment: [:]), results: ResultStore())
    }

    /// The text of a word; expansion never splits it.
    package func text(of word: Word) throws(Failure) -> String {
        var text = ""
        for piece in word.pieces {
            switch piece {
            case .plain(let part, _), .escaped(let part, _), .single(let part, _), .double(let part, _): text += part
            case .expansion(let expansion, _): text += try self.text(of: expansion)
            case .json(let template): text += try json(template.pieces, at: template.span)
            }
        }
        return text
    }

    /// The typed value of a word: an unquoted number, `true`, `false`, `null` or JSON is typed, a lone `${…}` keeps its
    /// type, everything else is text.
    package func value(of word: Word) throws(Failure) -> Value {
        guard word.pieces.count == 1, let piece = word.pieces.first else { return .string(try text(of: word)) }
        switch piece {
        case .plain(let text, _): return Self.typed(text)
        case .json(let template): return try value(of: template)
        case .expansion(let expansion, isQuoted: false): return try typedValue(of: expansion)
        default: return .string(try text(of: word))
        }
    }

    /// The value of a JSON word.
    package func value(of template: JSONTemplate) throws(Failure) -> Value {
        let text = try json(template.pieces, at: template.span)
        do {
            return try JSONReader.read(text)
        } catch {
            throw Failure(.usage, "the value is not JSON once it is expanded: \(error.message)", at: template.span)
        }
    }

    /// The text of a JSON word or JSON heredoc: a lone `${x}` inserts JSON, one inside a string escaped text.
    package func json(_ pieces: [TemplatePiece], at span: SourceSpan) throws(Failure) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .text(let part): text += part
            case .expansion(let expansion, let isInsideString):
                text += try json(of: expansion, isInsideString: isInsideString)
            }
        }
        return text
    }

    /// The text of a heredoc that is not JSON.
    package func text(_ pieces: [TemplatePiece]) throws(Failure) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .text(let part): text += part
            case .expansion(let expansion, _): text += try self.text(of: expansion)
            }
        }
        return text
    }

    /// An unquoted text by the rule of types.
    package static func typed(_ text: String) -> Value {
        switch text {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        default: return Number(text).map { .number($0) } ?? .string(text)
        }
    }

    /// A value as text: strings as they are, null as `null`, lists and records as compact JSON.
    package static func text(of value: Value) -> String {
        if case .string(let text) = value { return text }
        return JSONWriter.text(value)
    }
}

extension Expander {
    private func text(of expansion: Expansion) throws(Failure) -> String {
        let value = try self.value(of: expansion)
        return expansion.rendering == .json ? JSONWriter.text(value) : Self.text(of: value)
    }

    private func typedValue(of expansion: Expansion) throws(Failure) -> Value {
        switch expansion.rendering {
        case .natural: try value(of: expansion)
        case .json, .raw: .string(try text(of: expansion))
        }
    }

    private func json(of expansion: Expansion, isInsideString: Bool) throws(Failure) -> String {
        let value = try self.value(of: expansion)
        switch (expansion.rendering, isInsideString) {
        case (.raw, _): return Self.text(of: value)
        case (_, false): return JSONWriter.text(value)
        case (.natural, true): return JSONWriter.escaped(Self.text(of: value))
        case (.json, true): return JSONWriter.escaped(JSONWriter.text(value))
        }
    }

    /// What a reference stands for; the default replaces what is unset, empty or null.
    private func value(of expansion: Expansion) throws(Failure) -> Value {
        let found: Value?
        do {
            found = try lookUp(expansion)
        } catch {
            // A default stands in for what is missing, not for what cannot exist, such as a mistyped fact.
            guard let defaultText = expansion.defaultText, error.status == .expectation else {
                throw error.placed(at: expansion.span)
            }
            return Self.typedDefault(defaultText)
        }
        if let found, !found.isEmptyOrNull { return found }
        if let defaultText = expansion.defaultText { return Self.typedDefault(defaultText) }
        guard let found else { throw unset(expansion) }
        return found
    }

    private func lookUp(_ expansion: Expansion) throws(Failure) -> Value? {
        switch expansion.reference {
        case .variable(let name): scope[name]?.value
        case .environment(let name): scope.environment[name].map { .string($0) }
        case .argument(let number):
            scope.arguments.indices.contains(number - 1) ? .string(scope.arguments[number - 1]) : nil
        case .argumentCount: .integer(scope.arguments.count)
        case .selector(let selector): try select(selector).value
        }
    }

    private static func typedDefault(_ text: String) -> Value {
        if let first = text.first, first == "{" || first == "[", let value = try? JSONReader.read(text) { return value }
        return typed(text)
    }

    private func unset(_ expansion: Expansion) -> Failure {
        switch expansion.reference {
        case .variable(let name):
            let near = NearestName.suggestion(for: name, among: scope.all.map(\.name))
            return Failure(
                .usage, "the variable '\(name)' is not set", at: expansion.span,
                next: near.map { "${\($0)}" } ?? "let \(name) = …, or ${\(name):-default}")
        case .environment(let name):
            return Failure(
                .usage, "the environment variable \(name) is not set", at: expansion.span,
                next: "export \(name)=… before fcsh starts, or ${env.\(name):-default}")
        case .argument(let number):
            let count = scope.arguments.count
            return Failure(
                .usage, "the script has no argument \(number)", at: expansion.span,
                notes: ["it was given \(count) argument\(count == 1 ? "" : "s")"],
                next: "fcsh run SCRIPT -- ARG…, or ${\(number):-default}")
        case .argumentCount, .selector:
            return Failure(.usage, "nothing to insert", at: expansion.span)
        }
    }
}

extension Expander {
    /// What a selector found, or why it found nothing.
    package enum Found: Sendable {
        case fact(Fact)
        case nothing(reason: Message)
    }

    /// What a selector selects in the current or an earlier result.
    /// - Throws: ``Failure`` with status 4 when there is nothing.
    package func select(_ selector: Selector) throws(Failure) -> Fact {
        switch try find(selector) {
        case .fact(let fact): return fact
        case .nothing(let reason): throw Failure(.expectation, reason, at: selector.span)
        }
    }

    /// What a selector selects, when a path that leads to nothing is an answer too.
    /// - Throws: ``Failure`` when there is no such result or the result has no body to look into.
    package func find(_ selector: Selector) throws(Failure) -> Found {
        if case .fact(let name) = selector.target, let figure = RepetitionFact(name) {
            guard let repetition else {
                throw Failure(.usage, "@\(name.joined(separator: ".")) is known after a repeat", at: selector.span)
            }
            return repetition.fact(figure).map { .fact($0) }
                ?? .nothing(reason: "no call gives @\(name.joined(separator: "."))")
        }
        if case .fact(["diff", "count"]) = selector.target {
            guard let count = results.differenceCount else {
                throw Failure(.usage, "@diff.count is known after diff or compare", at: selector.span)
            }
            return .fact(Fact(.integer(count)))
        }
        let result = try self.result(selector.result, at: selector.span)
        switch selector.target {
        case .result: return .fact(try wholeBody(of: result, at: selector.span))
        case .path(let path):
            let body = try wholeBody(of: result, at: selector.span)
            do {
                return .fact(Fact(try Selection.select(path, in: body.value)))
            } catch {
                return .nothing(reason: "nothing at \(Self.joined(error.reached, error.step)): \(error.reason)")
            }
        case .fact(let name):
            if let fact = result.fact(name) { return .fact(fact) }
            return try missingFact(name, at: selector.span)
        }
    }

    /// The result a selector names: by number, counted back, or the current one.
    package func result(_ number: Int?, at span: SourceSpan) throws(Failure) -> CallResult {
        guard let number else {
            if let current = results.current { return current }
            throw Failure(.expectation, "there is no result yet", at: span, next: "invoke …")
        }
        if let result = results[number] { return result }
        let known = results.all
        let notes: [Message] =
            if let first = known.first, let last = known.last {
                ["results %\(first.number) to %\(last.number) are kept"]
            } else { ["there is no result yet"] }
        throw Failure(.expectation, "there is no result %\(number)", at: span, notes: notes)
    }

    private func wholeBody(of result: CallResult, at span: SourceSpan) throws(Failure) -> Fact {
        guard result.answer != nil else {
            throw Failure(
                .expectation, "the call has no body: its outcome is \(result.outcome.rawValue)", at: span,
                notes: result.errorMessage.map { [Message(verbatim: $0)] } ?? [])
        }
        if result.body.bytes.isEmpty { throw Failure(.expectation, "the answer's body is empty", at: span) }
        guard let value = result.body.value else {
            throw Failure(.expectation, "the answer's body is neither JSON nor text", at: span)
        }
        return Fact(value)
    }

    private func missingFact(_ name: [String], at span: SourceSpan) throws(Failure) -> Found {
        let first = name.first ?? ""
        if FactName(rawValue: first) != nil {
            return .nothing(reason: "this call has no @\(name.joined(separator: "."))")
        }
        let near = NearestName.suggestion(for: first, among: FactName.allCases.map(\.rawValue) + RepetitionFact.names)
        throw Failure(.usage, "there is no fact @\(first)", at: span, next: near.map { "@\($0)" } ?? "help facts")
    }

    private static func joined(_ reached: String, _ step: String) -> String {
        reached == "." ? (step.hasPrefix("[") ? "." + step : step) : reached + step
    }
}

extension Value {
    /// What `:-default` replaces.
    fileprivate var isEmptyOrNull: Bool {
        switch self {
        case .null: true
        case .string(let text): text.isEmpty
        default: false
        }
    }
}
