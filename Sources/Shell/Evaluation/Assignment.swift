package import FCCore
package import ShellSyntax

/// `path=value` as an argument: where something goes, and what, by the rule of types.
package struct Assignment: Sendable {
    package var path: [PathStep]
    package var value: Value
    /// The whole argument.
    package var span: SourceSpan

    package init(path: [PathStep], value: Value, span: SourceSpan) {
        self.path = path
        self.value = value
        self.span = span
    }

    /// Why a path leads nowhere.
    package struct Obstacle: Error, Sendable, Hashable {
        /// The path as far as it went, e.g. `.user`.
        package var reached: String
        /// What stands in the way there.
        package var reason: Message
    }

    /// The value with this place changed.
    ///
    /// Keys that are missing are made. An index changes an element; the one behind the last adds an element, `[0]` also
    /// where there is no array yet. `[*]` changes every element.
    package func applied(to value: Value) throws(Obstacle) -> Value {
        try changed(value, path[...], reached: "")
    }

    private func changed(_ old: Value?, _ steps: ArraySlice<PathStep>, reached: String) throws(Obstacle) -> Value {
        guard let step = steps.first else { return value }
        let rest = steps.dropFirst()
        let here = reached.isEmpty && !step.text.hasPrefix(".") ? "." + step.text : reached + step.text
        switch step {
        case .key(let key):
            var record = try record(old, at: reached)
            record[key] = try changed(record[key], rest, reached: here)
            return .object(record)
        case .index(let index):
            var elements = try elements(old, at: reached)
            let position = index < 0 ? elements.count + index : index
            guard (0...elements.count).contains(position) else {
                let count = elements.count
                throw Obstacle(
                    reached: Self.shown(reached), reason: "the array has \(count) element\(count == 1 ? "" : "s")")
            }
            let isNew = position == elements.count
            let element = try changed(isNew ? nil : elements[position], rest, reached: here)
            if isNew { elements.append(element) } else { elements[position] = element }
            return .array(elements)
        case .all:
            var changedElements: [Value] = []
            for element in try elements(old, at: reached) {
                changedElements.append(try changed(element, rest, reached: here))
            }
            return .array(changedElements)
        }
    }

    private func record(_ value: Value?, at reached: String) throws(Obstacle) -> Record {
        switch value {
        case nil, .null: return Record()
        case .object(let record): return record
        case .some(let other):
            throw Obstacle(
                reached: Self.shown(reached), reason: "it is \(Selection.article(other.kind)), not an object")
        }
    }

    private func elements(_ value: Value?, at reached: String) throws(Obstacle) -> [Value] {
        switch value {
        case nil, .null: return []
        case .array(let elements): return elements
        case .some(let other):
            throw Obstacle(reached: Self.shown(reached), reason: "it is \(Selection.article(other.kind)), not an array")
        }
    }

    private static func shown(_ path: String) -> String { path.isEmpty ? "." : path }
}

extension ArgumentWord {
    /// The argument as `path=value`, nil when it does not begin with a path and an unquoted `=`; a problem when the value
    /// cannot be made or would have been meant as a path.
    func assignment(by expander: Expander, source: SourceText) -> Result<Assignment, ArgumentProblem>? {
        switch content {
        case .text(let text):
            // Offsets count inside the argument: no quoting is left, and it need not lie in the source as it is.
            let span = SourceSpan(0, text.utf8.count)
            let word = Word(pieces: [.plain(text, span)], span: span)
            guard let (path, start) = Self.target(of: word, in: SourceText(name: "", text)) else { return nil }
            let value = String(decoding: text.utf8.dropFirst(start), as: UTF8.self)
            return Self.argvValue(value).map { Assignment(path: path, value: $0, span: self.span) }
        case .word(let word):
            guard let (path, start) = Self.target(of: word, in: source) else { return nil }
            return Self.value(of: word.suffix(from: start), by: expander)
                .map { Assignment(path: path, value: $0, span: span) }
        }
    }

    private static func target(of word: Word, in source: SourceText) -> (path: [PathStep], valueStart: Int)? {
        guard let found = SelectorParser.assignment(in: word, of: source), found.selector.result == nil,
            case .path(let path) = found.selector.target
        else { return nil }
        return (path, found.valueStart)
    }

    /// The value behind the `=`. A path or fact there was meant to be looked up, not to be text.
    private static func value(of word: Word, by expander: Expander) -> Result<Value, ArgumentProblem> {
        if case .plain(let text, _)? = word.pieces.first, text.hasPrefix(".") || text.hasPrefix("@") {
            return .failure(
                ArgumentProblem(
                    "a value cannot begin with \(text.prefix(1)) unless it is quoted",
                    next: "${\(text)} for what it selects, or '\(text)' for the text"))
        }
        do throws(Failure) {
            return .success(try expander.value(of: word))
        } catch {
            return .failure(ArgumentProblem(error.message, next: error.next))
        }
    }

    /// What stands behind the `=` in a word of argv: quotes that are left belong to JSON.
    private static func argvValue(_ text: String) -> Result<Value, ArgumentProblem> {
        guard let first = text.first, first == "{" || first == "[" || first == "\"" else {
            return .success(Expander.typed(text))
        }
        do throws(JSONError) {
            return .success(try JSONReader.read(text))
        } catch {
            if first == "\"" { return .success(.string(text)) }
            return .failure(ArgumentProblem("the value begins like JSON and is not: \(error.message)"))
        }
    }
}

extension ArgumentKind where Content == Assignment {
    /// `PATH=VALUE`
    package static var assignment: Self {
        Self("PATH=VALUE") { argument throws(ArgumentProblem) in
            switch argument.assignment {
            case .success(let assignment): return assignment
            case .failure(let problem): throw problem
            case nil:
                throw ArgumentProblem(
                    "'\(argument.text)' is not PATH=VALUE", next: ".key=value, the path and the = without quotes")
            }
        }
    }
}
