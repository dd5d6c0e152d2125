import Testing

@testable import Shell

@Suite("The prompt")
struct ShellPromptTests {
    /// `access region function qualifier`, a dash for what is not known.
    @Test(
        "Shows what is known and leaves out the rest",
        arguments: [
            ("- - - -", "fcsh> "),
            ("default cn-hangzhou hello prod", "default·cn-hangzhou/hello:prod> "),
            ("default cn-hangzhou hello LATEST", "default·cn-hangzhou/hello> "),
            ("- cn-hangzhou - LATEST", "cn-hangzhou> "),
            ("- - hello 3", "hello:3> "),
            ("local - 报表 -", "local/报表> "),
            ("default - - prod", "default> "),
        ])
    func parts(_ words: String, _ expected: String) {
        #expect(Self.prompt(words).text.plain == expected)
    }

    @Test("The last failure stands before the sign, in red")
    func failure() {
        var prompt = Self.prompt("- cn-hangzhou hello -")
        prompt.lastFailure = "throttled"
        #expect(prompt.text.plain == "cn-hangzhou/hello [throttled]> ")
        #expect(prompt.text.fragments.contains { $0.text == " [throttled]" && $0.style == .red })
    }

    @Test("A guarded target is red and says so without colour, whatever the prompt's own text")
    func guarded() {
        var prompt = Self.prompt("- cn-hangzhou hello prod")
        let plainStyles = Set(prompt.text.fragments.map(\.style))
        prompt.guardedWord = "prod"
        #expect(prompt.text.plain == "[guarded] cn-hangzhou/hello:prod> ")
        let target = prompt.text.fragments.first { $0.text.contains("hello") }
        #expect(target?.style == Style(.red, bold: true))
        #expect(!plainStyles.contains(Style(.red, bold: true)))
        prompt.template = "%f> "
        #expect(prompt.text.plain == "[guarded] hello> ")
    }

    @Test(
        "set prompt",
        arguments: [
            ("%a %r %f %q> ", "default cn-hangzhou hello prod> "), ("100%% %x%", "100% %x%"), ("", ""),
            ("a\u{1B}[2Jb> ", "a\\x1b[2Jb> "), ("函数 %f❯ ", "函数 hello❯ "),
        ])
    func template(_ template: String, _ expected: String) {
        var prompt = Self.prompt("default cn-hangzhou hello prod")
        prompt.template = template
        #expect(prompt.text.plain == expected)
    }

    @Test("Settings become a prompt")
    func settings() {
        var settings = Settings(environment: ["FCSH_PROFILE": "work"])
        settings.set(.function, "hello")
        settings.set(.guard, "hello")
        let prompt = ShellPrompt(settings, isLocal: false, lastFailure: nil)
        #expect(prompt.text.plain == "[guarded] work/hello> ")
        #expect(ShellPrompt(settings, isLocal: true, lastFailure: nil).access == "local")
    }

    private static func prompt(_ words: String) -> ShellPrompt {
        let parts = words.split(separator: " ").map { $0 == "-" ? nil : String($0) }
        var prompt = ShellPrompt()
        (prompt.access, prompt.region, prompt.function, prompt.qualifier) = (parts[0], parts[1], parts[2], parts[3])
        return prompt
    }
}
