import FCCore
import Testing

@Suite("Writing JSON")
struct JSONWriterTests {
    @Test("compact and pretty")
    func layouts() {
        let value: Value = ["a": [1, ["b": .null]], "c": [], "d": [:], "e": "x\n"]
        #expect(JSONWriter.text(value) == #"{"a":[1,{"b":null}],"c":[],"d":{},"e":"x\n"}"#)
        #expect(
            JSONWriter.text(value, layout: .pretty) == """
                {
                  "a": [
                    1,
                    {
                      "b": null
                    }
                  ],
                  "c": [],
                  "d": {},
                  "e": "x\\n"
                }
                """)
    }

    @Test("control characters are escaped, everything else is itself")
    func escapes() {
        #expect(
            JSONWriter.quoted("\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}é🔑") == #""\"\\/\b\f\n\r\t\u0000\u001f\u007fé🔑""#)
        #expect(JSONWriter.escaped("a\"b") == #"a\"b"#)
    }
}
