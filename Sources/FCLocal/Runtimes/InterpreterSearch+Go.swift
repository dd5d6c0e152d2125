extension InterpreterSearch {
    /// The `go` command, nil when it is not installed.
    var go: String? {
        if let named = overrides[FunctionRuntime.goName] { return named }
        return (path + ["/usr/local/go/bin"]).lazy.map { $0 + "/go" }.first(where: FileSystem.isProgram)
    }

    /// The user's settings for Go and for what it fetches modules with. `GOOS` and `GOARCH`, which are there to build for
    /// the cloud, are left out.
    static func goEnvironment(_ environment: [String: String]) -> [String: String] {
        let names: Set = [
            "HOME", "PATH", "LANG", "TMPDIR", "CC", "CXX", "NETRC", "SSH_AUTH_SOCK", "HTTP_PROXY", "HTTPS_PROXY",
            "NO_PROXY", "ALL_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME",
        ]
        let prefixes = ["GO", "CGO_", "GIT_"]
        return environment.filter { name, _ in
            guard name != "GOOS", name != "GOARCH" else { return false }
            return names.contains(name.uppercased()) || prefixes.contains { name.hasPrefix($0) }
        }
    }
}
