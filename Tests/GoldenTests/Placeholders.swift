/// Names for what differs from run to run: ids, times, ports, folders.
enum Placeholders {
    /// - Parameters:
    ///   - text: what a program wrote.
    ///   - folder: the case's temporary folder, which holds project and home.
    static func apply(to text: String, folder: String) -> String {
        var text = text.replacing("\(folder)/project", with: "<folder>").replacing("\(folder)/home", with: "<home>")
        text = text.replacing(folder, with: "<temporary>")
        text.replace(/1-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{12}\b/, with: "<request-id>")
        text.replace(/c-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{12}\b/, with: "<instance-id>")
        text.replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/, with: "<uuid>")
        text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/, with: "<time>")
        text.replace(/\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/, with: "<time>")
        text.replace(/127\.0\.0\.1:\d+/, with: "127.0.0.1:<port>")
        // Whether the declared version is installed is the machine's affair.
        text.replace(/(?m)^python3\.10 is not installed: .*\n/, with: "")
        text.replace(/(maxMemoryUsage: )\d+(?:\.\d+)?MB/) { "\($0.1)<memory>" }
        text.replace(/(note: it is )\d+(?:\.\d+)?ms\n/) { "\($0.1)<duration>\n" }
        text.replace(/\bLocalFcsh[0-9a-f]{16}\b/, with: "<local-key-id>")
        text.replace(/(\W)[0-9a-f]{32}\b/) { "\($0.1)<nonce>" }
        text.replace(/((?:Code Checksum: |x-fc-code-checksum: )|codeChecksum"?: ?"?)\d+/.ignoresCase()) {
            "\($0.1)<checksum>"
        }
        text.replace(/(Duration: )\d+(?:\.\d+)? ms/) { "\($0.1)<duration>" }
        text.replace(/(Max Memory Used: )\d+(?:\.\d+)? MB/) { "\($0.1)<memory>" }
        text.replace(/("?\b(?:duration|functionDuration)"?: ?)\d+(?:\.\d+)?/) { "\($0.1)<duration>" }
        text.replace(/("?\bmemory"?: ?)\d+(?:\.\d+)?/) { "\($0.1)<memory>" }
        text.replace(/(x-fc-invocation-duration: |x-fc-max-memory-usage: )[\d.]+/.ignoresCase()) { "\($0.1)<measured>" }
        text.replace(/(?m)^((?:ok|FAILED)  +.* \()\d+(?:\.\d+)?(?:ms|s)\)$/) { "\($0.1)<duration>)" }
        text.replace(/(Task Status: .* \()\d+(?:\.\d+)?(?:ms|s)\b/) { "\($0.1)<duration>" }
        text.replace(/(\d iterations?, \d+ failed, ).*/) { "\($0.1)<duration>, <rate>, <instances>" }
        text.replace(/(?m)^(?:cold|warm) \(\d+\) .*\n/, with: "")
        text.replace(/(?m)^(all \(\d+\)) .*/) { "\($0.1) <latencies>" }
        text.replace(/(calls? in )\d+(?:\.\d+)?(?:ms|s)\b/) { "\($0.1)<duration>" }
        return text
    }
}
