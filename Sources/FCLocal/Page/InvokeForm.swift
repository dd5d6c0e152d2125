import FCCore

/// The form that invokes a function, and what was typed into it.
struct InvokeForm: Sendable {
    var function = ""
    var event = "{}"
    var qualifier = ""
    var isAsync = false
    /// Whether the event goes out although it begins like JSON and is none.
    var isRaw = false

    /// A form that nobody has filled in.
    init() {}

    /// What a browser sends: pairs in the encoding of forms. In text areas browsers end lines with CR LF.
    init(body: [UInt8]) {
        self.init()
        event = ""
        for pair in body.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? Self.decoded(parts[1]) : ""
            switch Self.decoded(parts[0]) {
            case "function": function = value
            case "event":
                event = value.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
            case "qualifier": qualifier = value
            case "way": isAsync = value == "async"
            case "raw": isRaw = true
            default: break
            }
        }
    }

    /// Where an event goes wrong that begins like JSON; nil when it may be sent.
    var fault: JSONError? {
        guard !isRaw, let first = event.utf8.first(where: { !" \n\r\t".utf8.contains($0) }),
            "{[".utf8.contains(first)
        else { return nil }
        do throws(JSONError) {
            _ = try JSONReader.read(event)
            return nil
        } catch {
            return error
        }
    }

    private static func decoded(_ text: ArraySlice<UInt8>) -> String {
        String(
            decoding: PercentEncoding.decode(String(decoding: text, as: UTF8.self), plusIsSpace: true), as: UTF8.self)
    }

    /// The form for the functions that can be chosen; for one of them it is not asked.
    /// - Parameters:
    ///   - qualifiers: versions and aliases to offer.
    ///   - complaint: why it was not sent.
    func markup(
        _ page: PageWriter, functions: [String], qualifiers: [String] = [], complaint: String? = nil
    ) -> Markup {
        let words = page.words
        var text: Markup = .empty
        if let complaint { text += "<p class=\"alert\" role=\"alert\" id=\"complaint\">\(complaint)</p>\n" }
        text += "<form class=\"invoke\" method=\"post\" action=\"\(page.base)invoke\" accept-charset=\"utf-8\">\n"
        text += "<div class=\"pair\">\n"
        text += functions.count == 1 ? hidden(functions[0]) : choice(of: functions, words)
        text += "<p><label for=\"qualifier\">\(words(.qualifier))</label>"
        text += "<input type=\"text\" id=\"qualifier\" name=\"qualifier\" value=\"\(qualifier)\" placeholder=\"LATEST\""
        text += " list=\"qualifiers\" autocapitalize=\"off\" autocomplete=\"off\" spellcheck=\"false\"></p>"
        text += "<datalist id=\"qualifiers\">"
        for name in ["LATEST"] + qualifiers { text += "<option value=\"\(name)\"></option>" }
        text += "</datalist>\n<fieldset><legend>\(words(.way))</legend>"
        text += "\(radio("sync", words(.waySync), isChosen: !isAsync))"
        text += "\(radio("async", words(.wayAsync), isChosen: isAsync))</fieldset></div>\n"
        // The line end behind the tag is not part of the text.
        text += "<p><label for=\"event\">\(words(.event))</label>"
        text += "<textarea id=\"event\" name=\"event\" rows=\"5\" spellcheck=\"false\" autocapitalize=\"off\""
        text += " autocomplete=\"off\">\n\(event)</textarea></p>\n"
        if fault != nil {
            text += "<p><label><input type=\"checkbox\" name=\"raw\" value=\"yes\"> \(words(.sendAsItIs))</label></p>\n"
        }
        return text + "<button type=\"submit\">\(words(.invoke))</button>\n</form>\n"
    }

    private func hidden(_ function: String) -> Markup {
        "<input type=\"hidden\" name=\"function\" value=\"\(function)\">\n"
    }

    private func choice(of functions: [String], _ words: PageWords) -> Markup {
        var text: Markup = "<p><label for=\"function\">\(words(.function))</label>"
        text += "<select id=\"function\" name=\"function\">"
        for name in functions {
            let mark: Markup = name == function ? " selected" : ""
            text += "<option value=\"\(name)\"\(mark)>\(name)</option>"
        }
        return text + "</select></p>\n"
    }

    private func radio(_ value: String, _ label: String, isChosen: Bool) -> Markup {
        let mark: Markup = isChosen ? " checked" : ""
        return "<label><input type=\"radio\" name=\"way\" value=\"\(value)\"\(mark)> \(label)</label>"
    }
}
