#if os(Linux)
    import TestSupport
    import Testing

    /// A long `repeat` loses no result and does not keep them all.
    @Suite struct RepeatMemoryTests {
        private static let template = """
            edition: 3.0.0
            name: memory
            access: default
            resources:
              large:
                component: fc3
                props:
                  region: cn-hangzhou
                  functionName: large
                  runtime: python3.10
                  handler: index.handler
                  code: ./code
                  timeout: 60
            """
        private static let code = """
            import json

            def handler(event, context):
                return json.dumps({"n": json.loads(event)["n"], "rest": "x" * 200_000})
            """
        private static let calls = 400
        /// Two times the same: what the second adds to the peak is what was kept beyond the first's needs. The process
        /// tells its peak itself, as the parent of a command it runs.
        private static let script = """
            local start
            use large
            """ + String(repeating: part, count: 2)
        private static let part = """

            repeat \(calls) parallel 64 do
              invoke {"n": 7}
              expect .n == 7
            end
            expect @count == \(calls)
            expect @errors == 0
            !grep VmHWM /proc/$PPID/status
            """
        /// How much the second may add, in kB: half of its answers.
        private static let allowance = calls * 200 / 2

        @Test func theAnswersAreNotAllKept() async throws {
            let folder = try TemporaryFolder()
            try folder.write(Self.template, to: "s.yaml")
            try folder.write(Self.code, to: "code/index.py")
            try folder.write(Self.script, to: "memory.fcsh")
            var environment = TestSupport.Program.environment(home: folder.path)
            environment["XDG_RUNTIME_DIR"] = folder.path
            let outcome = try await TestSupport.Program.run(
                [try BuiltProduct.path("fcsh"), "run", "-o", "none", "memory.fcsh"], environment: environment,
                directory: folder.path, limit: .seconds(180))
            #expect(outcome.status == .exited(0), "\(outcome.errorText)")
            #expect(outcome.errorText.contains("\(Self.calls) of \(Self.calls) iterations, 0 failed"))
            let peaks = outcome.text.split(separator: "\n").compactMap { line in
                line.hasPrefix("VmHWM:") ? Int(line.split(whereSeparator: \.isWhitespace)[1]) : nil
            }
            try #require(peaks.count == 2, "\(outcome.text)")
            #expect(peaks[1] - peaks[0] < Self.allowance, "\(peaks[0]) kB, then \(peaks[1]) kB")
        }
    }
#endif
