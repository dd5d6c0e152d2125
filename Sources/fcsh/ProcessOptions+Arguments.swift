import Shell

extension Session.ProcessOptions {
    /// What bound words say.
    init(_ arguments: Arguments) {
        self.init()
        settings = TargetOptions.settings(in: arguments)
        isLocal = arguments[ProcessFlags.local]
        ignoresEnvironmentTriple = arguments[ProcessFlags.noEnvironmentTriple]
        assumesYes = arguments[ProcessFlags.yes]
        isSilent = arguments[ProcessFlags.silent]
        isDebugging = arguments[ProcessFlags.debug]
        skipsActions = arguments[ProcessFlags.skipActions]
        environmentName = arguments[ProcessFlags.environment]
    }

    /// Adds what stands further back on the line; it wins.
    mutating func absorb(_ later: Session.ProcessOptions) {
        settings = settings.overlaid(with: later.settings)
        isLocal = isLocal || later.isLocal
        ignoresEnvironmentTriple = ignoresEnvironmentTriple || later.ignoresEnvironmentTriple
        assumesYes = assumesYes || later.assumesYes
        isSilent = isSilent || later.isSilent
        isDebugging = isDebugging || later.isDebugging
        skipsActions = skipsActions || later.skipsActions
        environmentName = later.environmentName ?? environmentName
    }
}
