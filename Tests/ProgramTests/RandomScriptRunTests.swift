import ShellTestSupport
import TestSupport
import Testing

/// The real program with random scripts; nothing is listening where they call. The seed is the argument.
@Suite struct RandomScriptRunTests {
    /// Every status a script can bring about, `exit 3` among them; 70 and signals are faults of the program.
    private static let statuses: Set<Int32> = [0, 1, 2, 3, 4, 5, 6, 7, 124]

    @Test(arguments: 5000...5020 as ClosedRange<UInt64>)
    func checkAndRun(_ seed: UInt64) async throws {
        var generator = RandomScript(seed: seed)
        let folder = try TemporaryFolder()
        try folder.write(generator.text(), to: "random.fcsh")
        let program = try BuiltProduct.path("fcsh")
        var environment = TestSupport.Program.environment(home: folder.path)
        environment["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "FakeKeyID"
        environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "FakeKeySecret"
        for words in [["check"], ["run", "--max-time", "2s", "--endpoint", "http://127.0.0.1:1"]] {
            let outcome = try await TestSupport.Program.run(
                [program] + words + ["random.fcsh"], environment: environment, directory: folder.path)
            guard case .exited(let status) = outcome.status, Self.statuses.contains(status) else {
                Issue.record("\(words[0]) of seed \(seed): \(outcome.status)\n\(outcome.errorText.suffix(2000))")
                continue
            }
        }
    }
}
