import ShellSyntax

/// What Tab offers: a pure function of the text, the cursor and the world as it was when the line began.
package struct Completer: Sendable {
    let world: CompletionWorld

    package init(world: CompletionWorld) {
        self.world = world
    }

    /// What may stand at the cursor.
    /// - Parameter cursor: an offset into the text's UTF-8.
    package func answer(_ text: String, cursor: Int) -> CompletionAnswer {
        let source = SourceText(name: "<prompt>", text)
        let context = CursorContext.at(cursor, in: source)
        let place = Place(context, in: source)
        let offer = offer(for: context, at: place)
        guard offer.choices.isEmpty, let alternative = context.alternative else {
            return answer(offer, at: place)
        }
        let other = Place(prefix: alternative.prefix, span: alternative.span, source: source)
        if let change = eventChange(alternative, context) { return answer(change, at: other) }
        return answer(self.offer(for: alternative.kind, at: other, context), at: other)
    }

    private func answer(_ offer: Offer, at place: Place) -> CompletionAnswer {
        let (choices, isExact) = CompletionMatch.select(offer.choices, place.prefix)
        let candidates = choices.map { choice -> CompletionCandidate in
            var candidate = CompletionCandidate(
                offer.isWord ? CompletionQuoting.quoted(choice, place.quoting) : choice.text,
                description: choice.description.map { Message($0).text(in: world.language) },
                appendsSpace: choice.endsWord)
            candidate.label = choice.label
            return candidate
        }
        let start = place.span.start - (choices.allSatisfy(\.replacesDot) && !choices.isEmpty ? 1 : 0)
        return CompletionAnswer(
            replacement: start..<place.span.end, candidates: candidates, sharesPrefix: isExact)
    }

    private func offer(for context: CursorContext, at place: Place) -> Offer {
        offer(for: context.kind, at: place, context)
    }

    private func offer(for kind: CursorContext.Kind, at place: Place, _ context: CursorContext) -> Offer {
        let words = context.words
        switch kind {
        case .command(let isInsideBlock): return Offer(statements(isInsideBlock: isInsideBlock))
        case .tried: return Offer(tried)
        case .option(let command): return Offer(options(of: command, words, place.prefix))
        case .optionValue(let command, let option): return optionValue(command, option, words, place)
        case .operand(let command, _): return operand(of: command, words, place)
        case .variable: return Offer(references(at: place))
        case .environment: return Offer(world.environment.map { Choice($0).closing(place) })
        case .fact: return Offer(facts(at: place))
        case .path(let result, let steps): return Offer(keys(of: result, steps, at: place))
        case .redirectionFile, .script: return Offer(files(place.prefix), isWord: true)
        case .keyword(let words, let orCommand):
            return Offer(words.map { Choice($0) } + (orCommand ? commands : []))
        case .assertion: return Offer(Self.assertions)
        case .selector: return Offer(Self.selectors)
        case .result: return Offer(resultSelectors)
        case .predicate(let allowsNot): return Offer(Self.predicates(allowsNot: allowsNot))
        case .value(let selector): return Offer(values(comparedWith: selector), isWord: true)
        case .jsonKey(let steps): return Offer(eventKeys(below: steps, context, place))
        case .nothing: return Offer([])
        }
    }
}

extension Completer {
    /// One thing that may be put in.
    struct Choice: Sendable, Hashable {
        var text: String
        var description: String?
        /// What the typed text is compared with; nil for the text itself.
        var name: String?
        /// What a list shows for it; nil for the text itself.
        var label: String?
        /// Whether a space follows.
        var endsWord = true
        /// Whether the dot before the place has to go, as for `["odd key"]`.
        var replacesDot = false

        init(_ text: String, _ description: String? = nil, endsWord: Bool = true) {
            self.text = text
            self.description = description
            self.endsWord = endsWord
        }

        /// What the typed text is compared with.
        var matched: String { name ?? text }

        /// The same where it stands: inside `${` it ends with the bracket unless that is there already.
        func closing(_ place: Place) -> Choice {
            guard place.isInExpansion else { return self }
            var closed = self
            closed.text += place.isFollowedByBrace ? "" : "}"
            closed.endsWord = false
            return closed
        }
    }

    /// Everything that may stand at a place.
    struct Offer: Sendable {
        var choices: [Choice]
        /// Whether the texts are words that may need quotes.
        var isWord: Bool

        init(_ choices: [Choice], isWord: Bool = false) {
            self.choices = choices
            self.isWord = isWord
        }
    }

    /// The cursor's place in the text.
    struct Place: Sendable {
        var prefix: String
        var span: SourceSpan
        var quoting = CursorContext.Quoting.none
        /// Whether it is inside `${`.
        var isInExpansion: Bool
        /// Whether `}` comes next.
        var isFollowedByBrace: Bool
        /// What ends a key and comes next already: nothing, `:`, or a quote with the colon behind it.
        var keyEnd: String

        init(_ context: CursorContext, in source: SourceText) {
            self.init(prefix: context.prefix, span: context.span, source: source)
            quoting = context.quoting
        }

        init(prefix: String, span: SourceSpan, source: SourceText) {
            self.prefix = prefix
            self.span = span
            isInExpansion = Self.endsInExpansion(source.bytes[..<span.start])
            let next = span.end < source.bytes.count ? source.bytes[span.end] : nil
            isFollowedByBrace = next == UInt8(ascii: "}")
            keyEnd = next == UInt8(ascii: ":") ? ":" : next == UInt8(ascii: "\"") ? "\"" : ""
        }

        /// Whether the last `${` is still open.
        private static func endsInExpansion(_ bytes: ArraySlice<UInt8>) -> Bool {
            var offset = bytes.endIndex - 1
            while offset > bytes.startIndex {
                if bytes[offset] == UInt8(ascii: "}") { return false }
                if bytes[offset] == UInt8(ascii: "{"), bytes[offset - 1] == UInt8(ascii: "$") { return true }
                offset -= 1
            }
            return false
        }
    }
}
