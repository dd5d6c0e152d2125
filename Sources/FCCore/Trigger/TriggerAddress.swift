/// The address of an HTTP trigger, taken apart.
package struct TriggerAddress: Sendable, Hashable {
    /// The server.
    package var endpoint: Endpoint
    /// What every path begins with, without a slash at its end; empty for most.
    package var basePath: String

    /// Reads `https://host` or `http://host:port/path/`.
    /// - Throws: ``EndpointError`` with the part that is wrong.
    package init(_ url: String) throws(EndpointError) {
        let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
        let slash = url[start...].firstIndex(of: "/") ?? url.endIndex
        endpoint = try Endpoint(parsing: String(url[..<slash]))
        let path = url[slash...]
        basePath = String(path.hasSuffix("/") ? path.dropLast() : path)
    }
}
