extension Console {
    /// Follows what the settings say about looks: colours, language, pager, accessible output.
    package func follow(_ settings: Settings, environment: [String: String]) {
        let isAccessible = settings.isOn(.accessible)
        let colour = settings[.color].flatMap { ColourSetting(rawValue: $0) } ?? .auto
        for stream in [Stream.output, .error] {
            update(stream) { capabilities in
                let wanted = colour.wantsColour(isTerminal: capabilities.isTerminal) { environment[$0] }
                capabilities.colour = wanted && (!isAccessible || colour == .always)
                capabilities.isAccessible = isAccessible
                capabilities.language = settings.language
            }
        }
        // What repaints the screen is not read aloud well; a pager somebody names is their own choice.
        let setting = settings[.pager] ?? "auto"
        let isWanted = !(isAccessible && setting == "auto")
        use(isWanted ? Pager(setting: setting, environment: environment) : nil)
    }
}
