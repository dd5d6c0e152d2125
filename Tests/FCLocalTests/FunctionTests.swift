import Testing

/// The tests that start processes, one after the other: they watch the time, and the machine may be small.
@Suite(.serialized) enum FunctionTests {}
