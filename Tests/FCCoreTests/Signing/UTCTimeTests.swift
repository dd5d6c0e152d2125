import FCCore
import FoundationEssentials
import Testing

/// The two spellings of a moment.
struct UTCTimeTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_698_315_752, "2023-10-26T10:22:32Z"),
        (4_102_444_799, "2099-12-31T23:59:59Z"), (-1, "1969-12-31T23:59:59Z"), (1_709_251_199, "2024-02-29T23:59:59Z"),
        (1_709_251_200, "2024-03-01T00:00:00Z"), (-62_135_596_800, "0001-01-01T00:00:00Z"),
    ])
    func timestamps(seconds: Int, text: String) {
        #expect(UTCTime(seconds: seconds).timestamp == text)
        #expect(UTCTime(timestamp: text)?.seconds == seconds)
    }

    @Test func everyDayOfFourCenturiesSurvives() {
        let broken = (0..<146_097).first {
            UTCTime(timestamp: UTCTime(seconds: $0 * 86400).timestamp)?.seconds != $0 * 86400
        }
        #expect(broken == nil)
    }

    @Test(arguments: [
        "", "2023-10-26", "2023-10-26T10:22:32", "2023-10-26 10:22:32Z", "2023-13-26T10:22:32Z",
        "2023-10-26T24:22:32Z", "2023-10-26T10:22:32.5Z", "2o23-10-26T10:22:32Z",
    ])
    func wrongTimestamps(_ text: String) {
        #expect(UTCTime(timestamp: text) == nil)
    }

    @Test func headers() {
        #expect(UTCTime(httpDate: "Sun, 06 Nov 1994 08:49:37 GMT")?.seconds == 784_111_777)
        #expect(UTCTime(httpDate: "Sunday, 06-Nov-94 08:49:37 GMT") == nil)
        #expect(UTCTime(httpDate: "") == nil)
    }

    @Test func fractionsAreDropped() {
        #expect(UTCTime(Date(timeIntervalSince1970: 1.999)).timestamp == "1970-01-01T00:00:01Z")
        #expect(UTCTime(Date(timeIntervalSince1970: -0.5)).seconds == -1)
    }
}
