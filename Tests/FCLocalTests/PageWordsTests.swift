import FCCore
import Testing

@testable import FCLocal

/// The page in two languages.
@Suite struct PageWordsTests {
    @Test(arguments: PageWord.allCases)
    func everyWordIsThereInChinese(word: PageWord) {
        #expect(!word.chinese.isEmpty)
        if word != .trigger { #expect(word.chinese != word.rawValue) }
        for hole in ["‹1›", "‹2›", "‹3›", "‹4›"] {
            #expect(word.chinese.contains(hole) == word.rawValue.contains(hole))
        }
    }

    @Test(arguments: [
        (nil, false), ("", false), ("zh-CN,zh;q=0.9,en;q=0.8", true), ("en-US,en;q=0.9,zh;q=0.8", false),
        ("de-DE,zh;q=0.5", true), ("fr", false), ("zh;q=0", false), ("en;q=0.3, ZH-hans;q=0.7", true), ("zh", true),
    ])
    func theBrowserChooses(header: String?, isChinese: Bool) {
        #expect(PageWords(acceptLanguage: header).isChinese == isChinese)
    }

    @Test func thePageSaysWhichLanguageItIs() async throws {
        let bench = try LocalBench()
        let call = await bench.page(language: "zh-CN,zh;q=0.9")
        #expect(call.text.contains("<html lang=\"zh-CN\">") && call.text.contains("最近的调用"))
        #expect(call.reply.headers["content-language"] == "zh-CN")
        #expect(await bench.page().text.contains("<html lang=\"en\">"))
    }

    @Test func holesAreFilled() {
        #expect(PageWords(acceptLanguage: "en")(.firstOf, "1 KB", "2 KB") == "Only the first 1 KB of 2 KB are shown.")
        #expect(PageWords(acceptLanguage: "zh")(.firstOf, "1 KB", "2 KB") == "只显示 2 KB 中的前 1 KB。")
    }
}
