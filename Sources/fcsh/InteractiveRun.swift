import Shell

/// The prompt.
struct InteractiveRun {
    let program: Program

    func run() async -> ExitStatus {
        var loop = ReadEvalPrintLoop(
            session: program.session, console: program.console, catalog: program.catalog,
            interrupts: program.interrupts)
        return await loop.run()
    }
}
