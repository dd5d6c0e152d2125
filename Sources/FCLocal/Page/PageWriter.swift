import FCCore

/// What every part of the page is written with: words, addresses, what is hidden.
struct PageWriter: Sendable {
    let words: PageWords
    /// The path of the page's front, with the token.
    let base: String
    /// Host and port that the browser asked for.
    let authority: String
    /// In milliseconds since 1970.
    let now: Int64
    /// Hides secrets of the shell that runs the endpoint.
    let mask: @Sendable (String) -> String

    /// The address of a function's page.
    func path(ofFunction name: String) -> String { "\(base)functions/\(PercentEncoding.encode(name))" }

    /// The address of a call's page.
    func path(of record: InvocationRecord) -> String { "\(base)calls/\(record.name)" }

    /// Text of a call with everything hidden that opens something.
    func shown(_ text: String, of record: InvocationRecord) -> String {
        let stars = "******"
        var text = text
        for secret in record.origin.secrets {
            // In a destination's event the first one stands in a JSON text that is itself a JSON string.
            let inJSON = JSONWriter.escaped(secret)
            for spelling in Set([secret, inJSON, JSONWriter.escaped(inJSON)]) {
                text = text.split(separator: spelling, omittingEmptySubsequences: false).joined(separator: stars)
            }
        }
        return mask(text)
    }

    /// A number of bytes as people read it.
    func size(_ bytes: Int) -> String {
        guard bytes >= 1024 else { return words(.byteCount, String(bytes)) }
        let (unit, tenths) =
            bytes < 1_048_576 ? ("KB", (bytes * 10 + 512) / 1024) : ("MB", (bytes * 10 + 524_288) / 1_048_576)
        return "\(tenths / 10)\(tenths % 10 == 0 ? "" : ".\(tenths % 10)") \(unit)"
    }

    /// A duration in milliseconds, or in seconds from one on.
    func text(_ duration: Duration) -> String {
        let hundredths = { (nanoseconds: Int64, unit: Int64) -> String in
            let number = (nanoseconds + unit / 200) / (unit / 100)
            return "\(number / 100).\(number % 100 < 10 ? "0" : "")\(number % 100)"
        }
        let nanoseconds = duration.nanoseconds
        return nanoseconds < 1_000_000_000
            ? hundredths(nanoseconds, 1_000_000) + " ms" : hundredths(nanoseconds, 1_000_000_000) + " s"
    }

    /// A moment: the clock, with the date on another day.
    func clock(_ milliseconds: Int64) -> Markup {
        let time = PageTime(milliseconds)
        let text = time.text(on: PageTime(now))
        return "<time datetime=\"\(time.machine)\" title=\"\(time.date) \(time.exactTime)\">\(text)</time>"
    }

    /// A row of a table of facts; nothing when there is no value.
    func fact(_ word: PageWord, _ value: Markup?) -> Markup {
        guard let value else { return .empty }
        return "<tr><th scope=\"row\">\(words(word))</th><td>\(value)</td></tr>\n"
    }

    /// How a call ended, or where it is: never by colour alone.
    func verdict(of record: InvocationRecord) -> Markup {
        guard let end = record.end else {
            let word: PageWord = record.startedTime == nil ? .waiting : .running
            return "<span class=\"busy\">… \(words(word))</span>"
        }
        switch end.verdict {
        case .succeeded: return "<span class=\"good\">✓ \(words(.succeeded))</span>"
        case .functionError(let type): return "<span class=\"bad\">✗ \(type)</span>"
        case .refused(let code, _): return "<span class=\"bad\">✗ \(code)</span>"
        case .withdrawn: return "<span class=\"busy\">– \(words(.withdrawn))</span>"
        }
    }

    /// What was asked for, behind the function's name.
    func target(of record: InvocationRecord) -> String {
        let qualifier = record.origin.qualifier ?? record.version
        return qualifier == "LATEST" ? record.function : "\(record.function):\(qualifier)"
    }
}
