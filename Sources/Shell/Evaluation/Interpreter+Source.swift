import FCCore
import ShellSyntax

extension Interpreter {
    /// Runs another file in the caller's scope, with arguments of its own.
    mutating func include(
        _ statement: SourceStatement, _ resolution: ResolvedStatement.Resolution
    ) async throws(Failure) {
        let expander = expander()
        var arguments: [String] = []
        for word in statement.arguments { arguments.append(try expander.text(of: word)) }
        let script: ResolvedScript
        if case .source(let known) = resolution {
            script = known
        } else {
            script = try late(try expander.text(of: statement.path), at: statement.path.span)
        }
        let outer = scope.arguments
        scope.arguments = arguments
        // The statement itself is recorded, not what it brings in.
        let wasRecorded = isRecorded
        isRecorded = false
        defer {
            scope.arguments = outer
            isRecorded = wasRecorded
        }
        switch await run(script) {
        case .finished: return
        case .failed(let status): throw Failure.shown(status)
        case .exited(let status): throw Failure.exit(status)
        }
    }

    /// A file whose path was not known before the run.
    private func late(_ path: String, at span: SourceSpan) throws(Failure) -> ResolvedScript {
        let world = surroundings.session.world
        let full = world.path(ofSource: path, from: files.last)
        if files.contains(full) {
            throw Failure(
                .usage, "a file that sources itself", at: span, notes: (files + [full]).map { Message(verbatim: $0) })
        }
        let bytes: [UInt8]
        do {
            guard let found = try world.files.contents(of: full) else {
                throw Failure(.usage, "there is no file \(full)", at: span)
            }
            bytes = found
        } catch let error as FileReadError {
            throw Failure(.usage, "\(full) cannot be read: \(saying: error.reason)", at: span)
        } catch let error as Failure {
            throw error
        } catch {
            throw Failure(.usage, "\(full) cannot be read", at: span)
        }
        var resolver = Resolver(
            catalog: surroundings.catalog, world: world, isInteractive: surroundings.person != nil,
            variables: Set(scope.all.map(\.name)))
        let resolution = resolver.resolve(
            Parser.parse(SourceText(name: path, bytes: bytes)), path: full, sourcedBy: files)
        surroundings.console.show(resolution.findings)
        if resolution.hasErrors { throw Failure.shown(.usage) }
        return resolution.script
    }
}
