import Shell
import ShellSyntax
import ShellTestSupport
import Testing

@testable import fcsh

@Suite struct LaunchDeciderTests {
    private static func shown(_ plan: Launch.Plan) -> String {
        switch plan {
        case .version: "version"
        case .help(let topic): "help \(topic ?? "-")"
        case .shell: "shell"
        case .run(let files, let arguments, _): "run \(files) \(arguments)"
        case .statements(let text, let arguments): "statements <\(text)> \(arguments)"
        case .command(let command, _): "command \(command.spec.name)"
        case .check(let files, _): "check \(files)"
        case .format(let files, let checksOnly): "fmt \(files)\(checksOnly ? " --check" : "")"
        case .local(let options):
            "local \(options.port)\(options.endsAboveMemory ? " --memory-limit" : "")"
                + String(repeating: " --debug", count: options.debugged.count)
                + (options.stateFolder.map { " in \($0)" } ?? "")
        case .completions(let shell): "completions \(shell)"
        case .manual: "manual"
        case .reference: "reference"
        }
    }

    @Test(
        arguments: [
            ([], "shell"), (["-v"], "version"), (["--version"], "version"), (["-h"], "help -"), (["--help"], "help -"),
            (["--man"], "manual"), (["docs"], "reference"), (["completions", "zsh"], "completions zsh"),
            (["invoke"], "command invoke"), (["--region", "r", "invoke", "-e", "x"], "command invoke"),
            (["-qprod", "invoke"], "command invoke"), (["invoke", "--help"], "help invoke"),
            (["run", "-h"], "help run"),
            (["invoke", "-e", "x", "--", "-h"], "command invoke"), (["cli", "fc3", "invoke"], "command invoke"),
            (["--local", "cli", "fc3", "invoke"], "command invoke"), (["cli", "fc3"], "help -"),
            (["hello", "invoke"], "command invoke"), (["hello", "invoke", "--help"], "help invoke"),
            (["run", "a", "b", "--", "c", "--x"], #"run ["a", "b"] ["c", "--x"]"#),
            (["a.fcsh"], #"run ["a.fcsh"] []"#),
            (["a.fcsh", "--x", "-e", "--"], #"run ["a.fcsh"] ["--x", "-e", "--"]"#),
            (["run", "-"], #"run ["-"] []"#), (["check", "a", "b"], #"check ["a", "b"]"#),
            (["fmt", "a", "-"], #"fmt ["a", "-"]"#), (["fmt", "a", "--check"], #"fmt ["a"] --check"#),
            (["-c", "print a", "-x", "y"], #"statements <print a> ["-x", "y"]"#),
            (["--region", "r", "-c", "print a"], "statements <print a> []"),
            (["-c", "print a", "cli", "fc3"], #"statements <print a> ["cli", "fc3"]"#),
            (["local"], "local 0"), (["local", "--port", "9000", "-t", "x.yaml"], "local 9000"),
            (["local", "--memory-limit"], "local 0 --memory-limit"),
            (["local", "--debug", "a", "--debug=b:5700"], "local 0 --debug --debug"),
            (["local", "--state", "queue"], "local 0 in queue"),
            (["use", "f"], "command use"),
            (["print", "run"], "command print"),
        ] as [([String], String)])
    func waysIn(arguments: [String], plan: String) throws {
        let decision = try TestProgram.decide(arguments, resources: ["hello"], files: ["a.fcsh", "invoke", "hello"])
        #expect(Self.shown(decision.plan) == plan)
    }

    @Test(
        arguments: [
            (["invok"], "'invok' is no command, no resource and no file", "did you mean invoke?"),
            (["helo", "invoke"], "'helo' is no resource of an s.yaml here", "did you mean hello?"),
            (["zzzzz"], "'zzzzz' is no command, no resource and no file", "fcsh help"),
            (["-"], "'-' is no command, no resource and no file", nil),
            (["--regoin", "x", "invoke"], "fcsh has no option --regoin", "did you mean --region?"),
            (["invoke", "--evnet", "x"], "invoke has no option --evnet", "did you mean --event?"),
            (["invoke", "-e"], "missing value for -e", nil), (["-c"], "-c needs statements", nil),
            (["--region"], "missing value for --region", nil),
            (["local", "start"], "'local start' belongs to a shell or a script", nil),
            (["completions", "tcsh"], "'tcsh' is none of bash, zsh, fish", nil),
            (["use"], "use needs FUNCTION[:QUALIFIER]", nil),
            (["--timeout", "soon", "invoke"], "'soon' is no length of time", nil),
            (["run", "--max-time", "x", "f"], "'x' is no length of time", nil),
        ] as [([String], String, String?)])
    func refusals(arguments: [String], message: String, next: String?) throws {
        let failure = try #require(throws: Failure.self) { try TestProgram.decide(arguments, resources: ["hello"]) }
        #expect(failure.status == .usage)
        #expect(failure.message.contains(message), "\(failure.message)")
        if let next { #expect(failure.next == next) }
    }

    @Test(arguments: [
        ["--region", "r", "-q", "prod", "--local", "--yes", "print", "a"],
        ["print", "a", "--region", "r", "-q", "prod", "--local", "--yes"],
        ["--region=r", "print", "--local", "a", "-qprod", "--yes"],
    ])
    func globalOptionsStandBeforeOrBehind(arguments: [String]) throws {
        let options = try TestProgram.decide(arguments).options
        #expect(options.settings == [.region: "r", .qualifier: "prod"])
        #expect(options.isLocal)
        #expect(options.assumesYes)
        #expect(!options.isSilent)
    }

    @Test(
        arguments: [
            (["-a", "x", "print"], Setting.access, "x"), (["--access", "x", "print"], .access, "x"),
            (["--profile", "x", "print"], .profile, "x"), (["--function-name", "x", "print"], .function, "x"),
            (["--qualifier", "x", "print"], .qualifier, "x"), (["-t", "x", "print"], .template, "x"),
            (["--template", "x", "print"], .template, "x"),
            (["--endpoint", "internal", "print"], .endpoint, "internal"),
            (["--timeout", "5m", "print"], .timeout, "5m"), (["-o", "json", "print"], .output, "json"),
            (["--output-format", "JSON", "print"], .output, "json"), (["--color", "never", "print"], .color, "never"),
            (["hello", "invoke"], .function, "hello"), (["--region", "a", "print", "--region", "b"], .region, "b"),
        ] as [([String], Setting, String)])
    func settings(arguments: [String], setting: Setting, value: String) throws {
        #expect(try TestProgram.decide(arguments, resources: ["hello"]).options.settings[setting] == value)
    }

    @Test(arguments: [
        ["--skip-actions", "print"], ["print", "--no-verify"],
        ["--debug", "--silent", "print"],
        ["--no-env-triple", "print"],
    ])
    func optionsOfPeopleWhoComeFromElsewhere(arguments: [String]) throws {
        #expect(Self.shown(try TestProgram.decide(arguments).plan) == "command print")
    }

    @Test func howScriptsAreRun() throws {
        let arguments = [
            "run", "--keep-going", "--max-time", "5m", "--variable", "a=1", "--variable", "b=2", "--variables", "f",
            "s",
        ]
        guard case .run(_, _, let options) = try TestProgram.decide(arguments).plan else {
            Issue.record("no run")
            return
        }
        #expect(options.keepsGoing)
        #expect(options.limit == .seconds(300))
        #expect(options.variables == ["a=1", "b=2"])
        #expect(options.variableFiles == ["f"])
    }

    @Test func aQualifierBeforeTheCommandHoldsForAFunctionBehindIt() async throws {
        let outcome = await TestProgram.run(
            ["-q", "prod", "--region", "cn-hangzhou", "invoke", "hello"], resources: [], files: NoFiles())
        #expect(outcome.result?.target == .init(functionName: "hello", qualifier: "prod", region: "cn-hangzhou"))
    }
}
