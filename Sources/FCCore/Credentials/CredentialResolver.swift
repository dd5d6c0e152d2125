/// What a search for credentials came to.
struct CredentialResolution: Sendable {
    var credentials: Credentials?
    var report = CredentialReport()
    var secrets: [Secret] = []
}

/// Looks for credentials: what the caller named first, then Serverless Devs' store, then the SDKs' chain.
///
/// A name that somebody wrote is never replaced by another identity; only sources that nobody named are passed over.
struct CredentialResolver: Sendable {
    let request: CredentialRequest
    let environment: [String: String]
    let home: String?
    let files: any FileReader

    /// Looks once; reads no file that the answer does not need.
    func resolve() -> CredentialResolution {
        var search = CredentialSearch(resolver: self)
        search.noteEnvironmentSecrets()
        do throws(CredentialError) {
            try search.run()
        } catch {
            search.resolution.report.error = error
        }
        return search.resolution
    }

    /// The secrets that lie in the environment; opens no file.
    var environmentSecrets: [Secret] {
        var search = CredentialSearch(resolver: self)
        search.noteEnvironmentSecrets()
        return search.resolution.secrets
    }

    /// The value of a variable; an empty one is as good as none.
    func variable(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Serverless Devs' store.
    var store: AccessStore { AccessStore(environment: environment, home: home, files: files) }
}
