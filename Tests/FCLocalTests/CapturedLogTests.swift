import Testing

@testable import FCLocal

@Suite struct CapturedLogTests {
    private func log(_ text: String) -> CapturedLog {
        var log = CapturedLog()
        log.append(text.utf8)
        return log
    }

    private func text(_ log: CapturedLog) -> String { String(decoding: log.bytes, as: UTF8.self) }

    @Test func theOnlyCallGetsEverything() {
        var written = log("a\nr-1 b\nhalf")
        let taken = written.take(of: "r-1", among: [])
        #expect(text(taken.own) == "a\nr-1 b\nhalf")
        #expect(taken.nobodys.bytes.isEmpty)
        #expect(written.bytes.isEmpty)
    }

    @Test func linesOfCallsThatRunAtOnceAreToldApartByTheirRequest() {
        var written = log("start r-1\nwho?\nr-2 begins\nr-1 ends\nr-2 half a li")
        let first = written.take(of: "r-1", among: ["r-2"])
        #expect(text(first.own) == "start r-1\nr-1 ends\n")
        #expect(text(first.nobodys) == "who?\n")
        written.append("ne\n".utf8)
        #expect(text(written.take(of: "r-2", among: []).own) == "r-2 begins\nr-2 half a line\n")
    }
}
