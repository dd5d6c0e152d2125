import FCCore
import Testing

@testable import Shell

/// `«` marks where the replaced part begins, `|` the cursor.
@Suite("Completion")
struct CompleterTests {
    private static let world: CompletionWorld = {
        var settings = Settings(environment: [:])
        settings.set(.region, "cn-hangzhou")
        var world = CompletionWorld(catalog: Catalog(Catalog.standardCommands), settings: settings)
        world.variables = [.init("token", "secret"), .init("total", "5")]
        world.environment = ["HOME", "SHOP_KEY"]
        world.functions = [.init("hello", "s.yaml"), .init("报表", "used in this session")]
        world.qualifiers = ["prod"]
        world.resources = ["hello": "hello-function"]
        world.names = { question, options in
            names[question, default: []] + (options[.region] == "cn-beijing" ? far : [])
        }
        world.earlierEvents = { $0 == "报表" ? [["日期": "2025-06-01", "rows": [["id": 1], ["note": "x"]]]] : [] }
        world.accessAliases = { ["default", "team"] }
        world.profiles = { ["work"] }
        world.directory = "/p"
        world.home = "/home/me"
        world.entries = { folders[$0] ?? [] }
        var result = CallResult(
            number: 0, target: .init(functionName: "hello-function", qualifier: "prod", region: nil),
            event: Array(#"{"user": {"id": 1}, "debug": true}"#.utf8), outcome: .ok)
        result.body = AnswerBody(Array(#"{"user": {"id": 1, "odd key": 2}, "users": [{"name": "a"}]}"#.utf8))
        result.number = 1
        world.results.append(result)
        return world
    }()

    private static let names: [NameCache.Question: [CompletionWorld.Name]] = [
        .functions: [.init("orders", "takes orders"), .init("orders-canary", "python3.10, 512 MB")],
        .qualifiers(of: "hello-function"): [.init("canary", "alias of 3"), .init("3", "version, before the sale")],
        .qualifiers(of: "orders"): [.init("blue", "alias of 7")],
        .tasks(of: "orders"): [.init("nightly-1", "Running"), .init("nightly-2", "Failed")],
    ]

    private static let far: [CompletionWorld.Name] = [.init("far-away")]

    private static let folders: [String: [FolderEntry]] = [
        "/p": [
            FolderEntry(".hidden"), FolderEntry("a b.json"), FolderEntry("events", isDirectory: true),
            FolderEntry("it's"), FolderEntry("my dir", isDirectory: true), FolderEntry("数据.json"),
        ],
        "/p/events": [FolderEntry("put.json")],
        "/p/my dir": [FolderEntry("x.json")],
        "/home/me": [FolderEntry("notes.json")],
    ]

    private func answer(_ marked: String) throws -> (answer: CompletionAnswer, start: Int) {
        let start = try #require(marked.firstRange(of: "«"))
        let before = marked[..<start.lowerBound]
        let rest = marked[start.upperBound...]
        let cursor = try #require(rest.firstIndex(of: "|"))
        let text = before + rest[..<cursor] + rest[rest.index(after: cursor)...]
        let offset = before.utf8.count + rest[..<cursor].utf8.count
        let answer = Completer(world: Self.world).answer(String(text), cursor: offset)
        #expect(answer.replacement.upperBound == offset)
        return (answer, before.utf8.count)
    }

    @Test(
        "What Tab puts in; a blank stands for the space that follows a finished word",
        arguments: [
            ("«inv|", "invoke "),
            ("invoke {}; «unse|", "unset "),
            ("«cap|", "capture "),
            ("test x do\n  «en|", "end "),
            ("invoke «--fun|", "--function-name "),
            ("invoke «-q|", "-q "),
            ("invoke --invocation-type «as|", "async "),
            ("invoke --region «cn-zhang|", "cn-zhangjiakou "),
            ("invoke --region=«cn-zhang|", "cn-zhangjiakou "),
            ("invoke -a «te|", "team "),
            ("invoke «hel|", "hello "),
            ("invoke --raw-event «hel|", "hello "),
            ("invoke -q prod «hel|", "hello "),
            ("use «报|", "报表 "),
            ("use «hello:pr|", "hello:prod "),
            ("use «hello:ca|", "hello:canary "),
            ("use «orders:b|", "orders:blue "),
            ("use «ordersc|", "orders-canary "),
            ("invoke orders -q «b|", "blue "),
            ("invoke --function-name orders -q «b|", "blue "),
            ("invoke --function-name=hello -q «c|", "canary "),
            ("functions --region cn-beijing «fa|", "far-away "),
            ("functions --region=cn-beijing «fa|", "far-away "),
            ("tasks --status «Succ|", "Succeeded "),
            ("event new «tim|", "timer "),
            ("invoke --event-template «oss-|", "oss-delete "),
            ("result «%|", "%1 "),
            ("expect «%|", "%1"),
            ("wait «%|", "%1"),
            ("again .user.«i|", "id="),
            ("again .«us|", "user"),
            ("again -.«deb|", "debug "),
            ("again -.user.«i|", "id "),
            ("set «reg|", "region "),
            ("set region «cn-zhang|", "cn-zhangjiakou "),
            ("set output «jsonl|", "jsonl "),
            ("set profile «w|", "work "),
            ("set qualifier «p|", "prod "),
            ("unset «tim|", "timeout "),
            ("help «who|", "whoami "),
            ("help «fac|", "facts "),
            ("print ${«tok|", "token}"),
            ("print ${«tok|}", "token"),
            ("invoke {\"a\": ${«tot|", "total}"),
            ("print ${env.«SH|", "SHOP_KEY}"),
            ("expect @«out|", "outcome "),
            ("print ${@«out|", "outcome}"),
            ("expect @outcome == «thr|", "throttled "),
            ("expect @cold == «t|", "true "),
            ("expect «o|", "ok "),
            ("expect .a «sta|", "startsWith "),
            ("expect .a is «bo|", "bool "),
            ("on error «c|", "continue "),
            (".users[0].«na|", "name "),
            (".users[*].«na|", "name "),
            ("print ${.user.«i|", "id}"),
            ("print ${%1.user.«i|}", "id"),
            ("%1.user.«i|", "id "),
            ("invoke -f «ev|", "events/"),
            ("invoke -f «events/|", "events/put.json "),
            ("invoke -f «a|", "'a b.json' "),
            ("invoke -f «\"a|", "\"a b.json\" "),
            ("invoke -f «'a|", "'a b.json' "),
            ("invoke -f «a\\ b|", "'a b.json' "),
            ("invoke -f «my|", "'my dir/"),
            ("invoke -f «'my dir/|", "'my dir/x.json' "),
            ("invoke -f «it|", "\"it's\" "),
            ("invoke -f «数|", "数据.json "),
            ("invoke -f «.h|", ".hidden "),
            ("invoke -f «~/|", "~/notes.json "),
            ("invoke < «ev|", "events/"),
            ("invoke > «ev|", "events/"),
            ("source «ev|", "events/"),
            ("invoke {«\"deb|", "\"debug\": "),
            ("invoke {\"user\": {«\"|", "\"id\": "),
            ("invoke {\"debug\": false, «|", "\"user\": "),
            ("invoke {\"debug\": false, «\"|\": 1}", "\"user"),
            ("invoke -e '{«\"us|", "\"user\": "),
            ("invoke <<E\n{«\"deb|", "\"debug\": "),
            ("again .user={«\"|", "\"id\": "),
            ("invoke 报表 {«\"日|", "\"日期\": "),
            ("invoke 报表 {\"rows\": [{«\"no|", "\"note\": "),
            ("invoke 报表 {\"events\": [{\"oss\": {«\"buck|", "\"bucket\": "),
            ("invoke orders {«\"trigN|", "\"triggerName\": "),
            ("«INV|", "invoke "),
            ("«ivk|", "invoke "),
            ("invoke «--etemp|", "--event-template "),
        ])
    func one(_ marked: String, _ expected: String) throws {
        let (answer, start) = try answer(marked)
        try #require(answer.candidates.count == 1, "\(answer.candidates.map(\.text))")
        let candidate = answer.candidates[0]
        #expect(candidate.text + (candidate.appendsSpace ? " " : "") == expected)
        #expect(answer.replacement.lowerBound == start)
    }

    @Test(
        "Several, in the order they are listed",
        arguments: [
            ("invoke --event-«f|", ["--event-file"]),
            ("invoke --log «|", ["tail", "none"]),
            ("unset «a|", ["access", "accessible"]),
            ("print ${«to|", ["token}", "total}"]),
            ("capture x «|", ["@", ".", "%"]),
            ("expect .a «<|", ["<", "<="]),
            (".«u|", ["user", "users"]),
            ("use «hello:|", ["hello:LATEST", "hello:canary", "hello:3", "hello:prod"]),
            ("invoke 报表 {\"rows\": [{\"note\": 1}, {«|", ["\"id\": ", "\"note\": "]),
            ("use «o|", ["orders", "orders-canary"]),
            ("task --function-name orders «|", ["nightly-1", "nightly-2"]),
            ("stop --function-name orders «n|", ["nightly-1", "nightly-2"]),
            ("invoke orders {\"triggerTime\": 1, «|", ["\"triggerName\": ", "\"payload\": "]),
            ("again .«|", ["user", "debug="]),
            ("invoke {«|", ["\"user\": ", "\"debug\": "]),
            ("print ${.«u|", ["user", "users"]),
            ("set region «cn-hangz|", ["cn-hangzhou", "cn-hangzhou-finance"]),
            ("repeat 2 «pa|", ["parallel"]),
            ("invoke -f «|", ["'a b.json'", "events/", "\"it's\"", "'my dir/", "数据.json"]),
        ] as [(String, [String])])
    func several(_ marked: String, _ expected: [String]) throws {
        let marked = marked.replacing("--event-«f", with: "«--event-f")
        let (answer, _) = try answer(marked)
        #expect(answer.candidates.map(\.text) == expected)
    }

    @Test(
        "Nothing where nothing can be known",
        arguments: [
            "invoke # «x|", "!ls «e|", "let «x|", "invoke -e «x|", "print ${x:-«a|", "invoke hello «hel|",
            "nonsense «x|", "nonsense «--x|", "invoke -f «nothing/|", "%7.«a|", "invoke {\"user\": {\"id\": {«\"|",
        ])
    func nothing(_ marked: String) throws {
        let (answer, _) = try answer(marked)
        #expect(answer.candidates.isEmpty)
    }

    @Test("An option that was given is not offered again, under none of its names")
    func givenOptions() throws {
        let names = try answer("invoke -f x «--event|").answer.candidates.map(\.text)
        #expect(!names.contains("--event-file"))
        #expect(names.contains("--event-stdin"))
    }

    @Test("A key that is no plain word takes the place of its dot")
    func oddKey() throws {
        var world = Self.world
        var result = CallResult(
            number: 2, target: .init(functionName: "f", qualifier: "LATEST", region: nil), event: nil, outcome: .ok)
        result.body = AnswerBody(Array(#"{"a": {"odd key": 1}}"#.utf8))
        world.results.append(result)
        let answer = Completer(world: world).answer(".a.", cursor: 3)
        #expect(answer.candidates.map(\.text) == [#"["odd key"]"#])
        #expect(answer.replacement == 2..<3)
    }

    @Test("Candidates tell what they are; answers only the kind of a value")
    func descriptions() throws {
        #expect(try answer("invoke «--event-st|").answer.candidates[0].description == "the event from standard input")
        #expect(try answer("«whoa|").answer.candidates[0].description?.isEmpty == false)
        #expect(try answer(".user.«id|").answer.candidates[0].description == "number")
        #expect(try answer("print ${«tok|").answer.candidates[0].description == "secret")
        #expect(try answer("use «orders-|").answer.candidates[0].description == "python3.10, 512 MB")
        #expect(try answer("use «hello:can|").answer.candidates[0].description == "alias of 3")
        #expect(try answer("result «%|").answer.candidates[0].description == "hello-function:prod, ok")
        #expect(try answer("invoke {«\"deb|").answer.candidates[0].shown == "debug")
        #expect(try answer("invoke orders {«\"trigN|").answer.candidates[0].description == "in events of timer")
        #expect(try answer("invoke -f «events/|").answer.candidates[0].shown == "put.json")
    }

    @Test("What only resembles the typed text is listed, not blended")
    func fuzzy() throws {
        let (answer, _) = try answer("invoke «--ent|")
        #expect(answer.candidates.count > 1)
        #expect(!answer.sharesPrefix)
    }

    @Test("Every place of a long text answers within its bounds")
    func bounds() {
        let text = "use 报表; invoke -f 'a b' {\"a\": \"${total}\"}\nexpect .user.id == 1; print ${env.HOME} @x %1.a"
        for cursor in 0...text.utf8.count {
            let answer = Completer(world: Self.world).answer(text, cursor: cursor)
            #expect(answer.replacement.lowerBound >= 0 && answer.replacement.upperBound <= text.utf8.count)
            #expect(answer.replacement.lowerBound <= answer.replacement.upperBound)
        }
    }
}
