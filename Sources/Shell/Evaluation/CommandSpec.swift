/// An option that takes a value, as a typed key: declared once, read back from ``Arguments``.
package struct Option<Content: Sendable>: Sendable {
    package let declaration: OptionDeclaration

    /// - Parameters:
    ///   - names: every spelling, the long one that the seed uses first, e.g. `--event`, `-e`.
    ///   - kind: what the value is.
    ///   - summary: one phrase for help.
    package init(_ names: String..., kind: ArgumentKind<Content>, summary: String) {
        self.init(names: names, kind: kind, summary: summary)
    }

    package init(names: [String], kind: ArgumentKind<Content>, summary: String) {
        declaration = OptionDeclaration(
            names: names, summary: summary, placeholder: kind.placeholder, completion: kind.completion
        ) { argument throws(ArgumentProblem) in try kind.parse(argument) }
    }
}

/// An option without a value.
package struct Flag: Sendable {
    package let declaration: OptionDeclaration

    package init(_ names: String..., summary: String) {
        declaration = OptionDeclaration(names: names, summary: summary)
    }
}

/// An argument without a name, as a typed key.
package struct Operand<Content: Sendable>: Sendable {
    package let declaration: OperandDeclaration

    package init(
        _ name: String, kind: ArgumentKind<Content>, arity: OperandDeclaration.Arity = .optional,
        shape: OperandDeclaration.Shape = .any, summary: String
    ) {
        declaration = OperandDeclaration(
            name: name, arity: arity, shape: shape, summary: summary, completion: kind.completion
        ) { argument throws(ArgumentProblem) in try kind.parse(argument) }
    }
}

/// An option without its type: what binder, help and completion read.
package struct OptionDeclaration: Sendable {
    package typealias Parse = @Sendable (ArgumentText) throws(ArgumentProblem) -> any Sendable

    package let names: [String]
    package let summary: String
    /// How help calls the value; nil for a flag.
    package let placeholder: String?
    package let completion: CompletionSource
    /// Reads the value; nil for a flag.
    package let parse: Parse?

    init(
        names: [String], summary: String, placeholder: String? = nil, completion: CompletionSource = .nothing,
        parse: Parse? = nil
    ) {
        precondition(names.allSatisfy { $0.hasPrefix("-") }, "an option's name begins with a dash")
        self.names = names
        self.summary = summary
        self.placeholder = placeholder
        self.completion = completion
        self.parse = parse
    }

    /// What the option is kept under.
    package var key: String { names[0] }
    package var takesValue: Bool { parse != nil }
}

/// An operand without its type.
package struct OperandDeclaration: Sendable {
    package enum Arity: Sendable {
        case required, optional
        /// As many as there are, none included.
        case rest
    }

    /// What a word has to look like to be this operand.
    package enum Shape: Sendable {
        case any
        /// A JSON value.
        case json
        /// Anything but a JSON value.
        case plain
        /// A method of HTTP.
        case method
        /// A path of HTTP: a slash first, or something to be expanded.
        case path
        /// None of these.
        case name
    }

    package let name: String
    package let arity: Arity
    package let shape: Shape
    package let summary: String
    package let completion: CompletionSource
    package let parse: OptionDeclaration.Parse

    init(
        name: String, arity: Arity, shape: Shape, summary: String, completion: CompletionSource,
        parse: @escaping OptionDeclaration.Parse
    ) {
        self.name = name
        self.arity = arity
        self.shape = shape
        self.summary = summary
        self.completion = completion
        self.parse = parse
    }
}

/// The declaration of a command: the one place that binder, help, completion and the manual read.
package struct CommandSpec: Sendable {
    /// The groups of `help`, in its order.
    package enum Group: String, Sendable, CaseIterable {
        case calling, state, looking, events, scripting, shell
    }

    /// A line that works, with what it does.
    package struct Example: Sendable {
        package let line: String
        package let summary: String

        package init(_ line: String, _ summary: String) {
            self.line = line
            self.summary = summary
        }
    }

    package let name: String
    package let group: Group
    /// One phrase, without a full stop.
    package let summary: String
    /// Further paragraphs for `help NAME` and the manual.
    package let discussion: String
    package let operands: [OperandDeclaration]
    package let options: [OptionDeclaration]
    package let examples: [Example]
    /// Whether `<`, `<<` may feed it.
    package let takesInput: Bool
    /// Whether `>`, `>>` and `|` may take its answer.
    package let givesAnswer: Bool
    /// Whether each run makes a result, even when nothing could be sent.
    package let makesResult: Bool

    package init(
        _ name: String, group: Group, summary: String, discussion: String = "",
        operands: [OperandDeclaration] = [], options: [OptionDeclaration] = [], examples: [Example],
        takesInput: Bool = false, givesAnswer: Bool = false, makesResult: Bool = false
    ) {
        self.name = name
        self.group = group
        self.summary = summary
        self.discussion = discussion
        self.operands = operands
        self.options = options
        self.examples = examples
        self.takesInput = takesInput
        self.givesAnswer = givesAnswer
        self.makesResult = makesResult
    }

    /// The declaration of an option by any of its names.
    package func option(named name: String) -> OptionDeclaration? {
        options.first { $0.names.contains(name) }
    }

    /// How the command is called, e.g. `use FUNCTION[:QUALIFIER]`.
    package var usage: String {
        var parts = [name]
        for operand in operands {
            switch operand.arity {
            case .required: parts.append(operand.name)
            case .optional: parts.append("[\(operand.name)]")
            case .rest: parts.append("[\(operand.name)…]")
            }
        }
        if !options.isEmpty { parts.append("[option…]") }
        return parts.joined(separator: " ")
    }
}
