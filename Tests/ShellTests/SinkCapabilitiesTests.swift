import Testing

@testable import Shell

@Suite struct SinkCapabilitiesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let setting: ColourSetting
        let environment: [String: String]
        let isTerminal: Bool
        let expected: Bool

        init(_ setting: ColourSetting, _ environment: [String: String], terminal: Bool, _ expected: Bool) {
            self.setting = setting
            self.environment = environment
            isTerminal = terminal
            self.expected = expected
        }

        var testDescription: String { "\(setting) \(environment) terminal: \(isTerminal)" }
    }

    static let cases = [
        Case(.auto, ["TERM": "xterm"], terminal: true, true),
        Case(.auto, ["TERM": "xterm"], terminal: false, false),
        Case(.auto, ["TERM": "dumb"], terminal: true, false),
        Case(.auto, [:], terminal: true, false),
        Case(.auto, ["TERM": ""], terminal: true, false),
        Case(.auto, ["TERM": "xterm", "NO_COLOR": "1"], terminal: true, false),
        Case(.auto, ["TERM": "xterm", "NO_COLOR": ""], terminal: true, true),
        Case(.auto, ["CLICOLOR_FORCE": "1"], terminal: false, true),
        Case(.auto, ["CLICOLOR_FORCE": "0"], terminal: false, false),
        Case(.auto, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], terminal: true, false),
        Case(.always, ["NO_COLOR": "1", "TERM": "dumb"], terminal: false, true),
        Case(.never, ["CLICOLOR_FORCE": "1", "TERM": "xterm"], terminal: true, false),
    ]

    @Test(arguments: cases) func colours(_ given: Case) {
        let wanted = given.setting.wantsColour(isTerminal: given.isTerminal) { given.environment[$0] }
        #expect(wanted == given.expected)
    }
}
