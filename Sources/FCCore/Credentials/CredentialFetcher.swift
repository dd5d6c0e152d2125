/// Asks whoever a source names for its key.
struct CredentialFetcher: Sendable {
    let surroundings: CredentialSurroundings
    /// The profile or section that is asked for, as messages name it.
    let place: String

    /// The key of a source.
    /// - Throws: ``CredentialError`` that says who gave none and why.
    func fetch(_ source: CredentialSource) async throws(CredentialError) -> IssuedCredentials {
        let issued = try await ask(source)
        surroundings.secretMet(issued.credentials.accessKeySecret)
        if let token = issued.credentials.securityToken { surroundings.secretMet(token) }
        return issued
    }

    private func ask(_ source: CredentialSource) async throws(CredentialError) -> IssuedCredentials {
        switch source {
        case .fixed(let credentials, let expiration):
            return IssuedCredentials(credentials: credentials, expiration: expiration)
        case .role(let role, let source):
            let bearer = try await fetch(source).credentials
            let client = try await sts(role.endpoint)
            do {
                return try await client.assumeRole(role, as: bearer)
            } catch {
                throw refusal(error, "AssumeRole of \(role.arn)", Self.trustHint)
            }
        case .openID(let role, let provider, let tokenFile):
            let token = try token(in: tokenFile)
            let client = try await sts(role.endpoint)
            do {
                return try await client.assumeRole(role, provider: provider, token: token)
            } catch {
                throw refusal(
                    error, "AssumeRoleWithOIDC of \(role.arn)",
                    "see that the token in \(tokenFile) is fresh and that the role trusts \(provider)")
            }
        case .metadata(let role):
            guard let endpoint = surroundings.metadata else {
                throw CredentialError(.sourceFailed, "\(place): the metadata service of ECS is not asked here")
            }
            let service = MetadataService(
                endpoint: endpoint, transport: try await surroundings.transport(),
                needsToken: surroundings.isTrue("ALIBABA_CLOUD_IMDSV1_DISABLED"), secretMet: surroundings.secretMet)
            return try await service.credentials(role: role)
        case .program(let command): return try await output(of: command)
        case .address(let address): return try await answer(of: address)
        case .cloudSSO(let login): return try await exchange(login)
        case .oauth(let login): return try await exchange(login)
        }
    }

    private static let trustHint =
        "the role's trust policy has to name this identity, and the identity needs sts:AssumeRole for the role"

    private func sts(_ endpoint: Endpoint) async throws(CredentialError) -> STSClient {
        STSClient(endpoint: endpoint, transport: try await surroundings.transport(), surroundings: surroundings)
    }

    private func token(in file: String) throws(CredentialError) -> String {
        let what = "\(place): the token file \(file)"
        guard let bytes = try CredentialFile.contents(of: file, what, in: surroundings.files) else {
            throw CredentialError(.sourceFailed, "\(what) does not exist")
        }
        let token = String(decoding: bytes, as: UTF8.self).trimmingBlanks()
        guard !token.isEmpty else { throw CredentialError(.sourceFailed, "\(what) is empty") }
        surroundings.secretMet(Secret(token))
        return token
    }

    private func output(of command: String) async throws(CredentialError) -> IssuedCredentials {
        guard let words = ExternalCredentials.words(of: command), let name = words.first else {
            throw CredentialError(.incomplete, "\(place): its process_command cannot be split into words")
        }
        let output: [UInt8]
        do {
            output = try await surroundings.programs.output(
                of: words, environment: surroundings.environment, limit: ExternalCredentials.limit)
        } catch {
            // The command's own words stay out of messages: they may hold a password.
            throw failure(error, "\(place): its process_command (\(FilePaths.name(of: name)))")
        }
        return try ExternalCredentials.read(output, place)
    }

    private func failure(_ failure: ProgramFailure, _ program: String) -> CredentialError {
        let what: String
        switch failure {
        case .cancelled: return .cancelled
        case .notStarted(let reason): what = "cannot be started: \(reason)"
        case .status(let status): what = "ended with status \(status)"
        case .overLimit: what = "did not end within 60 seconds"
        case .tooMuch: what = "printed more than a megabyte"
        }
        return CredentialError(
            .sourceFailed, "\(program) \(what)", hint: "run the command by itself to see what it says")
    }
}
