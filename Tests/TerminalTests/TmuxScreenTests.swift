import TestSupport
import Testing

/// Screens of tmux, a terminal that was not written for these tests, compared with recorded ones.
@Suite("Screens in tmux")
struct TmuxScreenTests {
    private static var probe: String { get throws { try BuiltProduct.path("LineEditorProbe") } }
    private static var shell: String { get throws { try BuiltProduct.path("fcsh") } }

    @Test("A wrapped line with Chinese and emoji", arguments: [80, 40])
    func wrapped(columns: Int) async throws {
        try await TmuxSession.run(Self.shell, columns: columns) { session in
            try await session.waitFor("fcsh>")
            try await session.type("invoke 函数 {\"城市\": \"杭州 🚀 成都\", \"items\": [{\"name\": \"茶\", \"grams\": 250}]}")
            try await session.press("Left", "Left", "Left")
            try await session.compare(with: "wrapped-\(columns)")
        }
    }

    @Test("Another width in the middle of a line", arguments: [(80, 50), (50, 80)])
    func resized(from old: Int, to new: Int) async throws {
        try await TmuxSession.run(Self.shell, columns: old) { session in
            try await session.waitFor("fcsh>")
            try await session.type("print one\n")
            try await session.waitFor("\none\n")
            let items = #"[{"name": "茶", "grams": 250, "count": 6}]"#
            try await session.type(#"invoke 函数 {"城市": "杭州", "items": \#(items)}"#)
            try await session.press("Left", "Left")
            try await session.waitFor("6}]}")
            try await session.resize(rows: 24, columns: new)
            try await session.type("!")
            try await session.compare(with: "resized-\(old)-\(new)")
        }
    }

    @Test("A paste of 200 lines")
    func pasted() async throws {
        try await TmuxSession.run(Self.shell) { session in
            try await session.waitFor("fcsh>")
            try await session.type("let x = ")
            try await session.paste("[" + (1...200).map(String.init).joined(separator: ",\n") + "]")
            try await session.waitFor("lines]")
            try await session.press("Enter")
            try await session.type("print done\n")
            try await session.compare(with: "pasted")
        }
    }

    @Test("An entry of several rows recalled and changed")
    func recalled() async throws {
        try await TmuxSession.run(Self.shell, columns: 40) { session in
            try await session.waitFor("fcsh>")
            try await session.type("let x = {\n\"城市\": \"杭州\",\n\"n\": [1,\n2]}\n")
            try await session.waitFor("2]}\nfcsh>")
            try await session.press("Up", "Up", "Up", "End")
            try await session.type(" 3,")
            try await session.compare(with: "recalled")
        }
    }

    @Test("What history suggests, and what it does not")
    func suggested() async throws {
        try await TmuxSession.run(Self.shell) { session in
            try await session.waitFor("fcsh>")
            try await session.type("print 你好 world\n")
            try await session.waitFor("\n你好 world\nfcsh>")
            try await session.type("print 你")
            try await session.compare(with: "suggested")
            try await session.press("M-Right")
            try await session.type("!")
            try await session.compare(with: "suggested-word")
        }
    }

    @Test("The list of candidates", arguments: [80, 40])
    func candidates(columns: Int) async throws {
        try await TmuxSession.run(Self.probe, columns: columns) { session in
            try await session.waitFor("probe函数>")
            try await session.type("x 测试")
            try await session.press("Tab", "Tab")
            try await session.compare(with: "candidates-\(columns)")
        }
    }

    @Test("A message above the line")
    func message() async throws {
        try await TmuxSession.run(Self.probe, columns: 40) { session in
            try await session.waitFor("probe函数>")
            try await session.type(":print 通知: a task is over\n")
            try await session.type("invoke {\"k\": \"a value that wraps at forty columns\"}")
            try await session.press("Left", "Left")
            try await session.waitFor("over\nprobe")
            try await session.compare(with: "message")
        }
    }
}
