import NIOCore

/// The answer of a custom runtime's server while it comes.
struct ServerStream: Sendable {
    /// The pieces of a body; the server is read from only as fast as they are taken.
    typealias Pieces = NIOThrowingAsyncSequenceProducer<
        ByteBuffer, any Error, NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark, Demand
    >

    /// Status and header fields; its body is empty.
    let head: ServerResponse
    /// The body, to be taken once. It fails with a ``ServerFault``.
    let pieces: Pieces
    /// The answer with the beginning of its body, once the server has sent everything; fails with a ``ServerFault``.
    let end: EventLoopFuture<ServerResponse>
    /// What the connection is told when there is no more interest.
    let demand: Demand

    /// Ends the request: the connection to the server is closed.
    func cancel() { demand.didTerminate() }

    /// Waits until the server has sent everything; a task that is cancelled meanwhile ends the request.
    /// - Returns: the answer with the beginning of its body.
    func awaitEnd() async throws(ServerFault) -> ServerResponse {
        do {
            return try await withTaskCancellationHandler {
                try await end.get()
            } onCancel: {
                cancel()
            }
        } catch {
            throw ServerFault(error)
        }
    }

    /// Tells a connection how much of an answer is wanted.
    struct Demand: NIOAsyncSequenceProducerDelegate {
        /// The connection.
        let channel: any Channel
        /// The exchange on it that is meant.
        let serial: Int

        func produceMore() {
            channel.triggerUserOutboundEvent(ServerExchange.Wish(kind: .more, serial: serial), promise: nil)
        }

        func didTerminate() {
            channel.triggerUserOutboundEvent(ServerExchange.Wish(kind: .stop, serial: serial), promise: nil)
        }
    }
}
