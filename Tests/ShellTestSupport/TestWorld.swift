package import FCCore
import FoundationEssentials
package import Shell
import TestSupport

/// A world without network, clock or disk.
package enum TestWorld {
    /// The environment of a shell with a key of its own and nothing else.
    package static let environment = [
        "HOME": "/home/test", "AccountID": "1234567890", "AccessKeyID": "FakeKeyID",
        "AccessKeySecret": "FakeKeySecret",
    ]

    /// A world in the folder `/project`.
    package static func world(
        files: any FileReader = MemoryFiles([:]), environment: [String: String] = environment,
        transport: any Transport = ScriptedTransport(), localEndpoints: (any LocalEndpointHost)? = nil
    ) -> World {
        World(
            environment: environment, directory: "/project", files: files,
            now: { Date(timeIntervalSince1970: 1_700_000_000) }, nonce: { "TestNonce" },
            makeTransport: { () throws(Failure) -> any Transport in transport }, localEndpoints: localEndpoints)
    }

    /// A session in such a world.
    package static func session(
        files: [String: String] = [:], environment: [String: String] = environment,
        transport: any Transport = ScriptedTransport()
    ) -> Session {
        Session(
            world: world(files: MemoryFiles(files), environment: environment, transport: transport), masker: Masker())
    }
}
