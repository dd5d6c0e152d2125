package import FCCore
import FoundationEssentials

/// One call as reports show it.
package struct CallRecord: Sendable, Hashable {
    /// A text of bounded length, and what it was before.
    package struct Excerpt: Sendable, Hashable {
        /// The text, or its beginning.
        package var text: String
        /// Whether there was more.
        package var isCut = false
        /// `json`, `text` or `base64`.
        package var encoding = "text"
        /// The number of bytes of the whole.
        package var byteCount: Int
    }

    /// More of an answer, an event or a log than this is cut off: a report is read by people.
    static let textLimit = 32 * 1024
    /// What is kept beyond the limit until secrets are hidden: one that the cut went through would not be found.
    static let textMargin = 4096

    /// `%N`
    package var number: Int
    package var function: String
    package var qualifier: String
    package var isAsynchronous: Bool
    /// `GET /orders`, for a call over HTTP.
    package var request: String?
    package var outcome: Outcome
    package var status: Int?
    package var elapsed: Duration?
    package var functionDuration: Number?
    package var memory: Number?
    package var isCold: Bool?
    package var requestID: String?
    package var instanceID: String?
    /// The platform's or the service's word for what went wrong.
    package var errorType: String?
    package var errorMessage: String?
    package var event: Excerpt?
    package var body: Excerpt?
    package var log: Excerpt?

    package init(_ result: CallResult) {
        number = result.number
        function = result.target.functionName
        qualifier = result.answer?.qualifier ?? result.target.qualifier
        isAsynchronous = result.isAsynchronous
        request = result.http?.line
        outcome = result.outcome
        status = result.status
        elapsed = result.elapsed
        functionDuration = result.answer?.functionDuration
        memory = result.answer?.memory
        isCold = result.isCold
        requestID = result.requestID
        instanceID = result.answer?.instanceID
        errorType = result.errorType ?? result.errorCode
        errorMessage = result.outcome == .ok ? nil : result.errorMessage
        event = result.event.flatMap { Excerpt($0) }
        body = result.answer == nil ? nil : Excerpt(result.body.bytes)
        log = result.answer?.logTail.flatMap { Excerpt(Array($0.utf8)) }
    }

    /// `hello:prod`
    package var target: String { "\(function):\(qualifier)" }

    /// Why the call is not `ok`, in one sentence.
    package var fault: RunRecord.Fault? {
        guard outcome != .ok else { return nil }
        let reason = [errorType, errorMessage].compactMap { $0 }.joined(separator: ": ")
        return RunRecord.Fault(
            outcome.exitStatus, "\(target) ended with \(outcome.rawValue)" + (reason.isEmpty ? "" : ": \(reason)"))
    }
}

extension CallRecord.Excerpt {
    /// The bytes as text; nil for none.
    init?(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return nil }
        byteCount = bytes.count
        isCut = bytes.count > CallRecord.textLimit
        let kept = isCut ? Self.beginning(of: bytes, CallRecord.textLimit + CallRecord.textMargin) : bytes
        if let text = String(validating: kept, as: UTF8.self) {
            self.text = text
            if !isCut, (try? JSONReader.read(kept)) != nil { encoding = "json" }
        } else {
            text = Data(kept).base64EncodedString()
            encoding = "base64"
        }
    }

    /// The first bytes, not ending in the middle of a character.
    private static func beginning(of bytes: [UInt8], _ limit: Int) -> [UInt8] {
        guard bytes.count > limit else { return bytes }
        var end = limit
        while end > limit - 4, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return Array(bytes[..<end])
    }

    /// The text with its secrets hidden, and without what was kept to find them.
    func masked(_ change: (String) -> String) -> Self {
        var masked = self
        if encoding != "base64" { masked.text = change(text) }
        guard isCut else { return masked }
        let bytes = Array(masked.text.utf8)
        let kept = Self.beginning(of: bytes, max(0, bytes.count - CallRecord.textMargin))
        masked.text = String(decoding: kept, as: UTF8.self)
        return masked
    }

    /// The text with a remark when it is not all.
    package var remarked: String {
        isCut ? "\(text)\n… cut here; \(byteCount) bytes in all" : text
    }
}
