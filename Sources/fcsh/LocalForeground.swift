import FCCore
import FCLocal
import Shell

/// `fcsh local`: the endpoint by itself, until a signal ends it.
struct LocalForeground {
    let program: Program
    let options: LocalOptions

    func run() async -> ExitStatus {
        guard let host = program.world.localEndpoints as? LocalHost else { return .internalFault }
        do throws(Failure) {
            guard let manifest = try await program.session.manifest() else {
                throw Failure(
                    .usage, "there is no s.yaml here", notes: ["looked in \(program.world.directory)"],
                    next: "fcsh local -t FILE")
            }
            for warning in manifest.warnings {
                program.console.warning(StyledText(VisibleText.singleLine(warning)))
            }
            let endpoint = try await host.start(manifest, options.placed(in: program.world))
            announce(endpoint, manifest)
            try await DebugAnnouncement(console: program.console, directory: program.world.directory)
                .announce(endpoint, manifest: manifest.path, addsToVSCode: options.addsToVSCode)
        } catch {
            program.console.show(error)
            return error.status
        }
        await program.interrupts.withCancellation {
            // Nothing to do but to be there; the interrupt cancels the sleep.
            while (try? await Task.sleep(for: .seconds(3600))) != nil {}
        }
        return .success
    }

    /// The lines that people and programs read: address, key, page, functions.
    private func announce(_ endpoint: LocalEndpoint, _ manifest: Manifest) {
        let credentials = endpoint.credentials
        program.console.writeLine(StyledText("endpoint \(endpoint.endpoint.url)"))
        program.console.writeLine(StyledText("access key id \(credentials.accessKeyID)"))
        // The key opens nothing but this endpoint; it is no secret in the sense of the masker.
        program.console.writeLine(StyledText("access key secret \(credentials.accessKeySecret.reveal())"))
        program.console.writeLine(StyledText("page \(endpoint.page)"))
        for function in endpoint.functions {
            let remark = function.problem.map { ": \($0)" } ?? ""
            program.console.notice(StyledText("function \(function.name) (\(function.runtime))\(remark)"))
        }
        program.console.notice("Ctrl-C ends it")
    }
}
