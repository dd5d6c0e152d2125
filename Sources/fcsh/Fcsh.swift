import FCCore
import FCLocal
import Shell

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The program: argv in, exit status out.
@main
enum Fcsh {
    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        // The guard of a local function's process: it has to start fast and needs nothing of the shell.
        if words.first == RuntimeHelper.word { exit(RuntimeHelper.run(arguments: words)) }

        // A reader that goes away is an error of write, with a status of its own, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        MainLoop.run { loop in
            let environment = World.processEnvironment()
            let console = Console.process(environment: environment, masker: Masker())
            let host = LocalHost(environment: environment, mask: console.masker.mask) {
                console.notice(StyledText($0))
            }
            let world = World.process(environment, host: host, loop: loop)
            let program = Program(world: world, console: console) { status in
                // Whatever runs locally sees its pipe close and ends with us; only the note for others is left.
                host.forget()
                exit(status.code)
            }
            let status = await program.run(words)
            exit(status.code)
        }
    }
}
