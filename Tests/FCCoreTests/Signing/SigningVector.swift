import FCCore
import FoundationEssentials
import Testing

/// One case of `Tests/Vectors/signing/signing.json`: a request and every text of its signature.
struct SigningVector: Sendable, CustomTestStringConvertible {
    let input: Value
    let expected: Value
    let id: String

    var testDescription: String { id }

    /// Every case of the file. An unreadable file gives none, which a test of its own notices.
    static let all: [SigningVector] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = folder.appending(path: "Vectors/signing/signing.json")
        guard let data = try? Data(contentsOf: file), let value = try? JSONReader.read(Array(data)) else { return [] }
        return (value["cases"]?.arrayValue ?? []).compactMap { entry in
            guard let id = entry["id"]?.stringValue, let input = entry["input"], let expected = entry["expected"] else {
                return nil
            }
            return SigningVector(input: input, expected: expected, id: id)
        }
    }()

    func text(_ name: String) -> String { input[name]?.stringValue ?? "" }

    func expectation(_ stage: String) -> String { expected[stage]?.stringValue ?? "missing" }

    /// The headers at the time of signing.
    var headers: HTTPHeaders { HTTPHeaders(pairs("headers")) }

    /// The decoded pairs of the query.
    var query: [HTTPRequest.QueryItem] { pairs("query") }

    var body: RequestBody {
        guard let encoded = input["bodyBase64"]?.stringValue, let data = Data(base64Encoded: encoded) else {
            return .none
        }
        return .bytes(Array(data))
    }

    var credentials: Credentials {
        Credentials(
            accessKeyID: text("accessKeyId"), accessKeySecret: Secret(text("accessKeySecret")),
            securityToken: input["securityToken"]?.stringValue.map(Secret.init))
    }

    private func pairs(_ name: String) -> [(name: String, value: String)] {
        (input[name]?.arrayValue ?? []).map { ($0[0]?.stringValue ?? "", $0[1]?.stringValue ?? "") }
    }
}
