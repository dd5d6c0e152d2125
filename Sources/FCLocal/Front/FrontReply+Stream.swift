import FCCore
import NIOCore

/// Answers whose body comes piece by piece.
extension FrontReply {
    /// The same reply with its whole body. One that breaks off in the middle becomes a 502, as nothing has been sent.
    func collected() async -> FrontReply {
        guard let stream else { return self }
        var whole = self
        whole.stream = nil
        do {
            for try await piece in stream.pieces { whole.body.append(contentsOf: piece.readableBytesView) }
            return whole
        } catch {
            let requestID = headers["x-fc-request-id"] ?? ""
            return FrontReply(.badResponse("the answer of the function broke off: \(error)"), requestID: requestID)
        }
    }
}
