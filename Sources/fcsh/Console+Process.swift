import Shell

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Console {
    /// The console over standard output and standard error.
    static func process(environment: [String: String], masker: Masker) -> Console {
        Console(
            output: FileDescriptorSink(1), outputCapabilities: capabilities(of: 1, environment),
            error: FileDescriptorSink(2), errorCapabilities: capabilities(of: 2, environment), masker: masker)
    }

    private static func capabilities(of descriptor: Int32, _ environment: [String: String]) -> SinkCapabilities {
        let language = Language(environment: environment)
        guard isatty(descriptor) == 1 else {
            let colour = ColourSetting.auto.wantsColour(isTerminal: false) { environment[$0] }
            return SinkCapabilities(isTerminal: false, columns: 0, colour: colour, language: language)
        }
        var size = winsize()
        let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
        return SinkCapabilities(
            isTerminal: true, columns: isKnown ? Int(size.ws_col) : 0, rows: isKnown ? Int(size.ws_row) : 0,
            colour: ColourSetting.auto.wantsColour(isTerminal: true) { environment[$0] }, language: language)
    }
}
