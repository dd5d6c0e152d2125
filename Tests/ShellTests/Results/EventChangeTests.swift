import FCCore
import ShellSyntax
import Testing

@testable import Shell

/// The words of `again`: what they mean, and what is left of the event.
@Suite struct EventChangeTests {
    /// The event after the words of one `again`.
    private func changed(_ event: String, _ words: String) throws -> String {
        let script = Parser.parse(SourceText(name: "test", "again \(words)"))
        guard case .command(let command)? = script.statements.first?.kind else { throw TestProblem("no command") }
        let outcome = Binder(AgainCommand.spec).bind(
            command.arguments.map { ArgumentWord($0) }, nameSpan: command.name.span)
        #expect(outcome.diagnostics.isEmpty)
        let arguments = try outcome.binding.evaluate(by: .empty, source: script.source)
        var value = try JSONReader.read(event)
        for change in arguments.all(AgainCommand.changes) { value = try change.applied(to: value) }
        return JSONWriter.text(value)
    }

    @Test(arguments: [
        (".user.id=5", "{\"z\":1.10,\"user\":{\"id\":5},\"l\":[{\"n\":1},{\"n\":2}],\"debug\":true}"),
        (".user.id=\"5\"", "{\"z\":1.10,\"user\":{\"id\":\"5\"},\"l\":[{\"n\":1},{\"n\":2}],\"debug\":true}"),
        (".user={\"id\": 5}", "{\"z\":1.10,\"user\":{\"id\":5},\"l\":[{\"n\":1},{\"n\":2}],\"debug\":true}"),
        (".l[0].n=2 .l[-1].n=3", "{\"z\":1.10,\"user\":{\"id\":1},\"l\":[{\"n\":2},{\"n\":3}],\"debug\":true}"),
        (".l[2]=null", "{\"z\":1.10,\"user\":{\"id\":1},\"l\":[{\"n\":1},{\"n\":2},null],\"debug\":true}"),
        ("-.debug -.user.id", "{\"z\":1.10,\"user\":{},\"l\":[{\"n\":1},{\"n\":2}]}"),
        (
            "-.l[0] .a.b=text",
            "{\"z\":1.10,\"user\":{\"id\":1},\"l\":[{\"n\":2}],\"debug\":true,\"a\":{\"b\":\"text\"}}"
        ),
        ("-.l[*].n .[\"odd key\"]=1", "{\"z\":1.10,\"user\":{\"id\":1},\"l\":[{},{}],\"debug\":true,\"odd key\":1}"),
        ("-.l[*]", "{\"z\":1.10,\"user\":{\"id\":1},\"l\":[],\"debug\":true}"),
    ])
    func changesOneFieldAndKeepsTheRest(_ words: String, _ expected: String) throws {
        let event = "{\"z\":1.10,\"user\":{\"id\":1},\"l\":[{\"n\":1},{\"n\":2}],\"debug\":true}"
        #expect(try changed(event, words) == expected)
    }

    @Test(arguments: ["-.nope", "-.user.nope", "-.l[7]", "-.debug.x", "-.user[0]", ".debug.x=1", ".l[9]=1"])
    func refusesAPathThatLeadsNowhere(_ words: String) {
        #expect(throws: Assignment.Obstacle.self) {
            try changed("{\"user\":{\"id\":1},\"l\":[1],\"debug\":true}", words)
        }
    }

    @Test(arguments: ["-.", "user", "-user.id", ".user", "%1.a=1", "@status=1"])
    func refusesWordsThatChangeNothing(_ word: String) {
        let script = Parser.parse(SourceText(name: "test", "again \(word)"))
        guard case .command(let command)? = script.statements.first?.kind else { return }
        let outcome = Binder(AgainCommand.spec).bind(
            command.arguments.map { ArgumentWord($0) }, nameSpan: command.name.span)
        let failure = #expect(throws: Failure.self) {
            if let diagnostic = outcome.diagnostics.first { throw Failure(.usage, diagnostic.message) }
            _ = try outcome.binding.evaluate(by: .empty, source: script.source)
        }
        #expect(failure?.status == .usage)
    }
}

/// Where `again` goes.
@Suite struct CallOriginTests {
    private func settings(_ session: SettingValues) -> Settings {
        var settings = Settings(environment: [:])
        for setting in Setting.allCases {
            if let value = session[setting] { settings.set(setting, value) }
        }
        return settings
    }

    private func origin(naming named: SettingValues, inUse: SettingValues) -> CallOrigin {
        var request = CallRequest()
        request.options = named
        return CallOrigin(request, settings: settings(inUse))
    }

    @Test func goesWhereTheLastCallWent() {
        let origin = origin(
            naming: [.function: "other", .qualifier: "prod", .output: "none"], inUse: [.function: "hello"])
        let options = origin.options(now: settings([.function: "hello"]), given: [:])
        #expect(options == [.function: "other", .qualifier: "prod"])
    }

    @Test func goesToWhatWasPutToUseSince() {
        let origin = origin(naming: [.function: "other"], inUse: [.function: "hello"])
        #expect(origin.options(now: settings([.function: "third"]), given: [.output: "json"]) == [.output: "json"])
    }

    @Test func otherSettingsDoNotCount() {
        let origin = origin(naming: [.function: "other"], inUse: [.function: "hello"])
        let now = settings([.function: "hello", .timeout: "5", .output: "json"])
        #expect(origin.options(now: now, given: [:]) == [.function: "other"])
    }

    @Test func optionsWinAndAQualifierBelongsToItsFunction() {
        let origin = origin(naming: [.function: "other", .qualifier: "prod"], inUse: [:])
        #expect(origin.options(now: settings([:]), given: [.qualifier: "2"]) == [.function: "other", .qualifier: "2"])
        #expect(origin.options(now: settings([:]), given: [.function: "third"]) == [.function: "third"])
    }
}
