extension MetadataService {
    /// Where a process asks for the metadata service; nil when asking would only take time.
    ///
    /// `FCSH_METADATA_ENDPOINT` stands in for the service's own address. It may name this machine alone, so that nobody
    /// is sent to a stranger for keys, and so that no proxy comes between.
    /// - Parameter isInteractive: whether a person waits; then a machine that is no Linux is not taken for an instance.
    package static func address(environment: [String: String], isInteractive: Bool) -> Endpoint? {
        if let text = environment["FCSH_METADATA_ENDPOINT"], !text.isEmpty {
            guard let endpoint = try? Endpoint(parsing: text), endpoint.scheme == .http,
                let address = IPv4Block.address(endpoint.host), address >> 24 == 127
            else { return nil }
            return endpoint
        }
        #if os(Linux)
            return address
        #else
            return isInteractive ? nil : address
        #endif
    }
}
