import FCCore
import Shell
import ShellTestSupport
import TestSupport
import Testing

/// The frozen cases of command lines: what each one sends, or why it sends nothing.
///
/// Not compared: `timeoutSeconds`, because how long to wait follows rules of its own, and the wording of errors.
@Suite struct ArgumentVectorTests {
    /// A case by its id.
    struct Case: Sendable, CustomTestStringConvertible {
        let value: Value

        var id: String { value["id"]?.stringValue ?? "?" }
        var testDescription: String { "\(id) \(value["title"]?.stringValue ?? "")" }
    }

    private static let cases: [Case] = {
        let path = FilePaths.resolve("../Vectors/invoke/args.json", from: FilePaths.directory(of: #filePath))
        guard let bytes = (try? DiskFiles().contents(of: path)) ?? nil else { return [] }
        return (try? JSONReader.read(bytes))?["cases"]?.arrayValue?.map { Case(value: $0) } ?? []
    }()

    /// What fcsh says where nothing is sent. Two sources of an event are an error here, whatever the file expects.
    private static let refusals = [
        "i11": "missing value for -e", "i14": "the event is given twice", "i16": "there is no file nope.json",
        "i17": "the event is given twice", "i18": "the event is given twice", "i27": "'Later' is none of sync, async",
        "i31": "'abc' is no length of time", "i37": "no region is set", "i39": "no function is set",
    ]

    @Test func everyCaseIsThere() {
        #expect(Self.cases.count == 45)
        let refused = Self.cases.filter { $0.value["expect"]?["ok"] == false }.map(\.id)
        #expect(Set(refused).union(["i17", "i18"]) == Set(Self.refusals.keys))
    }

    @Test(arguments: cases)
    func sendsWhatItSays(vector: Case) async throws {
        let value = vector.value
        let arguments = value["argv"]?.arrayValue?.compactMap(\.stringValue) ?? []
        let resources = value["mode"] == "yaml" ? ["hello"] : []
        let outcome = await TestProgram.run(arguments, resources: resources, files: try Self.files(of: value))

        if let refusal = Self.refusals[vector.id] {
            #expect(outcome.status == .usage)
            #expect(outcome.message.contains(refusal), "\(outcome.message)")
            #expect(outcome.requests.isEmpty)
            return
        }
        #expect(outcome.status == .success, "\(outcome.message)")
        #expect(outcome.requests.count == 1)
        let request = try #require(outcome.requests.first)
        let expected = try #require(value["expect"])
        let function = try #require(expected["functionName"]?.stringValue)
        #expect(request.path == HTTPRequest.path(segments: ["2023-03-30", "functions", function, "invocations"]))
        #expect(request.query.first { $0.name == "qualifier" }?.value == expected["qualifier"]?.stringValue)
        #expect(request.headers["x-fc-invocation-type"] == expected["invocationType"]?.stringValue)
        #expect(request.headers["x-fc-async-task-id"] == expected["asyncTaskId"]?.stringValue)
        #expect(outcome.result?.target.region == expected["region"]?.stringValue)
        #expect(Self.sent(request) == Self.bytes(expected["payload"]))
        let endpoint =
            expected["endpoint"]?.stringValue
            ?? "https://1234567890.\(expected["region"]?.stringValue ?? "").fc.aliyuncs.com"
        #expect(request.endpoint.url == endpoint)
    }

    /// The project's files: the case's own and an s.yaml with its props.
    private static func files(of value: Value) throws -> ByteFiles {
        var files: [String: [UInt8]] = [:]
        for field in value["files"]?.recordValue?.fields ?? [] { files["/project/\(field.key)"] = bytes(field.value) }
        if value["mode"] == "yaml" {
            let props = try #require(value["props"])
            let manifest: Value = [
                "edition": "3.0.0", "resources": ["hello": ["component": "fc3", "props": props]],
            ]
            files["/project/s.yaml"] = JSONWriter.bytes(manifest)
        }
        return ByteFiles(files: files)
    }

    private static func sent(_ request: HTTPRequest) -> [UInt8]? {
        if case .bytes(let bytes) = request.body { bytes } else { nil }
    }

    /// A text, or `{"hex": "…"}`; nil for null.
    private static func bytes(_ value: Value?) -> [UInt8]? {
        if let text = value?.stringValue { return Array(text.utf8) }
        guard let digits = value?["hex"]?.stringValue else { return nil }
        return stride(from: 0, to: digits.count, by: 2).compactMap { offset in
            UInt8(digits.dropFirst(offset).prefix(2), radix: 16)
        }
    }

    /// Files of any bytes, in memory.
    private struct ByteFiles: FileReader {
        let files: [String: [UInt8]]

        func contents(of path: String) throws(FileReadError) -> [UInt8]? { files[path] }

        func status(of path: String) -> FileStatus? { files[path].map { _ in FileStatus() } }
    }
}
