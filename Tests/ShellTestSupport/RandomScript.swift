/// Makes random scripts from a seed: sensible ones by the grammar, and some of them damaged afterwards.
///
/// Nothing in them reaches out: no file is written, commands of the system's shell are `true` and `false`, and damage adds
/// no `>`.
package struct RandomScript {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    /// A script.
    package mutating func text() -> String {
        let text = (0...pick(8)).map { _ in statement(depth: 0) }.joined(separator: chance(90) ? "\n" : "; ") + "\n"
        return chance(50) ? text : damaged(text)
    }

    /// A number below a limit (xorshift).
    private mutating func pick(_ limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 33) % limit
    }

    private mutating func one(of words: [String]) -> String { words[pick(words.count)] }
    private mutating func chance(_ percent: Int) -> Bool { pick(100) < percent }
}

/// By the grammar.
extension RandomScript {
    private mutating func statement(depth: Int) -> String {
        switch pick(depth < 3 ? 20 : 14) {
        case 0...3: (chance(25) ? "try " : "") + call()
        case 4: "let \(name()) = \(value())"
        case 5: (chance(30) ? "capture --secret " : "capture ") + "\(name()) \(selector())"
        case 6, 7: "expect " + expectation()
        case 8: selector()
        case 9: "print " + value()
        case 10, 11: command()
        case 12:
            one(of: [
                "!true", "!false", "on error continue", "on error stop", "# why", "wait for 1ms", "secret p = abcd",
            ])
        case 13: "set \(one(of: Self.settings))"
        case 14, 15: "repeat \(count()) \(spread())\(body(depth))"
        case 16: "try repeat \(count()) \(spread())\(body(depth))"
        case 17: "retry \(count()) every 1ms \(body(depth))"
        default: "test \"\(name()) ${\(name()):-x}\" do\n\(block(depth))\nend"
        }
    }

    private mutating func body(_ depth: Int) -> String {
        chance(60) ? "do\n\(block(depth))\nend" : call()
    }

    private mutating func block(_ depth: Int) -> String {
        (0...pick(3)).map { _ in "  " + statement(depth: depth + 1) }.joined(separator: "\n")
    }

    private mutating func spread() -> String {
        (chance(50) ? "parallel \(count()) " : "") + (chance(15) ? "every 1ms " : "") + (chance(15) ? "for 20ms " : "")
    }

    private mutating func call() -> String {
        let options = one(of: [
            "", " -o json", " -o none", " --silent", " -q prod", " --timeout 50ms", " --log none", " --async",
        ])
        switch pick(7) {
        case 0: return "invoke hello\(options)"
        case 1: return "invoke \(json())\(options)"
        case 2: return "invoke hello:prod -e \(value())\(options)"
        case 3: return "invoke\(options) <<EOF\n\(json())\nEOF"
        case 4: return "again .\(name())=\(value())"
        case 5: return "compare prod LATEST \(json())"
        default: return "invoke -f \(one(of: ["missing.json", "event.json", "~/x"]))\(options)"
        }
    }

    private mutating func command() -> String {
        one(of: [
            "use hello", "use hello:prod", "unset function", "last", "last --full", "result %-1", "result", "diff",
            "diff %1 %2 --ignore .a", "whoami", "show", "explain", "help invoke", "event list", "event show oss",
            "event new timer", "regions", "history", "functions", "info", "versions", "tasks", "sleep 1ms", "exit 3",
            "source missing.fcsh", "source part.fcsh a b", "nonsense", "set",
        ])
    }

    private static let settings = [
        "function hello", "region cn-hangzhou", "output jsonl", "output text", "timeout 100ms", "guard prod",
        "log none",
        "endpoint http://localhost:9", "qualifier ${q:-LATEST}", "nothing x",
    ]

    private mutating func expectation() -> String {
        if chance(20) { return one(of: ["ok", "error"]) }
        let negation = chance(30) ? "not " : ""
        switch pick(4) {
        case 0: return "\(selector()) \(negation)exists"
        case 1: return "\(selector()) \(negation)is \(one(of: ["null", "bool", "number", "string", "array", "object"]))"
        case 2: return "\(selector()) \(negation)\(one(of: ["==", "!=", "<", "<=", ">=", "contains"])) \(value())"
        default: return "\(selector()) \(negation)matches '\(one(of: ["^a+$", "(", "[a-z]*", "\\d"]))'"
        }
    }

    private mutating func selector() -> String {
        one(of: ["", "", "%1", "%-1", "%-2"])
            + one(of: [
                ".", ".k", ".a.b[0]", ".list[*].id", ".list[-1]", ".[\"odd key\"]", "@status", "@outcome", "@duration",
                "@headers.x-a", "@count", "@warm.p95", "@errors", "@logs", "@diff.count",
            ])
    }

    private mutating func name() -> String { one(of: ["a", "b", "k", "q", "order-1", "größe"]) }

    private mutating func count() -> String { one(of: ["1", "2", "3", "7", "${k:-2}", "${#}", "0"]) }

    private mutating func value() -> String {
        switch pick(6) {
        case 0: json()
        case 1: "${\(name()):-7}"
        case 2: "\"text ${\(name()):-} \\u00e9\""
        case 3: "'literal ${x}'"
        case 4: "${\(selector()):json:-null}"
        default: one(of: ["7", "-1.50e3", "true", "null", "word", "12345678901234567890123", "5ms"])
        }
    }

    private mutating func json() -> String {
        one(of: [
            "{\"k\": 1}", "{\"a\": {\"b\": [1, 2, {\"id\": \"x\"}]}}", "{\"k\": ${a:-1}, \"t\": \"${b:-}\"}",
            "[1, [], {}]",
            "{\"odd key\": \"\\\"\\u00e9\"}", "{\"n\": ${1:raw:-0}}", "{}",
        ])
    }
}

/// After damage.
extension RandomScript {
    private static let shards = [
        "\"", "'", "{", "}", "[", "]", "${", "\\", "\n", ";", "#", "|", "do", "end", "try ", "repeat 2 ",
        "test \"x\" do\n",
        "<<EOF\n", "<", "%", "@", ".", "--", "-", "=", "!", "$", "\u{0}", "é", "👩‍👩‍👧", "\r\n", "\t",
        "99999999999999999999",
        "parallel ", "every 1ms ", ":-", ":json", "\u{FEFF}", String(repeating: "[", count: 3000),
        String(repeating: "repeat 1 ", count: 500), String(repeating: "{\"a\":", count: 1500),
    ]

    private mutating func damaged(_ text: String) -> String {
        var characters = Array(text)
        for _ in 0...pick(3) where !characters.isEmpty {
            let start = pick(characters.count)
            let end = min(characters.count, start + pick(12))
            switch pick(4) {
            case 0: characters.removeSubrange(start..<end)
            case 1: characters.insert(contentsOf: characters[start..<end], at: pick(characters.count + 1))
            case 2: characters.swapAt(start, pick(characters.count))
            default: characters.insert(contentsOf: one(of: Self.shards), at: start)
            }
        }
        return String(characters)
    }
}
