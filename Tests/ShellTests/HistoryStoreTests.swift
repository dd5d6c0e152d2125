import FCCore
import TestSupport
import Testing

@testable import Shell

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("History store")
struct HistoryStoreTests {
    private func entry(_ text: String, outcome: String? = nil, function: String? = nil) -> HistoryEntry {
        HistoryEntry(
            text: text, time: "2025-06-01T08:30:00Z", directory: "/tmp/工作", target: .init(function: function),
            outcome: outcome)
    }

    @Test("An entry is one JSON object on one line and comes back as it was")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let store = HistoryStore(file: "\(folder.path)/state/fcsh/history.jsonl")
        let entry = HistoryEntry(
            text: "invoke {\n  \"名\": \"\\u0001\t\"\n}", time: "2025-06-01T08:30:00Z", directory: "/tmp/a b",
            target: .init(access: "default", region: "cn-hangzhou", function: "hello", qualifier: "LATEST"),
            outcome: "function-error", duration: 1234, requestID: "1-2-3", sessionID: "s1")
        #expect(store.append(entry))
        let file = try folder.read("state/fcsh/history.jsonl")
        #expect(file.count(where: { $0 == "\n" }) == 1 && file.hasSuffix("\n"))
        #expect(
            file.hasPrefix(
                #"{"time":"2025-06-01T08:30:00Z","text":"invoke {\n  \"名\": \"\\u0001\t\"\n}","directory":"/tmp/a b""#))
        #expect(store.entries() == [NumberedHistoryEntry(number: 1, entry: entry)])
    }

    @Test("File 0600 in a folder 0700; the folders above keep their modes")
    func modes() throws {
        let folder = try TemporaryFolder()
        chmod(folder.path, 0o755)
        mkdir("\(folder.path)/fcsh", 0o755)
        try folder.write("", to: "fcsh/history.jsonl")
        HistoryStore(file: "\(folder.path)/fcsh/history.jsonl").append(entry("use a"))
        func mode(_ path: String) -> mode_t {
            var facts = stat()
            stat(path, &facts)
            return facts.st_mode & 0o777
        }
        #expect(mode("\(folder.path)/fcsh/history.jsonl") == 0o600)
        #expect(mode("\(folder.path)/fcsh") == 0o700)
        #expect(mode(folder.path) == 0o755)
        HistoryStore(file: "\(folder.path)/new/deep/fcsh/history.jsonl").append(entry("use a"))
        #expect(mode("\(folder.path)/new/deep/fcsh/history.jsonl") == 0o600)
        #expect(mode("\(folder.path)/new") == 0o700)
        #expect(mode(folder.path) == 0o755)
    }

    @Test(
        "Lines with a leading blank or a secret are not kept",
        arguments: [
            (" invoke", false), ("\tinvoke", false), ("", false), ("\n \n", false), ("invoke --x FakeSecret99", false),
            ("invoke {\"k\": \"a\\\"b\\\\cd\"}", false), ("invoke abc", true), ("invoke FakeSecret9", true),
        ])
    func kept(text: String, isKept: Bool) throws {
        let folder = try TemporaryFolder()
        let store = HistoryStore(file: "\(folder.path)/fcsh/history.jsonl")
        let secrets = [Secret("FakeSecret99"), Secret("abc"), Secret("a\"b\\cd"), Secret("")]
        #expect(store.append(entry(text), secrets: secrets) == isKept)
        #expect(store.recall(0) == (isKept ? text : nil))
        #expect(store.entries().count == (isKept ? 1 : 0))
        #expect(access("\(folder.path)/fcsh/history.jsonl", F_OK) == (isKept ? 0 : -1))
    }

    @Test("Recall gives this session first, then everything else; what other shells add comes with a refresh")
    func order() throws {
        let folder = try TemporaryFolder()
        let file = "\(folder.path)/fcsh/history.jsonl"
        let earlier = HistoryStore(file: file)
        for text in ["a", "b"] { earlier.append(entry(text)) }
        let one = HistoryStore(file: file)
        let other = HistoryStore(file: file)
        one.append(entry("one 1"))
        other.append(entry("other 1"))
        one.append(entry("one 2"))
        #expect((0..<5).map(one.recall) == ["one 2", "one 1", "b", "a", nil])
        #expect((0..<4).map(other.recall) == ["other 1", "b", "a", nil])
        one.refresh()
        other.refresh()
        #expect((0..<6).map(one.recall) == ["one 2", "one 1", "other 1", "b", "a", nil])
        #expect((0..<6).map(other.recall) == ["other 1", "one 2", "one 1", "b", "a", nil])
        #expect(one.suggestion(for: "o") == "one 2")
        #expect(one.suggestion(for: "ot") == "other 1")
        other.append(entry("other 2"))
        one.append(entry("one 3"))
        one.refresh()
        #expect((0..<4).map(one.recall) == ["one 3", "one 2", "one 1", "other 2"])
        #expect(one.entries().map(\.entry.text) == ["a", "b", "one 1", "other 1", "one 2", "other 2", "one 3"])
    }

    @Test("What is erased is gone from the file and from what every shell recalls; numbers stay")
    func erased() throws {
        let folder = try TemporaryFolder()
        let file = "\(folder.path)/fcsh/history.jsonl"
        HistoryStore(file: file).append(entry("before"))
        let one = HistoryStore(file: file)
        let other = HistoryStore(file: file)
        for text in ["own", "invoke 密码", "use x"] { one.append(entry(text)) }
        other.refresh()
        #expect((0..<5).map(other.recall) == ["use x", "invoke 密码", "own", "before", nil])
        var query = HistoryQuery()
        query.text = "密码"
        #expect(other.erase(query, at: "t") == 1)
        query.text = nil
        query.numbers = [1...2]
        #expect(other.erase(query, at: "t") == 2)
        #expect(other.erase(query, at: "t") == 0)
        one.refresh()
        #expect((0..<2).map(one.recall) == ["use x", nil])
        #expect((0..<2).map(other.recall) == ["use x", nil])
        #expect(HistoryStore(file: file).entries().map(\.number) == [4])
        #expect(!(try folder.read("fcsh/history.jsonl").contains("密码")))
        one.append(entry("later"))
        other.refresh()
        #expect((0..<3).map(other.recall) == ["later", "use x", nil])
        #expect(one.entries().map(\.entry.text) == ["use x", "later"])
    }

    @Test("An entry in memory alone can be erased too")
    func erasedInMemory() {
        let store = HistoryStore(file: nil)
        for text in ["a", "b", "c"] { store.append(entry(text)) }
        var query = HistoryQuery()
        query.numbers = [2...2]
        #expect(store.erase(query, at: "t") == 1)
        #expect((0..<3).map(store.recall) == ["c", "a", nil])
    }

    @Test("Another file in the place of the old one is read from its end")
    func replaced() throws {
        let folder = try TemporaryFolder()
        let file = "\(folder.path)/history.jsonl"
        let store = HistoryStore(file: file)
        for text in ["a", "b"] { store.append(entry(text)) }
        let lines = try folder.read("history.jsonl").split(separator: "\n")
        unlink(file)
        try folder.write(lines[0] + "\n" + #"{"time":"t","text":"new"}"# + "\n", to: "history.jsonl")
        store.refresh()
        #expect((0..<4).map(store.recall) == ["b", "a", "new", nil])
    }

    @Test("A line cut off anywhere by a shell that was killed costs nothing but itself")
    func torn() throws {
        let folder = try TemporaryFolder()
        let whole = JSONWriter.bytes(entry("invoke {\"k\": \"值\"}").value)
        for count in 1..<whole.count {
            let file = "\(folder.path)/\(count).jsonl"
            let store = HistoryStore(file: file)
            store.append(entry("first"))
            try PrivateFile.append(Array(whole[..<count]), to: file)
            #expect(store.recall(0) == "first")
            store.append(entry("second"))
            #expect(store.entries().map(\.entry.text) == ["first", "second"])
        }
    }

    @Test("Numbers stay, whatever is appended and damaged; damaged lines are passed over and left alone")
    func damaged() throws {
        let folder = try TemporaryFolder()
        let damaged = """
            {"text":"first","time":"t"}
            {"text":"cut off
            not json
            {"time":"no text"}

            {"text":"sixth","time":"t","unknown":[1]}
            {"text":"no newline
            """
        try folder.write(damaged, to: "history.jsonl")
        let store = HistoryStore(file: "\(folder.path)/history.jsonl")
        #expect(store.entries().map(\.number) == [1, 6])
        store.append(entry("eighth"))
        #expect(store.entries().map(\.number) == [1, 6, 8])
        #expect(store.entries().map(\.entry.text) == ["first", "sixth", "eighth"])
        #expect(store.text(for: .number(6)) == "sixth")
        #expect(store.text(for: .number(7)) == nil)
        #expect(store.text(for: .number(9)) == nil)
        #expect(store.text(for: .back(1)) == "eighth")
        #expect(store.text(for: .back(2)) == "sixth")
        #expect(try folder.read("history.jsonl").hasPrefix(damaged + "\n{"))
    }

    @Test(
        "The text alone is what the whole entry holds",
        arguments: [
            #"{"time":"t","text":"a \"b\" \\","outcome":"ok"}"#, #"{"time":"t","text":"函数\n"}"#,
            #"{"time":"t","text":""}"#, #"{"text":"first","time":"t"}"#, #"{"time":"t","text":"cut"#,
            #"{"time":"t","text":"cut\"}"#, #"{"time":"t\"","text":"x"}"#, #"{"time":"t","text":5}"#, "", "}",
        ])
    func textAlone(line: String) {
        #expect(HistoryEntry.text(ofLine: Array(line.utf8)) == HistoryEntry(line: Array(line.utf8))?.text)
    }

    @Test("Queries")
    func queries() throws {
        let folder = try TemporaryFolder()
        let store = HistoryStore(file: "\(folder.path)/fcsh/history.jsonl")
        store.append(entry("invoke 一", outcome: "ok", function: "hello"))
        store.append(entry("Invoke 二", outcome: "throttled", function: "hello"))
        store.append(entry("use x", function: "x"))
        func numbers(_ change: (inout HistoryQuery) -> Void) -> [Int] {
            var query = HistoryQuery()
            change(&query)
            return store.entries(query).map(\.number)
        }
        #expect(numbers { $0.failedOnly = true } == [2])
        #expect(numbers { $0.function = "hello" } == [1, 2])
        #expect(numbers { $0.text = "invoke" } == [1, 2])
        #expect(numbers { $0.text = "二" } == [2])
        #expect(numbers { $0.directory = "/tmp/工作" } == [1, 2, 3])
        #expect(numbers { $0.directory = "/tmp" } == [])
        #expect(numbers { $0.limit = 2 } == [2, 3])
        #expect(numbers { $0.limit = 0 } == [])
    }

    @Test("Without a file that can be written the session still has its history")
    func memory() throws {
        for store in [HistoryStore(file: nil), HistoryStore(file: "/dev/null/fcsh/history.jsonl")] {
            store.append(entry("a"))
            store.append(entry("b"))
            #expect(store.entries().map(\.number) == [1, 2])
            #expect(store.recall(1) == "a")
            #expect(store.text(for: .number(1)) == "a")
        }
    }

    @Test("Many shells append at once and no line is lost")
    func concurrent() async throws {
        let folder = try TemporaryFolder()
        let file = "\(folder.path)/fcsh/history.jsonl"
        await withTaskGroup(of: Void.self) { group in
            for shell in 0..<8 {
                group.addTask {
                    let store = HistoryStore(file: file)
                    for line in 0..<50 {
                        let text = "shell \(shell) line \(line) " + String(repeating: "长", count: 3000)
                        store.append(HistoryEntry(text: text, time: "t"))
                    }
                }
            }
        }
        let heads = HistoryStore(file: file).entries().map { $0.entry.text.split(separator: " ").prefix(4) }
        #expect(heads.count == 400)
        #expect(Set(heads.map { $0.joined(separator: " ") }).count == 400)
    }

    @Test("Two hundred thousand entries cost nothing at the start and little on the first step back")
    func large() throws {
        let folder = try TemporaryFolder()
        let line = #"{"time":"2025-06-01T08:30:00Z","text":"invoke hello {\"k\": NUMBER}","outcome":"ok"}"# + "\n"
        let lines = (1...200_000).map { line.replacing("NUMBER", with: "\($0)") }
        let file = try folder.write(lines.joined(), to: "history.jsonl")
        let clock = ContinuousClock()
        let time = clock.measure {
            let store = HistoryStore(file: file)
            #expect(store.recall(0) == "invoke hello {\"k\": 200000}")
            #expect(store.recall(1000) == "invoke hello {\"k\": 199000}")
            var query = HistoryQuery()
            query.limit = 10
            #expect(store.entries(query).map(\.number) == Array(199_991...200_000))
        }
        // Reading it all takes many seconds in a debug build.
        #expect(time < .seconds(2))
    }
}
