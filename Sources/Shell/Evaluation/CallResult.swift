package import FCCore

/// What became of one call: the material of `@facts`, selectors, history and every output format.
package struct CallResult: Sendable {
    /// What was called.
    package struct Target: Sendable, Hashable {
        package var functionName: String
        /// The version or alias that was asked for.
        package var qualifier: String
        /// The region, unknown when an explicit endpoint made it unnecessary.
        package var region: String?

        package init(functionName: String, qualifier: String, region: String?) {
            self.functionName = functionName
            self.qualifier = qualifier
            self.region = region
        }
    }

    /// Why there is no good answer, kept as the layer that knew it said it.
    package enum Problem: Sendable {
        /// Nothing was sent; the sentence says why.
        case notSent(Message)
        /// No usable credentials.
        case credentials(CredentialError)
        /// The service refused.
        case service(ServiceFault)
        /// No answer came.
        case transport(TransportError)
        /// The client's own limit ran out; the text names the limit that fired.
        case limit(Message)
        /// The function answered over HTTP with a status that was not to be.
        case status(Int)
        /// Ctrl-C.
        case cancelled
    }

    /// `%N`, counted from 1 through the session.
    package var number: Int
    package var target: Target
    package var isAsynchronous: Bool
    /// The event that was, or would have been, sent; nil for none.
    package var event: [UInt8]?
    /// What was asked over HTTP; nil for an invocation.
    package var http: HTTPCall?
    package var outcome: Outcome
    /// The answer, for every call the service accepted.
    package var answer: InvocationAnswer?
    package var problem: Problem?
    /// How the service that took an asynchronous call is asked for its task; nil for other calls.
    package var connection: Session.Connection?
    /// The task of an asynchronous call, as `wait` saw it last.
    package var task: AsyncTask?
    /// When the call was begun; nil when nothing was sent.
    package var began: ContinuousClock.Instant?
    /// First byte sent to last byte read, or to the moment the call was given up; nil when nothing was sent.
    package var elapsed: Duration?
    /// Whether the instance had not been seen before by this fcsh; nil when no instance is known.
    package var isCold: Bool?
    /// How the call came about; nil when it never came to be planned.
    package var origin: CallOrigin?
    /// How the answer was asked to be shown.
    package var format = OutputFormat.text
    /// The answer's body; empty when there is no answer.
    package var body: AnswerBody

    package init(
        number: Int, target: Target, isAsynchronous: Bool = false, event: [UInt8]?, outcome: Outcome,
        answer: InvocationAnswer? = nil, problem: Problem? = nil, elapsed: Duration? = nil, isCold: Bool? = nil
    ) {
        self.number = number
        self.target = target
        self.isAsynchronous = isAsynchronous
        self.event = event
        self.outcome = outcome
        self.answer = answer
        self.problem = problem
        self.elapsed = elapsed
        self.isCold = isCold
        body = AnswerBody(answer?.body ?? [])
    }
}
