import FCCore
import ShellSyntax

extension ArgumentKind where Content == Selector {
    /// `%N`: a result of this session.
    static var result: Self {
        Self("%N", completion: .results) { argument throws(ArgumentProblem) in
            guard let selector = SelectorParser.parse(argument.text), selector.target == .result else {
                throw ArgumentProblem(
                    "'\(argument.text)' names no result", next: "%2 for the second one, %-1 for the last")
            }
            var placed = selector
            placed.span = argument.span
            return placed
        }
    }

    /// A result, or a part of one: `%2`, `%-1.items`, `.user`.
    static var selection: Self {
        Self("%N[.PATH]", completion: .results) { argument throws(ArgumentProblem) in
            guard let selector = SelectorParser.parse(argument.text) else {
                throw ArgumentProblem(
                    "'\(argument.text)' names no result", next: "%2 for the second one, %-1 for the last")
            }
            var placed = selector
            placed.span = argument.span
            return placed
        }
    }
}

extension ArgumentKind where Content == [PathStep] {
    /// A path into a body; it is read as it is written.
    static var path: Self {
        Self("PATH") { argument throws(ArgumentProblem) in
            for text in [argument.sourceText, argument.text] {
                if let selector = SelectorParser.parse(text), selector.result == nil,
                    case .path(let path) = selector.target
                {
                    return path
                }
            }
            throw ArgumentProblem("'\(argument.text)' is no path", next: "such as .requestId or .items[*].at")
        }
    }
}
