import FCCore
import Shell

/// The variables a run begins with.
struct RunVariables {
    let world: World

    /// Files first, then single ones, so that the command line wins.
    func read(_ options: RunOptions) throws(Failure) -> [String: Value] {
        var variables: [String: Value] = [:]
        for file in options.variableFiles {
            for (name, value) in try read(file) { variables[name] = value }
        }
        for text in options.variables {
            guard let (name, value) = Self.split(text) else {
                throw Failure(.usage, "--variable wants NAME=VALUE, not '\(text)'")
            }
            variables[name] = .string(value)
        }
        return variables
    }

    private func read(_ file: String) throws(Failure) -> [(String, Value)] {
        let bytes: [UInt8]
        do {
            guard let found = try world.files.contents(of: world.path(file)) else {
                throw Failure(.usage, "there is no file \(file)")
            }
            bytes = found
        } catch let error as FileReadError {
            throw Failure(.usage, "\(file) cannot be read: \(error.reason)")
        } catch let error as Failure {
            throw error
        } catch {
            throw Failure(.usage, "\(file) cannot be read")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if text.first(where: { !$0.isWhitespace }) == "{" { return try object(text, file) }
        var variables: [(String, Value)] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.last == "\r" ? line.dropLast() : line
            if line.allSatisfy(\.isWhitespace) || line.first == "#" { continue }
            guard let (name, value) = Self.split(String(line)) else {
                throw Failure(.usage, "\(file):\(index + 1): a line NAME=VALUE is expected")
            }
            variables.append((name, .string(value)))
        }
        return variables
    }

    private func object(_ text: String, _ file: String) throws(Failure) -> [(String, Value)] {
        do {
            guard let record = try JSONReader.read(text).recordValue else { return [] }
            return record.fields.map { ($0.key, $0.value) }
        } catch {
            throw Failure(.usage, "\(file):\(error.line):\(error.column): \(error.message)")
        }
    }

    private static func split(_ text: String) -> (String, String)? {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return nil }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }
}
