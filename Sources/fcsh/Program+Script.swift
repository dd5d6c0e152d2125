import FCCore
import Shell
import ShellSyntax

extension Program {
    /// The text of a script by the name on the command line; `-` is standard input.
    /// - Throws: status 2 when there is none or it cannot be read.
    func script(_ file: String) throws(Failure) -> SourceText {
        if file == "-" { return SourceText(name: "<standard input>", bytes: try StandardInputReader.read()) }
        do {
            if let bytes = try world.files.contents(of: world.path(file)) {
                return SourceText(name: file, bytes: bytes)
            }
        } catch {
            throw Failure(.usage, "\(file) cannot be read: \(error.reason)")
        }
        throw Failure(.usage, "there is no file \(file)")
    }
}
