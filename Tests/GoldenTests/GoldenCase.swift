import FoundationEssentials
import TestSupport
import Testing

/// One recorded case: a script with its records beside it, or a session that holds its own.
struct GoldenCase: Sendable, CustomTestStringConvertible {
    /// The script or session file.
    let file: String
    /// The folder that becomes the working directory, as a copy.
    let project: String

    /// The file's name without its ending.
    var name: String { String(fileName.prefix { $0 != "." }) }
    /// The file's name.
    var fileName: String { String(file.split(separator: "/").last ?? "") }
    /// The file's path without its ending.
    var stem: String { String(file.dropLast(fileName.count - name.count)) }

    var testDescription: String { String(stem.dropFirst(Self.root.count + 1)) }

    /// The repository.
    static let root: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(3)
        return parts.joined(separator: "/")
    }()
    /// The folder of the cases.
    static let folder = "\(root)/Tests/Golden"

    /// `Tests/Golden/<area>/<case>.fcsh`, and the scripts of the examples in their own folders.
    static let scripts: [GoldenCase] =
        areas(of: folder).flatMap { area in
            files(in: area, ending: ".fcsh").map { GoldenCase(file: $0, project: "\(folder)/project") }
        }
        + areas(of: "\(root)/examples").flatMap { example in
            files(in: example, ending: ".fcsh").map { GoldenCase(file: $0, project: example) }
        }

    /// `Tests/Golden/<area>/<case>.session`
    static let sessions: [GoldenCase] = areas(of: folder).flatMap { area in
        files(in: area, ending: ".session").map { GoldenCase(file: $0, project: "\(folder)/project") }
    }

    private static func areas(of folder: String) -> [String] {
        names(in: folder).filter { $0 != "project" && $0 != "tools" }.map { "\(folder)/\($0)" }
    }

    private static func files(in folder: String, ending: String) -> [String] {
        names(in: folder).filter { $0.hasSuffix(ending) }.map { "\(folder)/\($0)" }
    }

    private static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }
}

/// Reads and writes the records.
enum RecordFile {
    /// A record's text; nil when there is none.
    static func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Writes a record when its text differs from the one there.
    static func write(_ text: String, to path: String) throws {
        guard read(path) != text else { return }
        guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
            throw TestFailure("cannot write \(path)")
        }
    }

    /// Removes a record that says nothing.
    static func remove(_ path: String) throws {
        if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
    }
}
