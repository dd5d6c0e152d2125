package import ShellSyntax

/// The arguments of one run of a command, read back by the keys they were declared with.
package struct Arguments: Sendable {
    private var values: [String: [any Sendable]] = [:]
    private var spans: [String: SourceSpan] = [:]

    package init() {}

    /// Keeps a parsed value under its declaration's key.
    mutating func append(_ value: any Sendable, for key: String, at span: SourceSpan) {
        values[key, default: []].append(value)
        spans[key] = span
    }

    /// The value of an option, the last one when it was given more than once; nil when it was not given.
    package subscript<Content>(option: Option<Content>) -> Content? {
        values[option.declaration.key]?.last as? Content
    }

    /// Every value of an option, in order.
    package func all<Content>(_ option: Option<Content>) -> [Content] {
        values[option.declaration.key]?.compactMap { $0 as? Content } ?? []
    }

    /// Whether a flag was given.
    package subscript(flag: Flag) -> Bool {
        values[flag.declaration.key] != nil
    }

    /// The value of an operand, nil when it was not given.
    package subscript<Content>(operand: Operand<Content>) -> Content? {
        values[operand.declaration.name]?.last as? Content
    }

    /// Every value of an operand that takes the rest.
    package func all<Content>(_ operand: Operand<Content>) -> [Content] {
        values[operand.declaration.name]?.compactMap { $0 as? Content } ?? []
    }

    /// Where an option was given.
    package func span<Content>(_ option: Option<Content>) -> SourceSpan? {
        spans[option.declaration.key]
    }

    /// Where an operand was given.
    package func span<Content>(_ operand: Operand<Content>) -> SourceSpan? {
        spans[operand.declaration.name]
    }

    /// The value of a setting's option, when this command has it and it was given.
    func text(named key: String) -> String? {
        values[key]?.last as? String
    }
}
