/// Requests that are taken back.
extension FunctionScheduler {
    /// Takes a request that still waits out of the queue; it is answered as withdrawn.
    /// - Returns: whether it was waiting.
    @discardableResult
    func withdraw(_ requestID: String) -> Bool {
        guard let position = queue.firstIndex(where: { $0.requestID == requestID }) else { return false }
        queue.remove(at: position).reply.resume(returning: CallOutcome(content: .withdrawn))
        return true
    }

    /// Ends a request: one that waits is withdrawn, one that runs loses its process, one that comes is not let in.
    func abort(_ requestID: String) {
        if withdraw(requestID) { return }
        if let slot = slots.values.first(where: { $0.works[requestID] != nil }) {
            slot.process.kill()
        } else {
            aborted.insert(requestID)
        }
    }
}
