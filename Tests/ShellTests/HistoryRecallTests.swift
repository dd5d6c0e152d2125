import Testing

@testable import Shell

@Suite("History references, recall and search")
struct HistoryRecallTests {
    @Test(
        "A line that is a reference alone",
        arguments: [
            ("!!", .back(1)), (" !! ", .back(1)), ("!12", .number(12)), ("!-2", .back(2)), ("!0", nil), ("!-0", nil),
            ("!", nil), ("!-", nil), ("!ls", nil), ("!12x", nil), ("! 12", nil), ("!!x", nil), ("x !!", nil),
            ("!+1", nil), ("!99999999999999999999", nil),
        ] as [(String, HistoryReference?)])
    func references(line: String, expected: HistoryReference?) {
        #expect(HistoryReference(line) == expected)
    }

    private func recall(_ lines: [String]) -> HistoryRecall {
        HistoryRecall { $0 < lines.count ? lines[$0] : nil }
    }

    @Test("Repeated lines are one step; the draft comes back")
    func repeats() {
        var walk = recall(["b", "b", "a"])
        #expect(walk.newer(than: "draft") == nil)
        #expect(walk.older(than: "draft") == "b")
        #expect(walk.older(than: "b") == "a")
        #expect(walk.older(than: "a") == nil)
        #expect(walk.newer(than: "a") == "b")
        #expect(walk.newer(than: "b") == "draft")
        #expect(walk.newer(than: "draft") == nil)
    }

    @Test("A recalled line that was changed is found again")
    func edits() {
        var walk = recall(["b", "a"])
        #expect(walk.older(than: "") == "b")
        #expect(walk.older(than: "b changed") == "a")
        #expect(walk.newer(than: "a") == "b changed")
    }

    @Test("Only lines with the prefix")
    func prefix() {
        var walk = recall(["use b", "info", "use a"])
        #expect(walk.older(than: "use", prefix: "use") == "use b")
        #expect(walk.older(than: "use b", prefix: "use") == "use a")
        #expect(walk.older(than: "use a", prefix: "use") == nil)
        #expect(walk.newer(than: "use a", prefix: "use") == "use b")
    }

    @Test("A search follows what is typed")
    func search() {
        let lines = ["use 函数", "invoke 函数名", "Invoke NAME"]
        var search = HistorySearch { $0 < lines.count ? lines[$0] : nil }
        search.append("函")
        #expect(search.match == "use 函数")
        search.append("数名")
        #expect(search.match == "invoke 函数名")
        search.removeLast()
        #expect(search.match == "use 函数")
        search.append("没有")
        #expect(search.hasFailed && search.match == "use 函数")
        for _ in 0..<4 { search.removeLast() }
        #expect(search.query.isEmpty && search.match == nil && !search.hasFailed)
        search.append("name")
        #expect(search.match == "Invoke NAME")
        search.findOlder()
        #expect(search.hasFailed && search.match == "Invoke NAME")
    }

    @Test("Capital letters in the query count", arguments: [("invoke", 0), ("Invoke", 1), ("É", 2), ("é", 2)])
    func capitals(query: String, expected: Int) {
        let lines = ["invoke", "Invoke", "É"]
        var search = HistorySearch { $0 < lines.count ? lines[$0] : nil }
        search.append(query)
        #expect(search.age == expected)
    }
}
