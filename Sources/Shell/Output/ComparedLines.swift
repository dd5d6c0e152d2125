import FCCore

/// What of two calls is put side by side: their answers and what their functions wrote.
enum ComparedLines {
    /// An answer in lines: JSON indented, text as it is.
    static func answer(of result: CallResult) -> [String] {
        guard let answer = result.answer else { return [result.outcome.rawValue] }
        guard let value = result.body.value else { return ["\(ByteCount(answer.body.count).message) that are no text"] }
        if case .string(let text) = value { return lines(VisibleText.of(text)) }
        return lines(VisibleText.inJSON(JSONWriter.text(value, layout: .pretty)))
    }

    /// A log without what differs from call to call though nothing is wrong: the platform's frame, times, request ids.
    static func log(of result: CallResult) -> [String] {
        guard let log = result.answer?.logTail else { return [] }
        let frame = ["FC Invoke Start RequestId:", "FC Invoke End RequestId:", "FunctionCompute ", "Duration: "]
        return lines(log).filter { line in !line.isEmpty && !frame.contains { line.hasPrefix($0) } }.map { line in
            let bare = line.replacing(#/^\d{4}-\d\d-\d\d[T ][\d:.]+Z? \S+ /#, with: "")
            return VisibleText.of(result.requestID.map { bare.replacing($0, with: "…") } ?? bare)
        }
    }

    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }
}
