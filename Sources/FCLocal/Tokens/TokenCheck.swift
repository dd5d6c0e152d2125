import FCCore

/// Checks the token of a request to an HTTP trigger, and hands its claims on.
struct TokenCheck: Sendable {
    /// A request that may pass.
    struct Passed: Sendable {
        /// The request with the claims that the function is to have.
        var request: FrontRequest
        /// The token, which opens something; nil when none was needed.
        var token: String?
    }

    let settings: TokenSettings
    /// In milliseconds since 1970.
    let time: Int64

    /// Lets a request pass, or says what is wrong with its token.
    /// - Parameter path: the decoded path behind the trigger's own address.
    func check(_ request: FrontRequest, path: String) throws(JSONWebToken.Refusal) -> Passed {
        guard settings.needsToken(path) else { return Passed(request: request) }
        guard !settings.keys.isEmpty, !settings.lookups.isEmpty else {
            throw JSONWebToken.Refusal(
                reason: "the trigger has authType jwt, and its authConfig lacks "
                    + (settings.keys.isEmpty ? "keys in jwks" : "a place of the token in tokenLookup"))
        }
        guard let text = settings.lookups.lazy.compactMap({ Self.token($0, request) }).first else {
            throw JSONWebToken.Refusal(reason: "the request brings no token")
        }
        let token = try JSONWebToken(text)
        try token.verify(with: settings.keys, at: time)
        var passed = request
        for passing in settings.passings { Self.hand(token.claims[passing.claim], on: passing, to: &passed) }
        return Passed(request: passed, token: text)
    }

    private static func token(_ lookup: TokenSettings.Lookup, _ request: FrontRequest) -> String? {
        let found: String?
        switch lookup.position {
        case .header: found = request.headers[lookup.name].flatMap { strip(lookup.prefix, from: $0) }
        case .query: found = request.query(lookup.name)
        case .form: found = request.isForm ? request.field(lookup.name) : nil
        case .cookie: found = request.cookies.first { $0.name == lookup.name }?.value
        }
        return found.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What follows the prefix and a blank; nil when the value begins with something else.
    private static func strip(_ prefix: String, from value: String) -> String? {
        guard !prefix.isEmpty else { return value }
        guard value.hasPrefix(prefix + " ") else { return nil }
        return String(value.dropFirst(prefix.count).drop { $0 == " " })
    }

    /// Whatever the caller had put in the claim's place does not get through.
    private static func hand(_ claim: Value?, on passing: TokenSettings.Passing, to request: inout FrontRequest) {
        let text = claim.map { $0.stringValue ?? JSONWriter.text($0) }
        switch passing.position {
        case .header:
            request.headers.remove(passing.name)
            if let text { request.headers.add(passing.name, text.filter { !$0.isNewline && $0 != "\0" }) }
        case .query:
            request.rawQuery = FrontRequest.replacing(passing.name, in: request.rawQuery, with: text)
        case .form:
            guard request.isForm else { return }
            let body = String(decoding: request.body, as: UTF8.self)
            request.body = Array(FrontRequest.replacing(passing.name, in: body, with: text).utf8)
        case .cookie:
            var cookies = request.cookies.filter { $0.name != passing.name }.map { "\($0.name)=\($0.value)" }
            if let text { cookies.append("\(passing.name)=\(PercentEncoding.encode(text))") }
            request.headers.remove("cookie")
            if !cookies.isEmpty { request.headers.add("Cookie", cookies.joined(separator: "; ")) }
        }
    }
}

extension FrontRequest {
    /// Whether its body is a form.
    fileprivate var isForm: Bool {
        (headers["content-type"] ?? "").lowercased().hasPrefix("application/x-www-form-urlencoded")
    }

    /// The decoded value of a field of its form, which is written like a query.
    fileprivate func field(_ name: String) -> String? {
        let text = String(decoding: body, as: UTF8.self)
        return FrontRequest(method: method, rawPath: rawPath, rawQuery: text, headers: headers).query(name)
    }

    /// Its cookies, as they are written.
    fileprivate var cookies: [(name: String, value: String)] {
        headers.all("cookie").flatMap { $0.split(separator: ";") }.map { cookie in
            let cookie = cookie.drop { $0 == " " }
            return (String(cookie.prefix { $0 != "=" }), String(cookie.drop { $0 != "=" }.dropFirst()))
        }
    }

    /// A query or form with one value for a name, or with none.
    fileprivate static func replacing(_ name: String, in pairs: String, with value: String?) -> String {
        var kept = pairs.split(separator: "&").filter { pair in
            !PercentEncoding.decode(pair.prefix { $0 != "=" }, plusIsSpace: true).elementsEqual(name.utf8)
        }.map { String($0) }
        if let value { kept.append("\(PercentEncoding.encode(name))=\(PercentEncoding.encode(value))") }
        return kept.joined(separator: "&")
    }
}
