import FCCore
import Synchronization
import TestSupport
import Testing

@testable import FCLocal

/// Asynchronous tasks in a folder: what comes back, what is passed over, what goes.
@Suite struct TaskJournalTests {
    private static func task(
        _ id: String, function: String = "hello", time: Int64 = WallClock.milliseconds(), retries: Int = 3,
        isListed: Bool = true
    ) -> TaskRecord {
        var settings = LocalFunction.AsyncSettings()
        settings.retryAttempts = retries
        settings.isTaskMode = isListed
        settings.onFailure = "acs:fc:cn-hangzhou:1:functions/other"
        return TaskRecord(
            id: id, function: function, functionARN: "arn", qualifier: "prod", version: "LATEST",
            requestID: "request-\(id)", payload: Array(0...255),
            http: ServerRequest(method: "PUT", target: "/a?b", headers: HTTPHeaders([("X-A", "1")]), body: [0, 255]),
            time: time, settings: settings, depth: 2)
    }

    private static func journal(_ folder: TemporaryFolder, told: Notices = Notices()) throws -> TaskJournal {
        try TaskJournal(folder.path + "/queue") { text in told.add(text) }
    }

    @Test func tasksComeBackAsTheyWere() throws {
        let folder = try TemporaryFolder()
        let journal = try Self.journal(folder)
        let store = TaskStore(journal: journal)
        let waiting = try store.add(Self.task("waiting"))
        let ended = try store.add(Self.task("ended"))
        store.update(ended.key) { $0.begin(on: "c-1", at: 10) }
        store.update(ended.key) { $0.retry(at: 20, detail: "{}") }
        store.update(ended.key) { $0.end(.succeeded, at: ended.acceptedTime + 30, result: [1, 2, 200]) }
        let quiet = try store.add(Self.task("quiet", isListed: false))
        store.update(quiet.key) { $0.end(.failed, at: 30) }
        journal.close()

        let again = TaskStore(journal: try Self.journal(folder))
        #expect(again[waiting.key] == waiting)
        #expect(again[ended.key] == store[ended.key])
        #expect(again[ended.key]?.status == .succeeded)
        #expect(again[quiet.key] == nil)
        #expect(again.unfinished == [waiting])
        #expect(throws: ServiceRefusal.self) { try again.add(Self.task("ended")) }
        #expect(try again.add(Self.task("new")).serial > ended.serial)
    }

    @Test func aFolderBelongsToOneEndpoint() throws {
        let folder = try TemporaryFolder()
        let first = try Self.journal(folder)
        #expect(throws: LocalEndpointError.self) { try Self.journal(folder) }
        first.close()
        _ = try Self.journal(folder)
        #expect(throws: ServiceRefusal.self) { try TaskStore(journal: first).add(Self.task("late")) }
    }

    @Test func brokenFilesArePassedOver() throws {
        let folder = try TemporaryFolder()
        let journal = try Self.journal(folder)
        let store = TaskStore(journal: journal)
        let (good, half, lost) = (
            try store.add(Self.task("good")), try store.add(Self.task("half")), try store.add(Self.task("lost"))
        )
        store.update(half.key) { $0.begin(on: "c-1", at: 10) }
        let bytes = try FileSystem.read(journal.path(of: lost.serial, "task"))
        try FileSystem.writePrivate(Array(bytes.dropLast(9)), to: journal.path(of: lost.serial, "task"))
        try FileSystem.writePrivate(Array("{\"status\"".utf8), to: journal.path(of: half.serial, "state"))
        try FileSystem.writePrivate([], to: journal.path(of: 77, "task.12.34"))
        journal.close()

        let told = Notices()
        let again = TaskStore(journal: try Self.journal(folder, told: told))
        #expect(again.unfinished.map(\.id) == ["good", "half"])
        #expect(again[half.key]?.status == .enqueued)
        #expect(again[good.key] == good)
        #expect(told.texts.count == 2)
        let names = FileSystem.names(in: journal.folder + "/tasks")
        #expect(names.filter { $0.contains("broken") }.count == 1)
        #expect(!names.contains { $0.hasSuffix("34") })
    }

    @Test func theOldestThatAreOverGo() {
        let now = WallClock.milliseconds()
        func ended(_ serial: Int, at time: Int64) -> TaskRecord {
            var task = Self.task("t\(serial)", time: time)
            task.serial = serial
            task.end(.succeeded, at: time)
            return task
        }
        let old = ended(1, at: now - TaskRetention.age - 1)
        #expect(TaskRetention.expendable([old, ended(2, at: now), Self.task("open", time: 0)], now: now) == [old])
        let many = (1...TaskRetention.countLimit).map { ended($0, at: now) }
        #expect(
            TaskRetention.expendable(many, now: now).map(\.serial) == Array(1...(TaskRetention.countLimit / 10)))
    }

    @Test func whatCannotRunAnyMoreSaysWhy() async throws {
        let folder = try TemporaryFolder()
        let first = TaskStore(journal: try Self.journal(folder))
        let late = try first.add(Self.task("late", time: WallClock.milliseconds() - 18_000_001))
        let gone = try first.add(Self.task("gone", function: "gone"))
        let spent = try first.add(Self.task("spent", retries: 0))
        first.update(spent.key) { $0.begin(on: "c-1", at: 10) }
        let stopping = try first.add(Self.task("stopping"))
        first.update(stopping.key) { $0.askToStop(at: 10) }
        first.journal?.close()

        try await LocalBench().use { bench in
            let store = TaskStore(journal: try Self.journal(folder))
            let router = Router(
                registry: bench.registry, configuration: bench.configuration, credentials: LocalBench.credentials,
                tasks: store)
            await router.resumeTasks()
            await store.close()
            #expect(store[late.key]?.status == .expired)
            #expect(store[gone.key]?.status == .invalid)
            #expect(store[gone.key]?.progress.errorMessage?.contains("'gone' does not exist") == true)
            #expect(store[spent.key]?.status == .failed)
            #expect(store[spent.key]?.progress.errorMessage?.contains("no attempt is left") == true)
            #expect(store[stopping.key]?.status == .stopped)
        }
    }

    @Test(
        arguments: [
            ("hello", DebugRequest(function: "hello")), ("hello:5700", DebugRequest(function: "hello", port: 5700)),
            ("", nil), ("hello:", nil), ("hello:0", nil), ("hello:x", nil), (":5", nil),
        ])
    func aFunctionToDebugIsNamedWithOrWithoutAPort(_ text: String, _ wanted: DebugRequest?) {
        #expect(DebugRequest(text) == wanted)
    }
}

/// What somebody was told.
private final class Notices: Sendable {
    private let box = Mutex<[String]>([])

    var texts: [String] { box.withLock { $0 } }

    func add(_ text: String) { box.withLock { $0.append(text) } }
}
