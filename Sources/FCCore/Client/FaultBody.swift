/// What the body of a refusal says, whatever it is written in.
struct FaultBody {
    var form: ServiceFault.Form
    var code: String?
    var message: String?
    var requestID: String?
    var recommendation: String?
    var accessDeniedDetail: Value?

    private init(_ form: ServiceFault.Form) {
        self.form = form
    }

    /// Reads a body by what it looks like; the content type decides only where that is not enough.
    static func read(_ body: [UInt8], contentType: String) -> FaultBody {
        guard let first = body.first(where: { !isBlank($0) }) else { return FaultBody(.empty) }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "["), let value = try? JSONReader.read(body) {
            return FaultBody(json: value)
        }
        let text = String(decoding: body, as: UTF8.self)
        guard first == UInt8(ascii: "<") else {
            return FaultBody(contentType.lowercased().hasPrefix("text/html") ? .html : .text)
        }
        let elements = MarkupElement.leaves(of: text)
        let start = text.prefix(512).lowercased()
        if start.contains("<html") || start.contains("<!doctype html") || contentType.lowercased().contains("html") {
            return FaultBody(html: elements)
        }
        return FaultBody(xml: elements)
    }

    private init(json value: Value) {
        self.init(.json)
        let outer = value.recordValue ?? Record()
        let inner = Self.field(outer, "error")?.recordValue ?? Record()
        let find: ([String]) -> String? = { names in
            names.lazy.compactMap { name in
                Self.field(outer, name).flatMap(Self.text) ?? Self.field(inner, name).flatMap(Self.text)
            }.first
        }
        code = find(["code", "errorcode"])
        message = find(["message", "errormessage"])
        requestID = find(["requestid"])
        recommendation = find(["recommend"])
        accessDeniedDetail = Self.field(outer, "accessdenieddetail")
    }

    private init(xml elements: [MarkupElement]) {
        self.init(.xml)
        code = Self.text(elements, ["code", "errorcode"])
        message = Self.text(elements, ["message", "errormessage"])
        requestID = Self.text(elements, ["requestid"])
        recommendation = Self.text(elements, ["recommend"])
    }

    private init(html elements: [MarkupElement]) {
        self.init(.html)
        message = Self.text(elements, ["title"]) ?? Self.text(elements, ["h1"])
    }

    /// The first field of a name in any letter case that is not null.
    private static func field(_ record: Record, _ name: String) -> Value? {
        record.fields.first { $0.key.lowercased() == name && $0.value != .null }?.value
    }

    private static func text(_ value: Value) -> String? {
        switch value {
        case .string(let text): text.isEmpty ? nil : text
        case .number(let number): number.text
        default: nil
        }
    }

    private static func text(_ elements: [MarkupElement], _ names: [String]) -> String? {
        elements.first { names.contains($0.name) && !$0.text.isEmpty }?.text
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte) || byte == 0xEF || byte == 0xBB || byte == 0xBF
    }
}

/// An element of XML or HTML that holds text and no other element.
struct MarkupElement {
    /// The name in lower case.
    let name: String
    /// The text without references and blanks at the ends.
    let text: String

    /// Every such element of a document. Ill-formed documents give what can be read.
    static func leaves(of document: String) -> [MarkupElement] {
        var elements: [MarkupElement] = []
        var open: (name: String, start: String.Index)?
        var rest = document[...]
        while let start = rest.firstIndex(of: "<") {
            rest = rest[start...]
            if rest.hasPrefix("<![CDATA["), let end = rest.firstRange(of: "]]>") {
                rest = rest[end.upperBound...]
                continue
            }
            guard let end = rest.firstIndex(of: ">") else { break }
            let tag = rest[rest.index(after: start)..<end]
            let name = tag.drop { $0 == "/" }.prefix { !$0.isWhitespace && $0 != "/" }.lowercased()
            rest = rest[rest.index(after: end)...]
            guard tag.first == "/" else {
                open = (name, rest.startIndex)
                continue
            }
            if let leaf = open, leaf.name == name {
                elements.append(MarkupElement(name: name, text: plainText(document[leaf.start..<start])))
            }
            open = nil
        }
        return elements
    }

    private static func plainText(_ source: Substring) -> String {
        var text = source.drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        if text.hasPrefix("<![CDATA["), text.hasSuffix("]]>") { return String(text.dropFirst(9).dropLast(3)) }
        var output = ""
        while let mark = text.firstIndex(of: "&") {
            output += text[..<mark]
            text = text[mark...]
            guard let end = text.prefix(10).firstIndex(of: ";"),
                let character = character(text[text.index(after: mark)..<end])
            else {
                output += "&"
                text = text.dropFirst()
                continue
            }
            output.unicodeScalars.append(character)
            text = text[text.index(after: end)...]
        }
        return output + text
    }

    private static func character(_ reference: Substring) -> Unicode.Scalar? {
        switch reference {
        case "lt": "<"
        case "gt": ">"
        case "amp": "&"
        case "quot": "\""
        case "apos": "'"
        default:
            if reference.hasPrefix("#x") {
                UInt32(reference.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
            } else if reference.hasPrefix("#") {
                UInt32(reference.dropFirst()).flatMap(Unicode.Scalar.init)
            } else {
                nil
            }
        }
    }
}
