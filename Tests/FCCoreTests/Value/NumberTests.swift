import FCCore
import Testing

@Suite("Numbers keep their digits and compare exactly")
struct NumberTests {
    @Test(
        "a number prints as it was written",
        arguments: ["0", "-0", "1.10", "1234567890123456789012345", "1e400", "1E+05", "0.000", "-1.5e-10"])
    func keepsText(text: String) throws {
        #expect(try #require(Number(text)).text == text)
    }

    @Test(
        "what is no JSON number is none",
        arguments: [
            "", "-", "+1", "01", "1.", ".5", "1e", "1e+", "0x1", "1_000", " 1", "1 ", "1,5", "NaN", "Infinity", "١",
        ])
    func refuses(text: String) {
        #expect(Number(text) == nil)
    }

    @Test(
        "two spellings of one value are equal and hash alike",
        arguments: [
            ("1", "1.0"), ("1e3", "1000"), ("1000e-3", "1"), ("-0", "0"), ("0e9", "0.00"), ("1e400", "10e399"),
            ("1234567890123456789012345", "1.234567890123456789012345e24"), ("0.001", "1e-3"),
        ])
    func equal(pair: (String, String)) throws {
        let (left, right) = (try #require(Number(pair.0)), try #require(Number(pair.1)))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(!(left < right) && !(right < left))
    }

    @Test(
        "smaller comes before larger, beyond what a Double can tell apart",
        arguments: [
            ("1", "2"), ("-2", "-1"), ("-1", "0"), ("0", "0.0001"), ("9", "10"), ("1e400", "1e401"),
            ("9007199254740992", "9007199254740993"), ("1234567890123456789012345", "1234567890123456789012346"),
            ("-1e400", "1e-400"), ("1.1", "1.10000000000000000000000000001"), ("1e2000000000", "1e2000000001"),
        ])
    func ordered(pair: (String, String)) throws {
        let (left, right) = (try #require(Number(pair.0)), try #require(Number(pair.1)))
        #expect(left < right)
        #expect(!(right < left))
        #expect(left != right)
    }

    @Test(
        "whole numbers that fit are integers",
        arguments: [
            ("0", 0), ("-0", 0), ("12.00", 12), ("1.5e1", 15), ("1e18", 1_000_000_000_000_000_000),
            ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min), ("-9223372036854775808.0", Int.min),
        ] as [(String, Int?)]
            + ["1.5", "9223372036854775808", "9223372036854775808.0", "1e400", "1e-1"].map { ($0, nil) })
    func integer(pair: (String, Int?)) throws {
        #expect(try #require(Number(pair.0)).intValue == pair.1)
    }

    @Test(
        "a rounded number has no zeros at its end",
        arguments: [
            (0.0004, 3, "0"), (1.5, 3, "1.5"), (-1.25, 1, "-1.3"), (2.0, 3, "2"), (12.3456, 3, "12.346"),
            (-0.0001, 3, "0"),
        ])
    func decimal(row: (Double, Int, String)) {
        #expect(Number.decimal(row.0, places: row.1).text == row.2)
    }
}
