import TestSupport
import Testing

@testable import Shell

@Suite("Suggestions from history")
struct HistorySuggestionTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func store(_ lines: [String], then session: [String] = []) -> HistoryStore {
        let file = "\(folder.path)/fcsh/history.jsonl"
        let earlier = HistoryStore(file: file)
        for line in lines { earlier.append(HistoryEntry(text: line, time: "t")) }
        let store = HistoryStore(file: file)
        for line in session { store.append(HistoryEntry(text: line, time: "t")) }
        return store
    }

    @Test("The newest line that goes on after what is typed, this session's first")
    func newest() {
        let store = store(["invoke old", "use 报表:prod", "invoke {\"k\": 1}"], then: ["invoke here", "use 报"])
        #expect(store.suggestion(for: "") == nil)
        #expect(store.suggestion(for: "i") == "invoke here")
        #expect(store.suggestion(for: "invoke ") == "invoke here")
        #expect(store.suggestion(for: "invoke {") == "invoke {\"k\": 1}")
        #expect(store.suggestion(for: "invoke {\"k\": 1}") == nil)
        #expect(store.suggestion(for: "invoke {") == "invoke {\"k\": 1}")
        #expect(store.suggestion(for: "invoke o") == "invoke old")
        #expect(store.suggestion(for: "invoke x") == nil)
        #expect(store.suggestion(for: "invoke") == "invoke here")
        #expect(store.suggestion(for: "use 报") == "use 报表:prod")
        #expect(store.suggestion(for: "invoke o") == "invoke old")
        store.append(HistoryEntry(text: "invoke other", time: "t"))
        #expect(store.suggestion(for: "invoke o") == "invoke other")
    }

    @Test("What is far back comes with the keys, a portion at each")
    func portions() {
        let count = HistorySuggestion.portion * 2 + 10
        let store = store(["invoke first"] + (1...count).map { "use \($0)" })
        #expect(store.suggestion(for: "i") == nil)
        #expect(store.suggestion(for: "in") == nil)
        #expect(store.suggestion(for: "inv") == "invoke first")
        #expect(store.suggestion(for: "i") == "invoke first")
        #expect(store.suggestion(for: "use 1") == "use \((1...count).last { "\($0)".hasPrefix("1") } ?? 0)")
    }
}
