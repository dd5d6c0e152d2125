/// What could stand at the end of an unfinished text, as the parser saw it when the text ended.
struct Expectation {
    enum Kind {
        /// The first word of a statement.
        case statement(insideBody: Bool)
        /// What may follow `try`.
        case tried
        /// A word of a command.
        case argument(CommandStatement)
        /// A file behind `<`, `>` or `>>`.
        case file
        /// A file or an argument of `source`.
        case sourceArgument(index: Int)
        /// The inside of `${`.
        case reference
        case environment
        case fact
        case path(result: Int?, [PathStep])
        /// One of a few words.
        case keyword([String])
        /// One of a few words in front of a block's body, or a command that stands in its place.
        case clause([String])
        /// A selector.
        case selector
        /// A result's number, the `%` included.
        case result
        /// The place after `expect`.
        case assertion
        /// A place for a predicate; `not` is still possible or not.
        case predicate(allowsNot: Bool)
        /// A value; in `expect` with the selector it is compared with.
        case value(Selector?)
        /// The inside of a JSON value that begins at an offset; `redirection` is where its heredoc was opened.
        case json(from: Int, redirection: Int? = nil)
        /// A place where only the writer knows what comes.
        case nothing
    }

    var kind: Kind
    /// Where the unfinished word begins.
    var start: Int
}
