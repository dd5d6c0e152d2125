import FCCore
import Testing

@testable import Shell

@Suite struct JSONPresentationTests {
    @Test func orderDigitsAndRepeatedKeysStay() throws {
        let value = try JSONReader.read(#"{"b":1.0,"a":12345678901234567890.10,"b":[true,null,"x"],"e":{},"l":[]}"#)
        #expect(
            JSONPresentation.styled(value).plain == """
                {
                  "b": 1.0,
                  "a": 12345678901234567890.10,
                  "b": [
                    true,
                    null,
                    "x"
                  ],
                  "e": {},
                  "l": []
                }
                """)
    }

    /// The layout is that of the writer, so a terminal and `-o json` agree.
    @Test func theLayoutIsTheWriters() throws {
        let value = try JSONReader.read(#"[{"k":[1,[2,{"x":"y\n"}]]},"中",-1e5]"#)
        #expect(JSONPresentation.styled(value).plain == JSONWriter.text(value, layout: .pretty))
    }

    @Test func kindsHaveTheirColours() {
        let fragments = JSONPresentation.styled(["k": "s"]).fragments
        #expect(fragments.contains(.init("\"k\"", .cyan)))
        #expect(fragments.contains(.init("\"s\"", .green)))
        #expect(JSONPresentation.styled(1).fragments == [.init("1", .yellow)])
        #expect(JSONPresentation.styled(.null).fragments == [.init("null", .magenta)])
    }

    @Test func nothingSteersTheTerminal() throws {
        let value: Value = ["\u{1B}k": "\u{9B}31m\u{202E}"]
        let text = JSONPresentation.styled(value).plain
        #expect(!text.unicodeScalars.contains { VisibleText.isControl($0) })
        #expect(try JSONReader.read(text) == value)
    }
}
