import FCCore
import FoundationEssentials
import Shell

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension World {
    /// The world of this process: its environment, files, clock and network.
    static func process(_ environment: [String: String], host: LocalHost, loop: MainLoop) -> World {
        var world = World(
            environment: environment, directory: workingDirectory(), files: DiskFiles(), now: { Date() },
            nonce: randomNonce,
            makeTransport: { () throws(Failure) -> any Transport in
                AsyncHTTPTransport(configuration: TransportConfiguration(environment: environment), on: loop)
            }, localEndpoints: host)
        world.executor = loop
        world.makeIdentityTransport = { () throws(Failure) -> any Transport in
            var configuration = TransportConfiguration(environment: environment)
            configuration.connectLimit = .seconds(5)
            return AsyncHTTPTransport(configuration: configuration, on: loop)
        }
        world.metadata = MetadataService.address(environment: environment, isInteractive: isatty(0) == 1)
        if let folder = AccountFile.folder(environment: environment) { world.accounts = AccountFile(folder: folder) }
        return world
    }

    /// The environment variables of this process.
    static func processEnvironment() -> [String: String] {
        var variables: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if let equals = text.firstIndex(of: "=") {
                variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            next += 1
        }
        return variables
    }

    private static func workingDirectory() -> String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    /// 32 hexadecimal digits, as the official clients send them.
    @Sendable private static func randomNonce() -> String {
        var generator = SystemRandomNumberGenerator()
        let halves = [generator.next(), generator.next()] as [UInt64]
        return halves.map { half in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
