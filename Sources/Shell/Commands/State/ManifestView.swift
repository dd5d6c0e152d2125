import FCCore

/// `show manifest`: every value of an s.yaml and the way it came about.
struct ManifestView {
    private let context: CommandContext

    init(_ context: CommandContext) {
        self.context = context
    }

    /// Shows it in the chosen format.
    /// - Throws: ``Failure`` when a value cannot be resolved; the list has been shown then.
    func show(_ arguments: Arguments) async throws(Failure) {
        let options = TargetOptions.settings(in: arguments)
        guard let manifest = try await context.session.manifest(options: options) else {
            throw Failure(
                .usage, "there is no s.yaml here", notes: ["looked in \(context.session.world.directory)"],
                next: "show manifest needs one: -t FILE")
        }
        let name = arguments[ShowCommand.resource]
        do {
            if let name { _ = try manifest.requiredResource(named: name) }
        } catch {
            throw Failure(error)
        }
        for warning in manifest.warnings { context.console.warning(StyledText(VisibleText.singleLine(warning))) }
        let preview = manifest.preview(resource: name)
        hideSecrets(of: manifest, preview)
        var settings = await context.session.settings
        settings.options = options
        write(manifest, preview, as: settings.output)
        if let error = preview.error { throw Failure(error) }
    }

    private func write(_ manifest: Manifest, _ preview: ManifestPreview, as format: OutputFormat) {
        let console = context.console
        switch format {
        case .json, .jsonl, .yaml:
            console.write(
                ValueRenderer.render(data(manifest, preview), as: format, for: console.outputCapabilities))
        case .text, .raw, .none:
            var rows = head(manifest).map { [StyledText($0.0), StyledText($0.1), StyledText($0.2, .faint)] }
            for row in preview.rows {
                let value = row.value.map { StyledText(VisibleText.singleLine(Expander.text(of: $0))) }
                rows.append([
                    StyledText(row.path),
                    value ?? StyledText(VisibleText.singleLine(row.error?.reason ?? ""), .failure),
                    StyledText(Self.origin(of: row, in: manifest), .faint),
                ])
            }
            let table = TableRenderer([.init("key"), .init("value"), .init("from")])
            console.write(table.render(rows, for: console.outputCapabilities))
        }
    }

    /// The lines about the file itself.
    private func head(_ manifest: Manifest) -> [(String, String, String)] {
        let file = FilePaths.name(of: manifest.path)
        var lines = [("file", manifest.path, ""), ("edition", manifest.edition, file)]
        if let name = manifest.name { lines.append(("name", VisibleText.singleLine(name), file)) }
        if let access = manifest.access { lines.append(("access", VisibleText.singleLine(access), "")) }
        if let environment = manifest.environmentName { lines.append(("environment", environment, "")) }
        return lines
    }

    private func data(_ manifest: Manifest, _ preview: ManifestPreview) -> Value {
        let text = { (text: String?) -> Value in text.map { .string($0) } ?? .null }
        let values = preview.rows.map { row -> Value in
            .object(
                Record([
                    ("path", .string(row.path)), ("value", row.value ?? .null),
                    ("from", .string(Self.origin(of: row, in: manifest))), ("file", .string(row.file)),
                    ("line", .integer(row.position.line)), ("column", .integer(row.position.column)),
                    ("error", text(row.error?.reason)),
                ]))
        }
        return .object(
            Record([
                ("file", .string(manifest.path)), ("edition", .string(manifest.edition)),
                ("name", text(manifest.name)), ("access", text(manifest.access)),
                ("environment", text(manifest.environmentName)), ("values", .array(values)),
            ]))
    }

    /// The way a value came about, e.g. `template base: vars.region, env REGION (.env)`.
    static func origin(of row: ManifestPreview.Row, in manifest: Manifest) -> String {
        let layer: String? =
            switch row.layer {
            case .own: nil
            case .base: "extends \(FilePaths.name(of: row.file))"
            case .template(let name): "template \(name)"
            case .overlay(let name): "environment \(name)"
            }
        let parts = row.origins.map { origin -> String in
            switch origin {
            case .reference(let path): return path
            case .environment(let name, let file):
                return "env \(name)" + (file.map { " (\(shortened($0, manifest)))" } ?? "")
            case .fallback(let name): return "default of env \(name)"
            case .file(let path): return "file \(shortened(path, manifest))"
            case .credentials(let key): return "config \(key)"
            }
        }
        if row.error != nil { return layer ?? "" }
        let literal = row.isLater ? "known after a deployment" : "literal"
        let sources = parts.isEmpty ? literal : parts.joined(separator: ", ")
        return layer.map { "\($0): \(sources)" } ?? sources
    }

    private static func shortened(_ path: String, _ manifest: Manifest) -> String {
        let folder = manifest.directory + "/"
        return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
    }

    /// A variable whose name says that it is a secret is one, wherever its value turns up.
    private func hideSecrets(of manifest: Manifest, _ preview: ManifestPreview) {
        for row in preview.rows {
            for case .environment(let name, _) in row.origins where Self.isSecret(name) {
                guard let value = manifest.environment.values[name], value.count >= 8 else { continue }
                context.session.masker.register(Secret(value))
            }
        }
    }

    private static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return ["secret", "password", "passwd", "token", "credential", "private", "accesskey", "access_key", "api_key"]
            .contains { name.contains($0) }
    }
}
