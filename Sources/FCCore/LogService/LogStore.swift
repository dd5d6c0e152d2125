/// Where a function's log goes in the cloud.
package struct LogStore: Sendable, Hashable {
    /// The project of the log service.
    package var project: String
    /// The store in it.
    package var name: String

    package init(project: String, name: String) {
        self.project = project
        self.name = name
    }
}

extension FunctionDescription {
    /// Where its log goes; nil when logging is off.
    package var logDestination: LogStore? {
        guard let project = logProject, let name = logStore, !project.isEmpty, !name.isEmpty else { return nil }
        return LogStore(project: project, name: name)
    }
}

extension Endpoint {
    /// The log service's host for a project (docs: Log Service, endpoints), and what belongs in `Host`.
    /// - Parameters:
    ///   - custom: an endpoint without the project; nil or empty for the region's own. An address of numbers stands for
    ///     every project: `Host` alone names it then.
    ///   - isInternal: whether to stay inside Alibaba Cloud's network.
    /// - Throws: ``EndpointError`` with the part that is wrong.
    package static func logService(
        of project: String, custom: String?, isInternal: Bool, region: String
    ) throws(EndpointError) -> (endpoint: Endpoint, authority: String) {
        guard isProject(project) else { throw .invalidHost(project) }
        guard let custom, !custom.isEmpty else {
            let host = "\(project).\(try checked(region))\(isInternal ? "-intranet" : "").log.aliyuncs.com"
            let endpoint = Endpoint(host: host)
            return (endpoint, endpoint.authority)
        }
        let endpoint = try Endpoint(parsing: custom)
        let named = "\(project).\(endpoint.authority)"
        guard endpoint.isName else { return (endpoint, named) }
        return (Endpoint(scheme: endpoint.scheme, host: "\(project).\(endpoint.host)", port: endpoint.port), named)
    }

    /// Whether the host is a name that others can be put in front of: no address of numbers and not this machine.
    private var isName: Bool {
        let isAddress = host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E } || host.contains(":")
        return !isAddress && host != "localhost"
    }

    /// A project becomes part of a host name that keys are sent to, so it may only be one plain word.
    private static func isProject(_ text: String) -> Bool {
        (1...63).contains(text.utf8.count) && !text.hasPrefix("-") && !text.hasSuffix("-")
            && text.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
            }
    }
}
