import ShellSyntax
import Testing

/// What holds for every tree, tried on random ones. The seed is the argument, so a find can be run again.
@Suite struct TreePropertyTests {
    @Test(arguments: 1...400 as ClosedRange<UInt64>)
    func textGivesTheTreeBack(_ seed: UInt64) {
        var generator = TreeGenerator(seed: seed)
        let tree = generator.statements()
        let text = TreePrinter.text(tree)
        let script = parse(text)
        #expect(script.diagnostics == [], "\(text)")
        #expect(TreeShape.of(script.statements) == TreeShape.of(tree), "\(text)")
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func prefixesAreCompleteOrNeedMore(_ seed: UInt64) {
        var generator = TreeGenerator(seed: seed)
        let text = TreePrinter.text(generator.statements())
        CompletenessTests.checkLinePrefixes(text)
        CompletenessTests.checkPrefixes(text)
    }

    @Test(arguments: 1...100 as ClosedRange<UInt64>)
    func nodesLieInsideTheirParents(_ seed: UInt64) {
        var generator = TreeGenerator(seed: seed)
        let script = parse(TreePrinter.text(generator.statements()))
        #expect(SpanChecker.problems(in: script) == [])
    }

    @Test(arguments: FaultTests.words + FaultTests.statements)
    func nodesOfFaultyTextLieInsideTheirParents(_ marked: String, _ ids: [String]) {
        #expect(SpanChecker.problems(in: parse(MarkedText(marked).text + "; invoke a")) == [])
    }
}
