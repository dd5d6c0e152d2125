// Sources: Sources/ShellSyntax

/// Any bytes give a tree: spans lie in the text, statements follow one another, and a fault has a place.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzParser(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let source = SourceText(name: "fuzz", bytes: Array(UnsafeBufferPointer(start: bytes, count: count)))
    let script = Parser.parse(source)
    var end = 0
    for statement in script.statements {
        precondition(statement.span.start >= end && statement.span.end <= count)
        precondition(statement.span.start <= statement.span.end)
        end = statement.span.end
    }
    for diagnostic in script.diagnostics {
        precondition(diagnostic.span.start <= diagnostic.span.end && diagnostic.span.end <= count)
        _ = source.position(at: diagnostic.span.start)
        precondition(!diagnostic.message.isEmpty)
    }
    return 0
}
