import FCCore

/// What a `repeat` counts of one call.
package struct CallFigures: Sendable {
    package var outcome: Outcome
    /// Who answered.
    package var instanceID: String?
    /// First byte sent to last byte read; nil when nothing was sent.
    package var elapsed: Duration?
    /// Whether the instance was new; nil when none is known.
    package var isCold: Bool?

    package init(_ result: CallResult) {
        outcome = result.outcome
        instanceID = result.answer?.instanceID
        elapsed = result.elapsed
        isCold = result.isCold
    }
}
