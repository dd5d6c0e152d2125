import FCCore
import ShellSyntax

/// `http`: sends a request to a function over HTTP and shows its answer.
package enum HTTPCommand: Command {
    /// The methods that are known without `-X`.
    package static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]

    static let function = Operand(
        "FUNCTION[:QUALIFIER]", kind: .requestTarget, shape: .name,
        summary: "function or resource of the s.yaml; the one in use without it")
    static let method = Operand(
        "METHOD", kind: .text("METHOD", completion: .choices(methods)), shape: .method,
        summary: "GET without a body, POST with one, when left out")
    static let path = Operand(
        "/PATH", kind: .requestPath, shape: .path, summary: "path and query behind the function's own address")

    static let otherMethod = Option(
        "--request", "-X", kind: .text("METHOD", completion: .choices(methods)), summary: "a method, any word")
    static let header = Option(
        "--header", "-H", kind: .header, summary: "a header, 'Name: value'; may be repeated")
    static let data = Option(
        "--data", "-d", kind: .text("TEXT|@FILE"), summary: "the body; @FILE is a file's bytes, @- standard input")
    static let trigger = Option("--trigger", kind: .text("NAME"), summary: "the HTTP trigger to call through")
    static let asEvent = Flag("--event", summary: "send it as the event that a trigger makes of it")
    static let include = Flag("--include", "-i", summary: "show the answer's headers on standard error")
    static let fail = Flag("--fail", summary: "fail when the answer's status is 400 or above")

    package static let spec = CommandSpec(
        "http", group: .calling, summary: "send a request to a function over HTTP",
        discussion: """
            The request goes to the address of the function's HTTP trigger, signed where the trigger asks for it, once \
            and never again; a redirect is shown, not followed. A function without such a trigger gets the request as \
            the event of one, and its {statusCode, headers, body} is the answer.

            A body that is JSON is sent as application/json, other text as application/x-www-form-urlencoded, bytes as \
            application/octet-stream, unless -H says otherwise.

            Whatever the function answers is an answer, 404 and 500 included: `expect @status == 404` checks it, \
            --fail makes it a failure. What the function raised, and what the platform refused, are failures.

            Needs the permission fc:ListTriggers, and for --event fc:InvokeFunction.
            """,
        operands: [
            function.declaration, method.declaration, path.declaration, EventSource.json.declaration,
        ],
        options: [
            header.declaration, data.declaration, otherMethod.declaration, trigger.declaration, asEvent.declaration,
            include.declaration, fail.declaration,
        ] + CallOptions.place + [TargetOptions.qualifier.declaration] + CallOptions.manner
            + [CallOptions.dryRun.declaration],
        examples: [
            .init("http GET /orders/1?verbose=1", "read from the function in use"),
            .init("http shop POST /orders {\"sku\": \"A-1\", \"n\": 2}", "send JSON to the function shop"),
            .init("http PUT /files/cat.png -H 'Content-Type: image/png' -d @cat.png", "send a file"),
            .init("http /healthz --fail -o none; expect @status == 200", "fail unless all is well"),
        ],
        takesInput: true, givesAnswer: true, makesResult: true)

    package static func check(_ arguments: Arguments) throws(Failure) {
        _ = try source(arguments, input: nil)
        if arguments[method] != nil, let span = arguments.span(otherMethod) {
            throw Failure(.usage, "the method is given twice", at: span)
        }
    }

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        try check(arguments)
        var request = try CallOptions.request(from: arguments, in: context)
        if let text = arguments[function] {
            try CallOptions.name(text, at: arguments.span(function), in: &request, await context.session.settings)
        }
        let source = try source(arguments, input: context.input)
        request.event = try await EventSource(kind: source).read(isRaw: true, options: request.options, in: context)
        try EventText.checkSize(request.event ?? [], isAsynchronous: false)
        request.http = call(arguments, body: request.event)
        var call = CallOptions.call(arguments, in: context)
        call.includesHeaders = arguments[include]
        try await call.perform(request)
    }

    private static func call(_ arguments: Arguments, body: [UInt8]?) -> HTTPCall {
        let method = arguments[otherMethod] ?? arguments[method]?.uppercased() ?? (body == nil ? "GET" : "POST")
        var call = HTTPCall(
            method: method, target: arguments[path] ?? "/", headers: HTTPHeaders(arguments.all(header)))
        if let body, call.headers["content-type"] == nil {
            call.headers.add("Content-Type", contentType(of: body))
        }
        call.triggerName = arguments[trigger]
        call.isEvent = arguments[asEvent]
        call.failsOnStatus = arguments[fail]
        return call
    }

    /// What a body seems to be.
    static func contentType(of body: [UInt8]) -> String {
        let first = body.first { $0 != 0x20 && !(0x09...0x0D).contains($0) }
        let isBracketed = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        if isBracketed, (try? JSONReader.read(body)) != nil { return "application/json" }
        return String(validating: body, as: UTF8.self) == nil
            ? "application/octet-stream" : "application/x-www-form-urlencoded"
    }

    /// Where the body comes from: one of the ways there are, or none.
    private static func source(_ arguments: Arguments, input: EventInput?) throws(Failure) -> EventSource.Kind? {
        var found: [(kind: EventSource.Kind, span: SourceSpan?)] = []
        if let json = arguments[EventSource.json] { found.append((.text(json.text), json.span)) }
        for text in arguments.all(data) {
            let span = arguments.span(data) ?? SourceSpan(at: 0)
            switch text {
            case "@-": found.append((.standardInput, span))
            case _ where text.hasPrefix("@"): found.append((.file(String(text.dropFirst()), span), span))
            default: found.append((.text(text), span))
            }
        }
        if let input { found.append(EventSource.Kind.of(input)) }
        guard found.count < 2 else {
            throw Failure(
                .usage, "the body is given twice", at: found[1].span,
                notes: ["one of: a JSON word, -d, < FILE, <<NAME"])
        }
        return found.first?.kind
    }
}

extension ArgumentKind where Content == String {
    /// A function that is asked over HTTP.
    fileprivate static var requestTarget: Self {
        Self("FUNCTION", completion: .requestTargets) { argument throws(ArgumentProblem) in
            guard argument.text.contains("://") else { return argument.text }
            throw ArgumentProblem(
                "'\(argument.text)' is an address; the function's own is found out", next: "http FUNCTION GET /PATH")
        }
    }

    /// A path with a slash in front.
    fileprivate static var requestPath: Self {
        Self("/PATH") { argument throws(ArgumentProblem) in
            if argument.text.hasPrefix("/") { return argument.text }
            throw ArgumentProblem("'\(argument.text)' is no path: one begins with a slash", next: "/\(argument.text)")
        }
    }
}

extension ArgumentKind where Content == HTTPHeaders.Field {
    /// `Name: value`; what frames a message is not for anybody to choose.
    static var header: Self {
        Self("NAME: VALUE") { argument throws(ArgumentProblem) in
            let text = argument.text
            guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else {
                throw ArgumentProblem("'\(text)' is no header", next: "-H 'Name: value'")
            }
            let name = String(text[..<colon])
            let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            guard name.utf8.allSatisfy({ isTokenByte($0) }) else {
                throw ArgumentProblem("'\(name)' is no name of a header", next: "-H 'Name: value'")
            }
            if ["content-length", "transfer-encoding", "connection"].contains(name.lowercased()) {
                throw ArgumentProblem("\(name) follows from the body and the connection")
            }
            guard value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F || $0 == "\t" }) else {
                throw ArgumentProblem("the value of \(name) holds a control character")
            }
            return (name, String(value))
        }
    }

    /// Letters, digits and the marks of RFC 9110, section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
