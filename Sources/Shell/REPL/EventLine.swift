import FCCore

/// An earlier call's event as a line that sends it again: what the external editor opens.
struct EventLine: Sendable {
    /// The line.
    let text: String

    /// - Parameters:
    ///   - result: the call.
    ///   - settings: where a call goes now; a call that went elsewhere names its function.
    /// - Returns: nil when the event is no text.
    init?(_ result: CallResult, settings: Settings) {
        guard let event = String(validating: result.event ?? [], as: UTF8.self),
            !event.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 })
        else { return nil }
        let target = result.target
        var words = [result.http == nil ? "invoke" : "http"]
        if target.functionName != settings[.function] || target.qualifier != settings[.qualifier] {
            let name = target.functionName + (target.qualifier == "LATEST" ? "" : ":\(target.qualifier)")
            words.append(WordQuoting.quoted(name))
        }
        if let http = result.http { words += Self.words(of: http) }
        if result.isAsynchronous { words.append("--async") }
        text = words.joined(separator: " ") + Self.argument(event)
    }

    /// Method, path and options of a request; headers that hold a key are left out.
    private static func words(of call: HTTPCall) -> [String] {
        let isKnown = HTTPCommand.methods.contains(call.method)
        let target = call.query.isEmpty ? call.path : "\(call.path)?\(call.query)"
        var words = (isKnown ? [] : ["-X"]) + [WordQuoting.quoted(call.method), WordQuoting.quoted(target)]
        for field in call.headers.fields where HTTPHeaders([field]).credentials.isEmpty {
            words += ["-H", WordQuoting.singleQuoted("\(field.name): \(field.value)")]
        }
        if let trigger = call.triggerName { words += ["--trigger", WordQuoting.quoted(trigger)] }
        if call.isEvent { words.append("--event") }
        if call.failsOnStatus { words.append("--fail") }
        return words
    }

    /// JSON in rows of its own, as a word of the language; any other text as a heredoc.
    private static func argument(_ event: String) -> String {
        if event.isEmpty { return "" }
        let isBracketed = event.first == "{" || event.first == "["
        if isBracketed, !event.contains("${"), let value = try? JSONReader.read(Array(event.utf8)) {
            return " " + JSONWriter.text(value, layout: .pretty)
        }
        var name = "EVENT"
        while event.split(separator: "\n").contains(where: { $0 == name }) { name += "_" }
        return " <<'\(name)'\n\(event)\n\(name)"
    }
}
