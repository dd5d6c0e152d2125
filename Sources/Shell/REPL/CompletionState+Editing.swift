/// What the editor asks about the line while it is typed. All of it is known already: nothing here waits.
extension CompletionState {
    /// What may be shown, as settings and environment have it.
    func manner(_ environment: [String: String]) -> EditingManner {
        guard let settings = current?.settings else { return EditingManner() }
        let colour = settings[.color].flatMap { ColourSetting(rawValue: $0) } ?? .auto
        return EditingManner(
            usesColor: colour.wantsColour(isTerminal: true) { environment[$0] } && !settings.isOn(.accessible),
            showsHints: !settings.isOn(.accessible),
            keyMode: settings[.keys].flatMap { EditingManner.KeyMode(rawValue: $0) })
    }

    /// How a line looks. The hint is there only with the cursor at the end.
    func look(_ text: String, cursor: Int, isWhole: Bool) -> LineLook {
        guard let catalog = current?.catalog else { return LineLook() }
        var look = Highlighter(catalog: catalog).look(text, cursor: cursor, marksErrors: isWhole)
        if cursor == text.utf8.count { look.hint = UsageHint(catalog: catalog).hint(for: text) }
        return look
    }

    /// The last call as a line that sends its event again; secrets are stars.
    func lastEvent(_ masker: Masker) -> String? {
        guard let world = current, let result = world.results.current else { return nil }
        return EventLine(result, settings: world.settings).map { masker.mask($0.text) }
    }
}
