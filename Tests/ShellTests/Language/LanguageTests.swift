import ShellSyntax
import Testing

@testable import Shell

/// Which language is spoken, and how sentences come to it.
@Suite struct LanguageTests {
    @Test(arguments: [
        ([:], Language.english), (["LANG": "zh_CN.UTF-8"], .chinese),
        (["LANG": "zh_CN.UTF-8", "LC_ALL": "C"], .english),
        (["LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "en_US"], .chinese), (["LANG": "zhuang"], .english),
        (["FCSH_LANGUAGE": "en", "LC_ALL": "zh_CN"], .english), (["FCSH_LANGUAGE": "ZH"], .chinese),
        (["FCSH_LANGUAGE": "fr", "LANG": "zh_CN"], .chinese),
    ])
    func environment(_ variables: [String: String], _ expected: Language) {
        #expect(Language(environment: variables) == expected)
    }

    @Test func settingsSayWhereTheLanguageIsFrom() {
        var settings = Settings(environment: ["LANG": "zh_CN.UTF-8"])
        #expect(settings.resolve(.language).source == .environment(variable: "LANG"))
        #expect(settings.language == .chinese)
        settings.set(.language, "en")
        #expect(settings.language == .english)
        #expect(Settings(environment: ["LANG": "C"]).resolve(.language).source == .defaultValue)
    }

    @Test func holesAreFilledInTheOrderOfTheLanguage() {
        let message: Message = "-a \("prod") is overridden by \("X") in the environment"
        #expect(message.text(in: .chinese) == "-a prod 被环境变量中的 X 覆盖")
        #expect(message.text(in: .english) == message.description)
    }

    @Test func partsAreTranslatedToo() {
        let limit: Message = "32 MB for a synchronous call"
        let message: Message = "the event has \(5) bytes; the limit is \(limit)"
        #expect(message.text(in: .chinese) == "事件共 5 字节；上限为同步调用 32 MB")
    }

    @Test(arguments: [
        ("/x/y cannot be read: out of memory", "无法读取 /x/y：内存不足"),
        (
            "no credentials were found\n  access:default: there is no Serverless Devs store",
            "没有找到访问凭证\n  access:default: 没有 Serverless Devs 凭证库"
        ),
        ("never said before", "never said before"),
    ])
    func sentencesOfLibrariesAreRecognised(sentence: String, expected: String) {
        #expect(Message(sentence).text(in: .chinese) == expected)
    }

    @Test func sentencesInHolesAreRecognised() {
        let reason: Message = "\("s.yaml") cannot be read: \(saying: "there is no resource 'a' in b")"
        #expect(reason.text(in: .chinese) == "无法读取 s.yaml：b 中没有资源 'a'")
    }

    @Test func wordsOfOthersStay() {
        #expect(Message(verbatim: "no region is set").text(in: .chinese) == "no region is set")
        let message: Message = "expected \("no region is set")"
        #expect(message.text(in: .chinese) == "期望 no region is set")
    }

    @Test func styledTextIsMeasuredInItsLanguage() {
        let text: StyledText = "all well"
        #expect(text.localized(in: .chinese).plain == "一切正常")
        #expect(text.localized(in: .chinese).width == 8)
        let table = TableRenderer([.init("name"), .init("value")])
        let sink = SinkCapabilities(isTerminal: true, columns: 80, language: .chinese)
        #expect(table.render([["x", "y"]], for: sink).plain == "名称  值\nx     y\n")
    }
}
