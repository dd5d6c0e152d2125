/// Why a local endpoint could not start.
package enum LocalEndpointError: Error, Sendable, Hashable {
    /// The port is taken or not allowed.
    case portUnavailable(port: Int, reason: String)
    /// The state folder or a file in it cannot be used.
    case stateFolder(path: String, reason: String)
    /// A function cannot be debugged.
    case cannotDebug(function: String, reason: String)
    /// The folder of the asynchronous calls cannot be used.
    case queueFolder(path: String, reason: String)
    /// The server ended before it was ready.
    case serverFailed(reason: String)
}

extension LocalEndpointError: CustomStringConvertible {
    /// One sentence that ends with what to do.
    package var description: String {
        switch self {
        case .portUnavailable(let port, let reason):
            "port \(port) cannot be used: \(reason); choose another one or 0 for any free one"
        case .stateFolder(let path, let reason):
            "\(path) cannot be used for the endpoint's key: \(reason)"
        case .cannotDebug(let function, let reason):
            "function '\(function)' cannot be debugged: \(reason)"
        case .queueFolder(let path, let reason):
            "\(path) cannot be used for asynchronous calls: \(reason)"
        case .serverFailed(let reason):
            "the local endpoint did not start: \(reason)"
        }
    }
}
