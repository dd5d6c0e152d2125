package import FCCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A local endpoint that runs in some process, as it is written down for other processes of the same person.
package struct RunningEndpoint: Sendable, Hashable {
    /// The s.yaml whose functions it runs.
    package var manifest: String
    package var endpoint: Endpoint
    /// The throw-away key it accepts.
    package var credentials: Credentials
    package var processID: Int
    /// The address of its page, when it has one.
    package var page: String?

    package init(
        manifest: String, endpoint: Endpoint, credentials: Credentials, processID: Int, page: String? = nil
    ) {
        self.page = page
        self.manifest = manifest
        self.endpoint = endpoint
        self.credentials = credentials
        self.processID = processID
    }
}

/// The folder where running endpoints are written down, mode 0700: `$XDG_RUNTIME_DIR/fcsh`.
package struct RunningEndpoints: Sendable {
    private let folder: String

    package init(environment: [String: String]) {
        if let base = environment["XDG_RUNTIME_DIR"], base.hasPrefix("/") {
            folder = base + "/fcsh"
        } else {
            folder = "/tmp/fcsh-\(getuid())"
        }
    }

    /// Writes an endpoint down, mode 0600.
    package func add(_ running: RunningEndpoint) throws(LocalEndpointError) {
        let record: Value = [
            "manifest": .string(running.manifest), "endpoint": .string(running.endpoint.url),
            "accessKeyId": .string(running.credentials.accessKeyID),
            "accessKeySecret": .string(running.credentials.accessKeySecret.reveal()),
            "accountId": .string(running.credentials.accountID ?? ""), "pid": .integer(running.processID),
            "page": running.page.map { .string($0) } ?? .null,
        ]
        do throws(FileError) {
            try FileSystem.makePrivateFolder(folder)
            try FileSystem.writePrivate(JSONWriter.bytes(record, layout: .pretty), to: path(of: running.manifest))
        } catch {
            throw .stateFolder(path: error.path, reason: error.reason)
        }
    }

    /// Forgets an endpoint, unless another process has taken its place.
    package func remove(manifest: String, processID: Int) {
        guard let written = read(manifest), written.processID == processID else { return }
        unlink(path(of: manifest))
    }

    /// The endpoint of a project that can be reached now; nil when there is none.
    package func find(manifest: String) -> RunningEndpoint? {
        guard let running = read(manifest), running.manifest == manifest, running.isAlive else { return nil }
        return running
    }

    private func path(of manifest: String) -> String {
        "\(folder)/local-\(Self.name(of: manifest)).json"
    }

    /// A file name for a path: its CRC-64 in hexadecimal digits.
    package static func name(of manifest: String) -> String {
        var checksum = CRC64()
        checksum.add(manifest.utf8)
        return String(checksum.value, radix: 16)
    }

    /// Whether the file is this person's and nobody else's: in a shared folder anybody could have put one there.
    private static func isPrivate(_ path: String) -> Bool {
        guard let status = FileSystem.status(path) else { return false }
        return status.st_uid == getuid() && status.st_mode & 0o077 == 0
    }

    private func read(_ manifest: String) -> RunningEndpoint? {
        let path = path(of: manifest)
        guard Self.isPrivate(path), let bytes = try? FileSystem.read(path), let value = try? JSONReader.read(bytes),
            let known = value["manifest"]?.stringValue, let url = value["endpoint"]?.stringValue,
            let endpoint = try? Endpoint(parsing: url), let key = value["accessKeyId"]?.stringValue,
            let secret = value["accessKeySecret"]?.stringValue, let processID = value["pid"]?.intValue
        else { return nil }
        let account = value["accountId"]?.stringValue
        return RunningEndpoint(
            manifest: known, endpoint: endpoint,
            credentials: Credentials(
                accessKeyID: key, accessKeySecret: Secret(secret), accountID: account?.isEmpty == true ? nil : account),
            processID: processID, page: value["page"]?.stringValue)
    }
}

extension RunningEndpoint {
    /// Whether its process lives and its port answers.
    fileprivate var isAlive: Bool {
        guard processID > 0, kill(pid_t(processID), 0) == 0, let port = endpoint.port else { return false }
        let socket = socket(AF_INET, Self.streamType, 0)
        guard socket >= 0 else { return false }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, length) == 0 }
        }
    }

    private static var streamType: Int32 {
        #if canImport(Glibc)
            Int32(SOCK_STREAM.rawValue)
        #else
            SOCK_STREAM
        #endif
    }
}
