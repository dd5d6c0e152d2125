import FCLocal

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

@main enum Fcsh {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == RuntimeHelper.word { exit(RuntimeHelper.run(arguments: arguments)) }
    }
}
