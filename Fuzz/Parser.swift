// Sources: Sources/ShellSyntax Tests/ShellSyntaxTests/SpanChecker.swift

/// Any bytes give a tree: every node lies inside its parent and behind its elder sibling, every fault has a place in the
/// text, and what the prompt asks of the same text has an answer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzParser(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let source = SourceText(name: "fuzz", bytes: Array(UnsafeBufferPointer(start: bytes, count: count)))
    let script = Parser.parse(source)
    let problems = SpanChecker.problems(in: script)
    precondition(problems.isEmpty, problems.first ?? "")
    for diagnostic in script.diagnostics {
        _ = source.position(at: diagnostic.span.start)
        precondition(!diagnostic.message.isEmpty && !diagnostic.id.isEmpty)
    }
    let context = CursorContext.at(count / 2, in: source)
    precondition(context.span.start <= context.span.end && context.span.end == count / 2)
    let whole = CursorContext.at(count, in: source)
    precondition(whole.span.start <= whole.span.end && whole.span.end == count)
    if let alternative = whole.alternative { precondition(alternative.span.end == count) }
    checkLineEnds(of: source, isValid: script.diagnostics.isEmpty)
    return 0
}

/// A valid script cut at the end of a line is complete or needs more.
private func checkLineEnds(of source: SourceText, isValid: Bool) {
    guard isValid, source.lineCount < 40, let text = String(validating: source.bytes, as: UTF8.self) else { return }
    for line in 1..<max(source.lineCount, 2) {
        let prefix = String(decoding: text.utf8.prefix(source.lineSpan(line).end), as: UTF8.self)
        if case .invalid(let faults) = Completeness.of(prefix) { preconditionFailure("\(faults)") }
    }
}
