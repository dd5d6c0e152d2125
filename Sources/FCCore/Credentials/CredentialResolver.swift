/// What a search for credentials came to.
struct CredentialResolution: Sendable {
    var credentials: Credentials?
    /// When the credentials end, when that is known.
    var expiration: UTCTime?
    var report = CredentialReport()
    var secrets: [Secret] = []
}

/// Looks for credentials: what the caller named first, then Serverless Devs' store, then the SDKs' chain.
///
/// A name that somebody wrote is never replaced by another identity; only sources that nobody named are passed over.
struct CredentialResolver: Sendable {
    let request: CredentialRequest
    let surroundings: CredentialSurroundings

    /// Looks once; reads no file and asks no service that the answer does not need.
    func resolve() async -> CredentialResolution {
        let met = SecretLedger(surroundings.secretMet)
        var inner = surroundings
        inner.secretMet = { met.note($0) }
        var search = CredentialSearch(request: request, surroundings: inner)
        search.noteEnvironmentSecrets()
        do throws(CredentialError) {
            try await search.run()
        } catch {
            search.resolution.report.error = error
        }
        search.resolution.secrets = met.all
        return search.resolution
    }

    /// The secrets that lie in the environment; opens no file.
    var environmentSecrets: [Secret] {
        let met = SecretLedger { _ in }
        var inner = surroundings
        inner.secretMet = { met.note($0) }
        CredentialSearch(request: request, surroundings: inner).noteEnvironmentSecrets()
        return met.all
    }
}
