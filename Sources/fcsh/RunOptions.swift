import Shell

/// How scripts are run.
struct RunOptions: Sendable {
    /// Whether a failed test is followed by the next test, and a failed file by the next file.
    var keepsGoing = false
    /// The limit of the whole run.
    var limit: Duration?
    var variables: [String] = []
    var variableFiles: [String] = []
    var reports: [ReportRequest] = []
    /// Which tests run; all without any.
    var tests: [TestPattern] = []
    /// Where the calls and their answers are kept.
    var savedSession: String?
    /// The saved session that answers the calls.
    var replay: String?
    /// Whether a last line counts what was done: for `run`, not for a script that is a program of its own.
    var tellsSummary = false

    init() {}

    /// What the options of `run` say.
    init(_ arguments: Arguments) {
        keepsGoing = arguments[ProgramWords.keepGoing]
        limit = arguments[ProgramWords.runLimit]
        variables = arguments.all(ProgramWords.variable)
        variableFiles = arguments.all(ProgramWords.variableFile)
        reports = arguments.all(ProgramWords.report)
        tests = arguments.all(ProgramWords.test).map { TestPattern($0) }
        savedSession = arguments[ProgramWords.saveSession]
        replay = arguments[ProgramWords.replay]
        tellsSummary = true
    }
}
