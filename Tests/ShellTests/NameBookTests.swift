import FCCore
import ShellTestSupport
import Synchronization
import TestSupport
import Testing

@testable import Shell

@Suite("Names of the service")
struct NameBookTests {
    private static let scope = NameCache.Scope(
        account: "1234567890", region: "cn-hangzhou", endpoint: "https://1234567890.cn-hangzhou.fc.aliyuncs.com")

    /// A service that answers with the same names and counts how often it is asked.
    private final class Service: Sendable {
        let questions = Mutex<[NameCache.Question]>([])
        let answer: NameAnswer?

        init(_ answer: NameAnswer?) {
            self.answer = answer
        }

        convenience init(_ names: [String]) {
            self.init(
                .listing(.init(scope: NameBookTests.scope, names: names.map { CompletionWorld.Name($0, "about") })))
        }

        func ask(_ question: NameCache.Question) async -> NameAnswer? {
            questions.withLock { $0.append(question) }
            return answer
        }

        var count: Int { questions.withLock { $0.count } }
    }

    private final class Clock: Sendable {
        let time = Mutex(1_700_000_000)

        var now: Int { time.withLock { $0 } }
        func advance(by seconds: Int) { time.withLock { $0 += seconds } }
    }

    private let clock = Clock()
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func book() -> NameBook {
        NameBook(folder: "\(folder.path)/fcsh", files: DiskFiles(), now: { [clock] in clock.now })
    }

    private func names(_ book: NameBook, _ question: NameCache.Question, _ service: Service) -> [String] {
        book.names(question, label: "who-am-i") { await service.ask($0) }.map(\.text)
    }

    private func wait(for condition: @Sendable () -> Bool) async throws {
        let deadline = ContinuousClock.now.advanced(by: .seconds(20))
        while !condition() {
            try #require(ContinuousClock.now < deadline)
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    /// Waits until a file of the cache holds a text: a book knows what it learns a moment before the disk does.
    private func waitForDisk(_ file: String, holding text: String) async throws {
        let path = "fcsh/" + file
        try await wait { [folder] in (try? folder.read(path))?.contains(text) == true }
    }

    @Test("Nothing waits: names come with a later question, then from the disk, and are asked for again when old")
    func life() async throws {
        let service = Service(["hello", "报表"])
        let book = book()
        #expect(names(book, .functions, service) == [])
        try await wait { !names(book, .functions, service).isEmpty }
        #expect(names(book, .functions, service) == ["hello", "报表"])
        #expect(service.count == 1)

        try await waitForDisk("names.json", holding: Self.scope.fileName)
        let second = self.book()
        #expect(names(second, .functions, service) == ["hello", "报表"])
        #expect(service.count == 1)
        #expect(second.names(.functions, label: "another") { _ in nil }.isEmpty)

        clock.advance(by: 601)
        let renewed = Service(["new"])
        #expect(names(second, .functions, renewed) == ["hello", "报表"])
        try await wait { names(second, .functions, renewed) == ["new"] }
        try await waitForDisk(Self.scope.fileName, holding: "new")
        // What another shell has learnt is read before the service is asked.
        #expect(names(book, .functions, service) == ["new"])
        #expect(service.count == 1 && renewed.count == 1)
    }

    @Test("Files are private and hold names alone")
    func files() async throws {
        let service = Service(["hello"])
        let book = book()
        _ = names(book, .qualifiers(of: "f"), service)
        try await wait { !names(book, .qualifiers(of: "f"), service).isEmpty }
        let disk = DiskFiles()
        #expect(disk.status(of: "\(folder.path)/fcsh")?.permissions == 0o700)
        let file = "fcsh/\(Self.scope.fileName)"
        try await wait { disk.status(of: "\(folder.path)/fcsh/names.json") != nil }
        #expect(disk.status(of: "\(folder.path)/\(file)")?.permissions == 0o600)
        let stored = try JSONReader.read(try folder.read(file))
        #expect(stored["account"] == "1234567890")
        #expect(stored["listings"]?[0]?["of"] == "qualifiers/f")
        #expect(stored["listings"]?[0]?["time"] == .integer(1_700_000_000))
        #expect(stored["listings"]?[0]?["names"] == [["hello", "about"]])
        #expect(!(try folder.read("fcsh/names.json").contains("who")))
    }

    @Test("A refusal is remembered for the session, a failure for a minute")
    func refused() async throws {
        let refusing = Service(NameAnswer.denied)
        let failing = Service(nil as NameAnswer?)
        let book = book()
        _ = names(book, .functions, refusing)
        _ = names(book, .tasks(of: "f"), failing)
        try await wait { refusing.count == 1 && failing.count == 1 }
        clock.advance(by: 59)
        for _ in 0..<20 {
            _ = names(book, .functions, refusing)
            _ = names(book, .tasks(of: "f"), failing)
            await Task.yield()
        }
        #expect(refusing.count == 1 && failing.count == 1)
        clock.advance(by: 1_000_000)
        try await wait {
            _ = names(book, .functions, refusing)
            _ = names(book, .tasks(of: "f"), failing)
            return failing.count == 2
        }
        #expect(refusing.count == 1)
    }

    @Test("A damaged file is no file")
    func damaged() throws {
        try folder.write(#"{"\#(FNV.hash("who-am-i"))": "names-x.json"}"#, to: "fcsh/names.json")
        try folder.write("{", to: "fcsh/names-x.json")
        #expect(names(book(), .functions, Service(nil as NameAnswer?)) == [])
    }

    @Test("Old listings make room")
    func limit() {
        var cache = NameCache(scope: Self.scope)
        for number in 0..<(NameCache.listingLimit + 5) {
            cache.keep(.init(names: [], time: number), for: .tasks(of: "\(number)"))
        }
        #expect(cache.listings.count == NameCache.listingLimit)
        #expect(cache.listings[.tasks(of: "4")] == nil && cache.listings[.tasks(of: "5")] != nil)
        #expect(NameCache(JSONWriter.bytes(cache.value)) == cache)
    }
}
