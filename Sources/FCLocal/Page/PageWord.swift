/// Everything the page says in its own words. `‹1›` and `‹2›` are holes.
enum PageWord: String, CaseIterable {
    case title = "Local functions"
    case functions = "Functions"
    case function = "Function"
    case runtime = "Runtime"
    case handler = "Handler"
    case timeout = "Time limit"
    case memory = "Memory"
    case instances = "Instances"
    case calls = "Calls"
    case address = "Address"
    case problem = "Cannot run:"
    case noFunctions = "The s.yaml has no functions."
    case waitingCalls = "‹1› waiting"
    case code = "Code"
    case interpreter = "Interpreter"
    case versions = "Versions and aliases"
    case aliasOf = "‹1› (version ‹2›)"
    case process = "Process"
    case state = "State"
    case started = "Started"

    case recent = "Recent invocations"
    case noCalls = "Nothing has been invoked yet."
    case showAll = "Show all ‹1›"
    case time = "Time"
    case result = "Result"
    case duration = "Duration"
    case start = "Start"
    case request = "Request"
    case cold = "cold"
    case warm = "warm"
    case async = "async"
    case trigger = "HTTP"
    case attempt = "attempt ‹1›"
    case waiting = "waiting"
    case running = "running"
    case succeeded = "succeeded"
    case withdrawn = "stopped"

    case invoke = "Invoke"
    case invokeFunction = "Invoke ‹1›"
    case event = "Event"
    case qualifier = "Version or alias"
    case way = "How"
    case waySync = "Wait for the answer"
    case wayAsync = "Asynchronously"
    case sendAsItIs = "Send it as it is"
    case notJSON = "The event begins like JSON but is none: line ‹1›, column ‹2›: ‹3›."
    case again = "Invoke again"
    case change = "Change the event and invoke"
    case againImpossible =
        "This request went to a server of its own: repeat it through the function's address."
    case tooLargeForAgain = "The event was too large to be kept whole, so it cannot be sent again from here."

    case requestID = "Request ID"
    case instanceID = "Instance ID"
    case invocationType = "Invocation type"
    case typeSync = "synchronous"
    case typeAsync = "asynchronous"
    case typeTrigger = "HTTP trigger"
    case billed = "Billed duration"
    case waited = "Waited for an instance"
    case memoryOf = "‹1› MB of ‹2› MB"
    case status = "Status of its server"
    case reason = "Reason"
    case task = "Asynchronous task"
    case taskID = "Task ID"
    case detail = "Detail"
    case attempts = "Attempts"
    case answer = "Answer"
    case log = "Log"
    case empty = "Empty."
    case notYet = "Not there yet."
    case byteCount = "‹1› bytes"
    case binary = "binary"
    case firstOf = "Only the first ‹1› of ‹2› are shown."
    case lastOf = "Only the last ‹1› of ‹2› are shown."

    case back = "All functions"
    case skip = "Skip to the content"
    case gone = "The endpoint does not answer any more. Start it again and open the new address."
    case refusedTitle = "This address does not open the page"
    case refusedText =
        "The page of a local endpoint opens only with the address that was printed when it started: it ends with a secret part that is new at each start."
    case refusedHint = "You find it in the output of fcsh local, or with local status in a shell of the same project."
    case foreignText = "The request came from a page of another site."
    case missingTitle = "There is nothing here"
    case missingCall = "This invocation is not kept any more: only the newest ones are."
    case missingText = "The page has no such address."
}

/// The words of the page in the language of whoever looks at it.
struct PageWords: Sendable, Hashable {
    /// Whether it is Chinese; English otherwise.
    let isChinese: Bool

    /// The language that a browser prefers of the two (RFC 9110, 12.5.4).
    init(acceptLanguage: String?) {
        var best = (language: "en", quality: 0.0)
        for range in (acceptLanguage ?? "").split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.trimmed }
            guard let tag = parts.first?.lowercased() else { continue }
            let language = String(tag.prefix { $0 != "-" })
            let weight = parts.dropFirst().first { $0.lowercased().hasPrefix("q=") }?.dropFirst(2)
            let quality = weight.map { Double(String($0)) ?? 0 } ?? 1
            if ["en", "zh"].contains(language), quality > best.quality { best = (language, quality) }
        }
        isChinese = best.language == "zh"
    }

    /// The tag for `lang`.
    var tag: String { isChinese ? "zh-CN" : "en" }

    /// A word with its holes filled.
    func callAsFunction(_ word: PageWord, _ fillings: String...) -> String {
        var text = isChinese ? word.chinese : word.rawValue
        for (number, filling) in fillings.enumerated() {
            guard let hole = text.firstRange(of: "‹\(number + 1)›") else { continue }
            text.replaceSubrange(hole, with: filling)
        }
        return text
    }
}

extension Substring {
    /// Without blanks at both ends.
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
