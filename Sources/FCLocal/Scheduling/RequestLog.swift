/// The platform's own lines of a request's log (docs: FC, invocation logs).
enum RequestLog {
    /// How much of a log fits into an answer's header, in bytes before base64.
    static let tailLimit = 4096

    /// The last line of every request's log; nothing follows it, not even a newline.
    static func trailer(duration: Duration, memorySize: Int, peakMemory: Int) -> String {
        "Duration: \(hundredths(of: duration)) ms, Billed Duration: \(billed(duration)) ms, "
            + "Memory Size: \(memorySize) MB, Max Memory Used: \(megabytes(peakMemory)) MB"
    }

    /// The end line for a request whose process could not write it itself.
    static func end(initializer: Bool, requestID: String, reason: String) -> String {
        "FC \(initializer ? "Initialize" : "Invoke") End RequestId: \(requestID), Error: \(reason)\n"
    }

    /// A log with its empty line and its trailer.
    static func complete(_ written: [UInt8], trailer: String) -> [UInt8] {
        var log = written
        if let last = log.last, last != 0x0A { log.append(0x0A) }
        log.append(0x0A)
        log += trailer.utf8
        return log
    }

    /// The end of a log, cut at a byte.
    static func tail(_ log: [UInt8]) -> [UInt8] {
        Array(log.suffix(tailLimit))
    }

    /// Whole milliseconds, rounded up.
    static func billed(_ duration: Duration) -> Int64 {
        let nanoseconds = duration.nanoseconds
        return (nanoseconds + 999_999) / 1_000_000
    }

    /// KB as MB with two decimals.
    static func megabytes(_ kilobytes: Int) -> String {
        twoDecimals((kilobytes * 100 + 512) / 1024)
    }

    /// The error document of a request whose process ended before it answered.
    static func exitMessage(duration: Duration, peakMemory: Int) -> String {
        "Process exited unexpectedly before completing request "
            + "(duration: \(billed(duration))ms, maxMemoryUsage: \((peakMemory + 512) / 1024)MB)"
    }

    /// The reason in the end line of a request whose caller went away (docs: FC, invocation logs).
    static func cancelMessage(duration: Duration, peakMemory: Int) -> String {
        "Invocation canceled by client (duration: \(billed(duration))ms, maxMemoryUsage: \(megabytes(peakMemory))MB)"
    }

    private static func hundredths(of duration: Duration) -> String {
        twoDecimals(Int((duration.nanoseconds + 5000) / 10_000))
    }

    private static func twoDecimals(_ hundredths: Int) -> String {
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}

extension Duration {
    /// The whole duration in nanoseconds.
    var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
