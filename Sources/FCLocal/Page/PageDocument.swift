import FCCore
import FoundationEssentials

/// A whole page with the headers that keep it to itself.
struct PageDocument {
    var status = 200
    var title: String
    /// What stands in `main`.
    var content: Markup
    /// Whether something on it may change by itself.
    var isLive = false
    /// Whether it is loaded again without a script, too: a call that is about to end.
    var reloads = false
    /// Whether it may show addresses of the page: not when the token was wrong.
    var isOpen = true

    /// The page as it is sent.
    func reply(_ page: PageWriter) -> FrontReply {
        var reply = FrontReply(
            status: status, requestID: "", contentType: "text/html; charset=utf-8",
            body: Array(document(page).text.utf8))
        reply.headers = Self.headers
        reply.headers.add("Content-Language", page.words.tag)
        return reply
    }

    /// Another page to go to, after a form.
    static func redirect(to path: String) -> FrontReply {
        var reply = FrontReply(status: 303, requestID: "", contentType: "text/plain", body: [])
        reply.headers = headers
        reply.headers.set("Content-Type", "text/plain; charset=utf-8")
        reply.headers.add("Location", path)
        return reply
    }

    /// Nothing is loaded from elsewhere, nothing but the page's own style and script is used, nobody may frame it, keep it
    /// or learn its address.
    private static let headers: HTTPHeaders = {
        let policy = [
            "default-src 'none'", "style-src '\(hash(PageStyle.sheet))'", "script-src '\(hash(PageScript.text))'",
            "img-src data:", "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
        ]
        return [
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": policy.joined(separator: "; "),
            "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store", "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        ]
    }()

    /// How a security policy names a text that stands in the page (CSP Level 3, hash sources).
    private static func hash(_ text: String) -> String {
        let digits = Array(ACS3Signer.payloadHash(Array(text.utf8)))
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0..<$0 + 2]), radix: 16)
        }
        return "sha256-" + Data(bytes).base64EncodedString()
    }

    private func document(_ page: PageWriter) -> Markup {
        let words = page.words
        var text: Markup = "<!DOCTYPE html>\n<html lang=\"\(words.tag)\">\n<head>\n<meta charset=\"utf-8\">\n"
        text += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        text += "<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n"
        if reloads { text += "<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>\n" }
        text += "<title>\(title) – fcsh</title>\n"
        text += "<style>\(Self.sheet)</style>\n</head>\n<body>\n"
        text += "<a class=\"hidden skip\" href=\"#content\">\(words(.skip))</a>\n"
        if isOpen {
            text += "<header><strong>fcsh</strong> <a href=\"\(page.base)\">\(words(.back))</a> "
            text += "<span class=\"mono\">http://\(page.authority)</span></header>\n"
        }
        text += "<main id=\"content\">\n<h1>\(title)</h1>\n\(content)</main>\n"
        text += "<p id=\"gone\" class=\"alert\" role=\"status\" hidden>\(words(.gone))</p>\n"
        if isLive { text += "<script>\(Self.script)</script>\n" }
        return text + "</body>\n</html>\n"
    }

    private static let sheet = Markup(stringLiteral: PageStyle.sheet)
    private static let script = Markup(stringLiteral: PageScript.text)
}

extension Markup {
    static func + (left: Markup, right: Markup) -> Markup {
        var sum = left
        sum += right
        return sum
    }
}
