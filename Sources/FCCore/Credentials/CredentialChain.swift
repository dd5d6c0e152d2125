/// Finds the identity to sign with, once, in the order that people coming from Serverless Devs, the aliyun CLI and the
/// SDKs expect, and can tell how it was found.
///
/// An actor, because a session's commands may ask at the same time and must all get the same answer. Only success is
/// remembered: after a failure the files are read again, for they may have been mended.
package actor CredentialChain: CredentialProvider {
    private let resolver: CredentialResolver
    private var last: CredentialResolution?

    /// A chain.
    /// - Parameters:
    ///   - request: which identity is wanted.
    ///   - environment: the process's environment variables.
    ///   - home: the user's home directory, nil when there is none.
    ///   - files: the file system; nothing is read before the first question.
    package init(
        _ request: CredentialRequest, environment: [String: String], home: String?, files: any FileReader = DiskFiles()
    ) {
        resolver = CredentialResolver(request: request, environment: environment, home: home, files: files)
    }

    package func credentials() async throws(CredentialError) -> Credentials {
        let resolution = resolution()
        if let credentials = resolution.credentials { return credentials }
        throw resolution.report.error ?? CredentialError(.noCredentials, "no credentials were found")
    }

    /// How the identity was found, or why there is none.
    package func explain() -> CredentialReport {
        resolution().report
    }

    /// The region of the profile the key came from; nil when it came from elsewhere or there is none.
    package var defaultRegion: String? { resolution().report.defaultRegion }

    /// Every secret that was met so far, to be masked in output; before the first question those of the environment.
    package var secrets: [Secret] { last?.secrets ?? resolver.environmentSecrets }

    private func resolution() -> CredentialResolution {
        if let last, last.credentials != nil { return last }
        let resolution = resolver.resolve()
        last = resolution
        return resolution
    }
}
