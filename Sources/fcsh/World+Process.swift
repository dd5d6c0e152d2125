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
        world.sleep = { try await loop.sleep(for: $0) }
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
            if let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) {
                variables[String(text[..<equals])] = String(text[text.utf8.index(after: equals)...])
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
        return digits(generator.next()) + digits(generator.next())
    }

    private static func digits(_ half: UInt64) -> String {
        let digits = String(half, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
