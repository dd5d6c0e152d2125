// Sources: Sources/FCCore/Value/JSONError.swift Sources/FCCore/Value/JSONReader.swift Sources/FCCore/Value/JSONReader+Strings.swift Sources/FCCore/Value/JSONWriter.swift Sources/FCCore/Value/Number.swift Sources/FCCore/Value/Record.swift Sources/FCCore/Value/Value.swift Sources/FCCore/Manifest/Expressions

/// Any text with `${…}` comes apart into pieces that make it up again, and every expression has a value or a fault that
/// lies inside it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzVariables(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    var joined = ""
    for piece in VariableText.pieces(of: text) {
        switch piece {
        case .text(let plain): joined += plain
        case .expression(let content):
            joined += "${\(content)}"
            check(content)
        }
    }
    precondition(joined == text, "the pieces are not the text")
    precondition(VariableText.hasExpression(text) == !VariableText.expressions(in: text).isEmpty)
    return 0
}

private func check(_ content: String) {
    var evaluator = ExpressionEvaluator(FuzzScope())
    do throws(ExpressionFailure<FuzzScope.Elsewhere>) {
        let value = try evaluator.evaluate(content)
        precondition(value != .null)
        checkConversions(of: value)
    } catch {
        guard case .here(let fault) = error else { preconditionFailure("\(error)") }
        precondition(fault.offset >= 0 && fault.offset <= content.utf8.count, "a fault outside: \(fault)")
        precondition(!fault.reason.isEmpty)
    }
}

private func checkConversions(of value: Value) {
    let text = JavaScriptConversion.text(value)
    guard case .number(let number) = value, number.doubleValue.isFinite else { return }
    // What a number reads as is the number again.
    precondition(JavaScriptNumber.value(of: text) == number.doubleValue, "\(number.text) became \(text)")
}

/// A small project: one map of data, and functions that give their arguments back.
private struct FuzzScope: ExpressionScope {
    struct Elsewhere: Error {}

    private static let data: Value = [
        "n": 3, "s": "text", "list": [1, "2", .null], "a-b": 1, "map": ["k": "v", "x-y": [true]], "f": false,
    ]

    func operand(named name: String, at offset: Int) -> ExpressionOperand<Value> {
        name == "vars" ? .place(Self.data) : .value(nil)
    }

    func member(_ key: String, of place: Value, at offset: Int) -> ExpressionOperand<Value> {
        guard let found = ValueMember.of(place, key) else { return .value(nil) }
        return found.recordValue == nil ? .value(found) : .place(found)
    }

    func value(of place: Value, at offset: Int) -> Value? { place }

    func keys(of place: Value) -> [String] { place.recordValue?.keys ?? [] }

    func call(_ function: String, _ arguments: [Value?], at offset: Int) -> Value? { arguments.first ?? nil }
}
