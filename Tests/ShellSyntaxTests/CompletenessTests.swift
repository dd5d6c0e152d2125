import ShellSyntax
import Testing

/// What Enter means at the prompt.
@Suite struct CompletenessTests {
    @Test(arguments: [
        "", "  # c", "invoke", "invoke \\\n", "invoke <<E\n{}\nE", "invoke <<E\n\n  E ", "test x do\nend", "!ls", "!!",
        "!12", "!-2",
        "invoke \"a\nb\"", "invoke {\n}", "expect ok;", "repeat 2 do invoke; end", "!ls \"", "invoke | jq '",
    ])
    func complete(_ text: String) {
        #expect(Completeness.of(text) == .complete)
    }

    @Test(arguments: [
        "invoke '", "invoke \"a", "invoke \"a\\", "invoke {", "invoke {\"a\":", "invoke [1,\n", "let x = {",
        "invoke a \\", "!ls \\",
        "invoke <<E", "invoke <<E\n{", "invoke <<E <<F\nE\n", "test x do", "test x do\ninvoke", "repeat 2 do invoke",
        "test x do\nrepeat 2 do\nend", "test x do\ninvoke {", "invoke <<E | jq\n", "\\", "# c\n\\", "let x = \\",
        "expect \\", "test x \\", "wait for \\", "capture x \\", "invoke > \\",
    ])
    func needsMore(_ text: String) {
        #expect(Completeness.of(text) == .needsMore)
    }

    @Test(arguments: [
        "end", "expect", "let x", "invoke {a", "invoke {\"a", "invoke ${", "invoke && b", "try let x = 1",
        "test x do\ninvoke {a:1}",
        "test x", "repeat 5", "invoke \"\\q",
    ])
    func invalid(_ text: String) {
        guard case .invalid(let faults) = Completeness.of(text) else {
            Issue.record("'\(text)' is not invalid")
            return
        }
        #expect(!faults.isEmpty)
    }

    /// A valid script cut at the end of a line is never invalid.
    @Test(arguments: LanguageExampleTests.examples)
    func examplesCutAtLineEnds(_ title: String, _ text: String) {
        Self.checkLinePrefixes(text)
    }

    /// Cut anywhere, a valid script has faults more text could not mend in its last line only.
    @Test(arguments: LanguageExampleTests.examples)
    func examplesCutAnywhere(_ title: String, _ text: String) {
        Self.checkPrefixes(text)
    }

    static func checkLinePrefixes(_ text: String) {
        let bytes = Array(text.utf8)
        for offset in bytes.indices where bytes[offset] == UInt8(ascii: "\n") {
            let prefix = String(decoding: bytes[..<offset], as: UTF8.self)
            if case .invalid(let faults) = Completeness.of(prefix) {
                Issue.record("cut at a line end, the text is invalid: \(faults)\n\(prefix)")
            }
        }
    }

    static func checkPrefixes(_ text: String) {
        for index in text.unicodeScalars.indices {
            let prefix = String(text.unicodeScalars[..<index])
            guard case .invalid(let faults) = Completeness.of(prefix) else { continue }
            let bytes = Array(prefix.utf8)
            let lastLine = (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
            for fault in faults where !fault.needsMore && fault.span.end < lastLine {
                Issue.record("a fault before the last line: \(fault)\n\(prefix)")
            }
        }
    }
}
