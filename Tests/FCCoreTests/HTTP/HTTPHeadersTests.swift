import FCCore
import Testing

/// Header fields: order, letter case, repetition.
struct HTTPHeadersTests {
    private let headers: HTTPHeaders = ["A": "1", "b": "2", "a": "3"]

    @Test func lookingUp() {
        #expect(headers["a"] == "1")
        #expect(headers["B"] == "2")
        #expect(headers["c"] == nil)
        #expect(headers.all("A") == ["1", "3"])
        #expect(headers.fields.map(\.name) == ["A", "b", "a"])
    }

    @Test func changing() {
        var changed = headers
        changed.set("a", "9")
        #expect(changed == ["A": "9", "b": "2"])
        changed.add("A", "10")
        #expect(changed.all("a") == ["9", "10"])
        changed.remove("a")
        #expect(changed == ["B": "2"])
        changed.set("new", "x")
        #expect(changed.fields.last?.value == "x")
    }

    @Test func onlyLettersHaveTwoCases() {
        #expect((["x_y": "1"] as HTTPHeaders)["X_Y"] == "1")
        #expect((["a@": "1"] as HTTPHeaders)["a`"] == nil)
        #expect((["k": "1"] as HTTPHeaders)["\u{212A}"] == nil)
    }
}
