import FCCore
import ShellSyntax
import ShellTestSupport
import Testing

@testable import Shell

@Suite("What history keeps")
struct HistoryKeepingTests {
    @Test(
        "Lines with a leading blank or a secret are not kept",
        arguments: [
            ("invoke {\"k\": 1}", true), (" invoke", false), ("\tinvoke", false), ("", false),
            ("invoke -e test-secret-value", false), ("secret pin", true), ("secret pin = 123", false),
            ("secret pin = ${env.PIN}", true), ("secret pin = ${env.PIN:-123}", false),
            ("use x; secret pin = 'abc'", false), ("test t do\n  secret pin = abc\nend", false),
            ("secret pin = abc def", false), ("print secret", true), ("infoke secret", true), ("print 'open", true),
        ])
    func kept(text: String, expected: Bool) {
        let masker = Masker()
        masker.register(Secret("test-secret-value"))
        let script = Parser.parse(SourceText(name: "test", text))
        #expect(HistoryKeeping(masker: masker).mayKeep(text, parsed: script) == expected)
    }

    @Test("The word for an ending")
    func outcomes() {
        let target = CallResult.Target(functionName: "f", qualifier: "LATEST", region: nil)
        let good = CallResult(number: 1, target: target, event: nil, outcome: .ok)
        let throttled = CallResult(number: 1, target: target, event: nil, outcome: .throttled)
        #expect(HistoryEntry.outcome(of: .finished, good) == "ok")
        #expect(HistoryEntry.outcome(of: .finished, throttled) == "ok")
        #expect(HistoryEntry.outcome(of: .failed(.refused), throttled) == "throttled")
        #expect(HistoryEntry.outcome(of: .failed(.expectation), good) == "failed")
        #expect(HistoryEntry.outcome(of: .failed(.usage), nil) == "failed")
        #expect(HistoryEntry.outcome(of: .failed(.interrupted), nil) == "cancelled")
        #expect(HistoryEntry.outcome(of: .exited(.unspecified), nil) == "ok")
    }

    @Test(
        "Blanks at the end are not kept, but for one that belongs to a word",
        arguments: [("use hello ", "use hello"), ("a\n\n", "a"), ("a\\ ", "a\\ "), ("你好\t", "你好"), ("a", "a")])
    func blanks(text: String, kept: String) {
        let entry = HistoryEntry(
            text, settings: Settings(environment: [:]), world: TestWorld.world(), started: UTCTime(seconds: 0),
            took: .seconds(1), result: nil, outcome: "ok")
        #expect(entry.text == kept)
    }

    @Test("Files are where the environment says")
    func files() {
        let standard = ShellFiles(environment: ["HOME": "/home/me"])
        #expect(standard.startup == "/home/me/.config/fcsh/rc.fcsh")
        #expect(standard.history == "/home/me/.local/state/fcsh/history.jsonl")
        #expect(standard.bindings == "/home/me/.editrc")
        #expect(standard.cache == "/home/me/.cache/fcsh")
        let moved = ShellFiles(environment: [
            "HOME": "/home/me", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "relative", "EDITRC": "/e/rc",
        ])
        #expect(moved.startup == "/c/fcsh/rc.fcsh")
        #expect(moved.history == "/home/me/.local/state/fcsh/history.jsonl")
        #expect(moved.bindings == "/e/rc")
        #expect(ShellFiles(environment: [:]) == ShellFiles())
    }
}
