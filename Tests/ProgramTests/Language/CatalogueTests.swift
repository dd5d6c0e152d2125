import Shell
import ShellSyntax
import Testing

@testable import fcsh

/// The Chinese catalogue is complete, and each of its sentences takes the same arguments as the English one.
@Suite struct CatalogueTests {
    /// A new sentence needs a line in `Sources/Shell/Language/Chinese`, or one in ``UntranslatedTexts`` when it is none.
    @Test func everySentenceOfTheSourcesHasItsChinese() throws {
        let sentences = try MessageSources.sentences()
        #expect(sentences.count > 1000)
        for sentence in sentences where ChineseCatalogue.template(for: sentence.template) == nil {
            guard !UntranslatedTexts.all.contains(sentence.template) else { continue }
            Issue.record("Sources/\(sentence.file):\(sentence.line): no Chinese for: \(sentence.template)")
        }
    }

    @Test func everyDeclarationHasItsChinese() {
        let specs = TestProgram.catalog.commands.map { $0.spec } + ProgramWords.all
        var texts = ProcessFlags.declarations.map(\.summary) + Setting.allCases.map(\.summary)
        for spec in specs {
            texts += [spec.summary] + spec.options.map(\.summary) + spec.operands.map(\.summary)
            texts += spec.examples.map(\.summary) + (spec.discussion.isEmpty ? [] : [spec.discussion])
        }
        texts += CommandSpec.Group.allCases.map(\.title.template) + FactName.allCases.map(\.summary)
        texts += EventKind.allCases.map(\.summary)
        for text in texts where ChineseCatalogue.template(for: text) == nil { Issue.record("no Chinese for: \(text)") }
    }

    /// A hole may be left out only when it is an English ending: `‹1› error‹2›`.
    @Test func holesAreTheSame() {
        for (english, chinese) in ChineseCatalogue.tables.flatMap({ $0 }) {
            let wanted = Self.holes(of: english)
            let given = Self.holes(of: chinese)
            #expect(given.isSubset(of: wanted), "\(chinese)")
            let endings = Set(english.matches(of: #/[a-z](‹\d+›)/#).map { String($0.1) })
            #expect(wanted.subtracting(given).isSubset(of: endings), "\(english)\n\(chinese)")
        }
    }

    @Test func noEnglishSentenceStandsTwice() {
        var seen: Set<String> = []
        for (english, _) in ChineseCatalogue.tables.flatMap({ $0 }) {
            #expect(seen.insert(english).inserted, "\(english)")
        }
    }

    /// What the catalogue has is still said somewhere, and so is what is on the list of exceptions.
    @Test func nothingIsListedInVain() throws {
        let said = Set(try MessageSources.literals().map(\.template))
        let english = ChineseCatalogue.tables.flatMap { $0.map(\.key) }
        for text in english + UntranslatedTexts.listed where !said.contains(text) {
            Issue.record("no longer in the sources: \(text)")
        }
        for text in UntranslatedTexts.listed where ChineseCatalogue.template(for: text) != nil {
            Issue.record("an exception has a translation: \(text)")
        }
    }

    private static func holes(of template: String) -> Set<String> {
        Set(template.matches(of: #/‹\d+›/#).map { String($0.0) })
    }
}
