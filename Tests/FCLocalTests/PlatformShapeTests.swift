import TestSupport
import Testing

@testable import FCLocal

/// Ids, log lines, checksums, interpreters: the small shapes.
@Suite struct PlatformShapeTests {
    @Test func idsHaveTheCloudsShapes() {
        let request = Identifiers.request(milliseconds: 0x65E5_71BC * 1000)
        #expect(request.wholeMatch(of: #/1-65e571bc-[0-9a-f]{8}-[0-9a-f]{12}/#) != nil)
        let instance = Identifiers.instance(milliseconds: 1000)
        #expect(instance.wholeMatch(of: #/c-00000001-[0-9a-f]{8}-[0-9a-f]{12}/#) != nil)
        let uuid = Identifiers.uuid()
        #expect(
            uuid.wholeMatch(of: #/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/#) != nil)
    }

    @Test(arguments: [
        (Duration.microseconds(3871), 102_671, "Duration: 3.87 ms, Billed Duration: 4 ms", "100.26"),
        (.milliseconds(4), 9421, "Duration: 4.00 ms, Billed Duration: 4 ms", "9.20"),
        (.seconds(2), 0, "Duration: 2000.00 ms, Billed Duration: 2000 ms", "0.00"),
        (.nanoseconds(1), 1024, "Duration: 0.00 ms, Billed Duration: 1 ms", "1.00"),
    ])
    func trailers(duration: Duration, peak: Int, start: String, megabytes: String) {
        let trailer = RequestLog.trailer(duration: duration, memorySize: 128, peakMemory: peak)
        #expect(trailer == "\(start), Memory Size: 128 MB, Max Memory Used: \(megabytes) MB")
    }

    @Test func aLogEndsWithOneEmptyLineAndTheTrailer() {
        let whole = RequestLog.complete(Array("FC Invoke End\n".utf8), trailer: "Duration")
        #expect(String(decoding: whole, as: UTF8.self) == "FC Invoke End\n\nDuration")
        let open = RequestLog.complete(Array("no newline".utf8), trailer: "Duration")
        #expect(String(decoding: open, as: UTF8.self) == "no newline\n\nDuration")
        #expect(RequestLog.tail([UInt8](repeating: 1, count: 5000)).count == 4096)
    }

    @Test func theChecksumIsCRC64OfTheCheckString() {
        var checksum = CRC64()
        checksum.add("123456789".utf8)
        #expect(checksum.value == 0x995D_C9BB_DF19_39FA)
    }

    @Test func aBookKeepsTheNewestMegabyteOfEachVersion() {
        let book = LogBook()
        book.append(
            LogRecord(
                function: "f", version: "1", requestID: "old", instanceID: "c", time: 0, bytes: [1], idleBytes: 0))
        for number in 0..<100 {
            book.append(
                LogRecord(
                    function: "f", requestID: "\(number)", instanceID: "c", time: Int64(number),
                    bytes: [UInt8](repeating: 1, count: 100_000), idleBytes: 0))
        }
        let records = book.records(of: "f")
        #expect(records.count == 11)
        #expect(records.first?.requestID == "old" && records.last?.requestID == "99")
        #expect(records.map(\.position) == [1] + Array(92...101))
        #expect(book.records(after: 100).map(\.requestID) == ["99"])
        #expect(book.records(of: "g").isEmpty)
    }

    @Test func aBookForgetsVersionsThatHaveBeenSilentLongest() {
        let book = LogBook()
        for number in 1...100 {
            book.append(
                LogRecord(
                    function: "f", version: "\(number)", requestID: "", instanceID: "c", time: 0,
                    bytes: [UInt8](repeating: 1, count: 1_000_000), idleBytes: 0))
        }
        let versions = book.records(of: "f").map(\.version)
        #expect(versions == (68...100).map { "\($0)" })
    }

    @Test func capturedOutputIsBounded() {
        var log = CapturedLog()
        log.append([UInt8](repeating: 1, count: 10))
        log.markCallStart()
        for _ in 0..<50 { log.append([UInt8](repeating: 2, count: 100_000)) }
        let taken = log.take()
        #expect(taken.bytes.count == CapturedLog.limit)
        #expect(taken.idleBytes == 0)
        #expect(log.bytes.isEmpty)
    }

    @Test func theNearestInterpreterIsTakenWithAWarning() throws {
        let folder = try TemporaryFolder()
        let search = try Self.search(in: folder, ["python3.9", "python3.11", "python3.14"])
        #expect(search.python(for: "python3.9")?.warning == nil)
        #expect(search.python(for: "python3.9")?.path == folder.path + "/bin/python3.9")
        let nearest = try #require(search.python(for: "python3.12"))
        #expect(nearest.path == folder.path + "/bin/python3.11")
        #expect(nearest.warning?.contains("3.11") == true && nearest.warning?.contains("3.12") == true)
        #expect(search.python(for: "python3.10")?.version == "3.11")
        #expect(search.python(for: "python3")?.version == "3.9")
        #expect(search.python(for: "nodejs20") == nil)
        #expect(search.python(for: "python2.7")?.warning != nil)
    }

    @Test func shimsAreReplacedByTheProgramsBehindThem() throws {
        let folder = try TemporaryFolder()
        try Self.program("#!/bin/sh\n", folder.write("", to: "bin/python3.12"))
        try Self.program("real", folder.write("", to: "versions/3.12.1/bin/python3.12"))
        let search = InterpreterSearch(
            path: [folder.path + "/bin"], versionFolders: [folder.path + "/versions"])
        #expect(search.python(for: "python3.12")?.path == folder.path + "/versions/3.12.1/bin/python3.12")
    }

    private static func search(in folder: TemporaryFolder, _ names: [String]) throws -> InterpreterSearch {
        for name in names { try program("real", folder.write("", to: "bin/" + name)) }
        return InterpreterSearch(path: [folder.path + "/bin"])
    }

    private static func program(_ text: String, _ path: String) throws {
        try writeProgram(text, path)
    }
}
