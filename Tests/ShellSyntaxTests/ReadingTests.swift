import ShellSyntax
import Testing

/// The small services on words, selectors, names and durations.
@Suite struct ReadingTests {
    private func word(_ text: String) throws -> (Word, SourceText) {
        let script = parse("x " + text)
        guard case .command(let command)? = script.statements.first?.kind else { throw Missing() }
        return (try #require(command.arguments.first), script.source)
    }

    private struct Missing: Error {}

    @Test(arguments: [
        ("-e", true), ("--event", true), ("--", true), ("--x=\"a b\"", true), ("-5", true), ("-", false),
        ("-.a", false),
        ("a", false), ("'-e'", false), ("\\-e", false), ("\"-e\"", false), ("${x}", false), ("-${x}", true),
        ("{}", false),
    ])
    func options(_ text: String, _ isOption: Bool) throws {
        #expect(try word(text).0.isOption == isOption)
    }

    @Test(arguments: [
        ("a", "a"), ("a\\ b\"c d\"'e'", "a bc de"), ("\"\"", ""), ("${x}", nil), ("a${x}", nil), ("{}", nil),
        ("a={}", nil),
    ])
    func literalText(_ text: String, _ literal: String?) throws {
        #expect(try word(text).0.literalText == literal)
    }

    @Test(arguments: [("{}", true, false), ("a={}", false, false), ("${x}", false, true), ("\"${x}\"", false, false)])
    func wholeValues(_ text: String, _ isJSON: Bool, _ isLone: Bool) throws {
        let word = try word(text).0
        #expect((word.json != nil) == isJSON)
        #expect((word.loneExpansion != nil) == isLone)
    }

    @Test(arguments: ["a", "\"a b\"", ".a[\"k\"]=1", "a\\ b", "{\"k\":  1}", "${x:-a b}"])
    func sourceText(_ text: String) throws {
        let (word, source) = try word(text)
        #expect(word.sourceText(in: source) == text)
    }

    @Test(arguments: [
        (".a", "./a"), (".", "."), (".a[\"odd key\"][0]", "./a/odd key[0]"), ("@headers.x", "@headers.x"),
        ("%-1.a", "%-1./a"),
        ("%2", "%2"), ("a", nil), (".a=1", nil), ("", nil), (".a.", nil), (".[\"\\q\"]", nil),
    ])
    func selectors(_ text: String, _ shape: String?) {
        #expect(SelectorParser.parse(text).map { TreeShape.of($0) } == shape)
        if case .failure(let fault) = SelectorParser.read(text) { #expect(fault.span.end <= text.utf8.count) }
    }

    @Test(arguments: [
        (".user.id=5", "./user/id", "5"), (".user[\"odd key\"]=5", "./user/odd key", "5"),
        (".a=\"x y\"", "./a", "\"x y\""),
        (".a={\"k\": 1}", "./a", "json(‹{\"k\": 1}›)"), (".a=${x}", "./a", "${x}"), (".a=b=c", "./a", "b=c"),
        (".a=", "./a", ""),
        (".=${x}y", ".", "${x}+y"), ("a=5", nil, nil), (".a", nil, nil), ("'.a'=5", nil, nil),
    ])
    func assignments(_ text: String, _ path: String?, _ value: String?) throws {
        let (word, source) = try word(text)
        let assignment = SelectorParser.assignment(in: word, of: source)
        #expect(assignment.map { TreeShape.of($0.selector) } == path)
        #expect(assignment.map { TreeShape.of(word.suffix(from: $0.valueStart)) } == value)
        if let assignment { #expect(source[assignment.selector.span] == text.prefix { $0 != "=" }) }
    }

    static let names: [(String, [String], String?)] = [
        ("invok", ["use", "invoke"], "invoke"), ("invkoe", ["invoke"], "invoke"), ("INVOKE", ["invoke"], "invoke"),
        ("ues", ["use", "set"], "use"), ("x", ["y"], nil), ("abc", ["xyz"], nil), ("", ["a"], nil),
        ("--even", ["--event", "--event-file"], "--event"), ("reigon", ["region", "version"], "region"),
    ]

    @Test(arguments: names.indices)
    func nearestName(_ row: Int) {
        let (name, candidates, suggestion) = Self.names[row]
        #expect(NearestName.suggestion(for: name, among: candidates) == suggestion)
    }

    static let writtenDurations: [(String, Duration?)] = [
        ("800ms", Duration.milliseconds(800)), ("2s", Duration.seconds(2)), ("1.5m", Duration.seconds(90)),
        ("1h", Duration.seconds(3600)), ("0s", Duration.zero), ("0.25ms", Duration.microseconds(250)),
        ("1.000001s", Duration.microseconds(1_000_001)), ("5", nil), ("s", nil), ("1.s", nil), (".5s", nil),
        ("-1s", nil), ("1S", nil), ("1 s", nil), ("1d", nil), ("99999999999999999999h", nil),
    ]

    @Test(arguments: writtenDurations)
    func durations(_ text: String, _ duration: Duration?) {
        #expect(DurationLiteral.parse(text) == duration)
    }
}
