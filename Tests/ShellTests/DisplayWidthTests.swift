import Testing

@testable import Shell

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("中文", 4), ("ｱ", 1), ("Ａ", 2), ("한글", 4),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧‍👦", 2), ("🏳️‍🌈", 2), ("🇨🇳", 2),
        ("🇨", 1), ("❤", 1), ("❤️", 2), ("1️⃣", 2), ("⌚", 2), ("\u{200B}", 0), ("a\u{200D}b", 2), ("…", 1),
        ("ก\u{0E34}", 1), ("─", 1), ("。", 2), ("🫨", 2), ("𠀀", 2), ("\u{AD}", 1), ("\u{FEFF}", 0), ("\r\n", 0),
    ])
    func columns(_ text: String, _ expected: Int) {
        #expect(DisplayWidth.of(text) == expected)
    }

    @Test(arguments: [
        ("hello", 5, "hello"), ("hello", 4, "hel…"), ("hello", 1, "…"), ("hello", 0, ""), ("中文字", 6, "中文字"),
        ("中文字", 5, "中文…"), ("中文字", 4, "中…"), ("a👩‍👩‍👧b", 3, "a…"), ("", 0, ""),
    ])
    func truncation(_ text: String, _ columns: Int, _ expected: String) {
        #expect(DisplayWidth.truncate(text, to: columns) == expected)
    }

    @Test func padding() {
        #expect(DisplayWidth.pad("中", to: 4) == "中  ")
        #expect(DisplayWidth.pad("7", to: 3, alignment: .trailing) == "  7")
        #expect(DisplayWidth.pad("long", to: 2) == "long")
    }

    @Test(arguments: [0x10FF, 0x1100, 0x115F, 0x1160, 0x4E00, 0x9FFF, 0xA4CF, 0xFF60, 0xFF61, 0x3FFFD, 0x3FFFE])
    func bordersOfTheTable(_ value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        let wide: Set<UInt32> = [0x1100, 0x115F, 0x4E00, 0x9FFF, 0xFF60, 0x3FFFD]
        #expect(DisplayWidth.isWide(scalar) == wide.contains(value))
    }
}
