import Shell

/// The prompt.
struct InteractiveRun {
    let program: Program

    func run() async -> ExitStatus {
        program.console.error("the prompt is not there yet")
        return .usage
    }
}
