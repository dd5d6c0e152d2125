/// How one function of the local endpoint is doing.
package struct FunctionStatus: Sendable, Hashable {
    /// One process of the function.
    package struct Instance: Sendable, Hashable {
        /// The id that answers carry in `X-Fc-Instance-Id`.
        package var id: String
        /// What it is doing: `starting`, `ready`, `initializing`, `idle`, `busy`, `draining`, `stopping`.
        package var state: String
        /// The id of its process, nil until it is known.
        package var processID: Int?
        /// How many requests it has answered.
        package var calls: Int
        /// When it was started, in milliseconds since 1970.
        package var startedTime: Int64
    }

    /// The function's name.
    package var name: String
    /// The runtime it declares.
    package var runtime: String
    /// The interpreter that runs it, nil until the first call has looked for one.
    package var interpreter: String?
    /// Its processes.
    package var instances: [Instance]
    /// How many requests wait for an instance.
    package var queued: Int
    /// How many requests have been answered since the endpoint started.
    package var calls: Int
    /// Why it cannot run, nil when it can.
    package var problem: String?
}
