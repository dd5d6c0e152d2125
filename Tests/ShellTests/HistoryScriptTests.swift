import FCCore
import ShellTestSupport
import Testing

@testable import Shell

@Suite("A script of history")
struct HistoryScriptTests {
    private func entry(
        _ text: String, to function: String? = nil, _ qualifier: String = "LATEST", region: String = "cn-hangzhou",
        outcome: String = "ok", in session: String = "s1"
    ) -> HistoryEntry {
        HistoryEntry(
            text: text, time: "t",
            target: .init(region: region, function: function, qualifier: function == nil ? nil : qualifier),
            outcome: outcome, sessionID: session)
    }

    private func lines(_ entries: HistoryEntry..., failures: Bool = false) -> [String] {
        let masker = Masker()
        masker.register(Secret("FakeSecret99"))
        let script = HistoryScript(
            entries, includesFailures: failures, catalog: Catalog(Catalog.standardCommands), world: TestWorld.world(),
            masker: masker)
        return Array(script.lines.dropFirst(2))
    }

    @Test("Statements as they were, without what is about the prompt")
    func plain() {
        #expect(
            lines(
                entry("let x = {\n  \"k\": 1\n}"), entry("history"), entry("print ${x}"), entry("!ls"), entry("exit"))
                == ["let x = {\n  \"k\": 1\n}", "print ${x}", "!ls"])
    }

    @Test("What did not go well, or cannot stand in a script, is a comment")
    func comments() {
        #expect(
            lines(entry("invoke {}\nprint a", to: "f", outcome: "throttled"), entry("print ${y}"), entry("secret x"))
                == [
                    "# throttled: invoke {}", "# print a", "# the variable 'y' is not set: print ${y}",
                    "# 'x' can only be asked for on a terminal: secret x",
                ])
        #expect(lines(entry("print FakeSecret99")) == ["# left out, it holds a secret"])
        #expect(lines(entry("expect .a == 1", outcome: "failed"), failures: true) == ["expect .a == 1"])
    }

    @Test("Where the statements do not lead to the target, it is put in")
    func targets() {
        #expect(
            lines(
                entry("invoke {}", to: "f"), entry("invoke {}", to: "f"), entry("use g:prod"),
                entry("invoke {}", to: "g", "prod"), entry("invoke {}", to: "f", region: "cn-beijing", in: "s2"),
                entry("invoke h {}", to: "h", region: "cn-beijing", in: "s2"),
                entry("invoke {}", to: "f", "canary", region: "cn-beijing", in: "s2"))
                == [
                    "set region cn-hangzhou", "use f", "invoke {}", "invoke {}", "use g:prod", "invoke {}",
                    "set region cn-beijing", "use f", "invoke {}", "invoke h {}", "use f:canary", "invoke {}",
                ])
    }
}
