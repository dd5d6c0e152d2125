import FCCore
import ShellTestSupport
import Synchronization
import Testing

@testable import Shell

/// `wait`: the tasks of asynchronous calls to their end.
@Suite struct WaitTests {
    /// A service that takes events and whose tasks go through the given states, one a look; the last one stays.
    private static func service(
        _ states: String..., answer: String = "", headers: HTTPHeaders = ["x-fc-async-task-id": "t-1"]
    ) -> ScriptedTransport {
        let rest = Mutex(states)
        return ScriptedTransport { request throws(TransportError) in
            if request.method == "POST" { return HTTPResponse(status: 202, headers: headers) }
            let state = rest.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
            let body = #"{"taskId": "t-1", "status": "\#(state)", "durationMs": 1500\#(answer)}"#
            return HTTPResponse(status: 200, body: ResponseBody(Array(body.utf8)))
        }
    }

    private static let call = "set region cn-hangzhou; use f; invoke --async {}; "

    private func run(_ text: String, _ transport: ScriptedTransport) async -> (status: Int32, shell: TestShell) {
        let shell = TestShell(transport: transport)
        return (await shell.run(Self.call + text).code, shell)
    }

    @Test func aTaskIsFollowedToItsEnd() async {
        let service = Self.service("Enqueued", "Running", "Succeeded", answer: #", "returnPayload": "{\"rows\": 3}""#)
        let (status, shell) = await run(
            #"wait; expect @task.status == "Succeeded"; expect @task.id == "t-1""#, service)
        #expect(status == 0, "\(shell.errors)")
        #expect(shell.output == "{\"rows\": 3}\n")
        #expect(shell.errors.contains("Task Status: Succeeded (1.5s)"))
        let looks = service.requests.filter { $0.method == "GET" }
        #expect(looks.count == 3)
        #expect(looks.allSatisfy { $0.path == "/2023-03-30/functions/f/async-tasks/t-1" })
        #expect(service.invocations.count == 1)
    }

    @Test(arguments: ["Failed", "Stopped", "Expired", "Invalid"]) func otherEndsAreFailures(state: String) async {
        let error = #", "taskErrorMessage": "{\"errorMessage\": \"no order\", \"errorType\": \"KeyError\"}""#
        let (status, shell) = await run("wait", Self.service(state, answer: error))
        #expect(status == 1)
        #expect(shell.errors.contains("the task t-1 ended as \(state)"))
        #expect(shell.errors.contains("KeyError: no order"))
    }

    @Test func tryKeepsTheFactsOfAFailedTask() async {
        let (status, shell) = await run(#"try wait; expect @task.status == "Failed""#, Self.service("Failed"))
        #expect(status == 0, "\(shell.errors)")
    }

    @Test func theLimitOfTheWaitIsStatus6() async {
        let (status, shell) = await run("wait for 50ms", Self.service("Running"))
        #expect(status == 6)
        #expect(shell.errors.contains("is not over after 50ms: it is Running"))
    }

    @Test func withoutTaskModeThereIsNothingToWaitFor() async {
        let service = Self.service("Running", headers: ["x-fc-request-id": "1-2-3"])
        let (status, shell) = await run("wait", service)
        #expect(status == 5)
        #expect(shell.errors.contains("task mode is off"))
        #expect(service.requests.count == 1)
    }

    @Test func aResultIsChosenByItsNumber() async {
        let (status, shell) = await run(
            #"wait %1; expect %1@task.status == "Succeeded"; wait all"#, Self.service("Succeeded"))
        #expect(status == 0, "\(shell.errors)")
    }

    @Test(arguments: [("wait", 2), ("wait %7", 4), ("invoke {}; wait %1", 2)])
    func whatCannotBeWaitedForIsAnError(text: String, status: Int) async {
        let shell = TestShell(transport: ScriptedTransport(body: "1"))
        let code = await shell.run("set region cn-hangzhou; use f; " + text).code
        #expect(Int(code) == status)
        #expect(shell.errors.contains("error"))
    }

    @Test func aRefusedLookIsARefusal() async {
        let transport = ScriptedTransport { request throws(TransportError) in
            if request.method == "POST" {
                return HTTPResponse(status: 202, headers: ["x-fc-async-task-id": "t-1"])
            }
            return HTTPResponse(
                status: 404, body: ResponseBody(Array(#"{"Code": "AsyncTaskNotFound", "Message": "gone"}"#.utf8)))
        }
        let (status, shell) = await run("wait", transport)
        #expect(status == 5)
        #expect(shell.errors.contains("gone"))
    }

    @Test func aStumbleOfTheNetworkIsPassedOver() async {
        let looks = Mutex(0)
        let transport = ScriptedTransport { request throws(TransportError) in
            if request.method == "POST" {
                return HTTPResponse(status: 202, headers: ["x-fc-async-task-id": "t-1"])
            }
            let look = looks.withLock { looks in
                looks += 1
                return looks
            }
            if look == 1 { throw TransportError(.connectionRefused) }
            return HTTPResponse(status: 200, body: ResponseBody(Array(#"{"status": "Succeeded"}"#.utf8)))
        }
        #expect(await run("wait", transport).status == 0)
        #expect(looks.withLock { $0 } == 2)
    }

    @Test func anInterruptEndsTheWait() async {
        let shell = TestShell(transport: Self.service("Running"))
        let transport = shell.transport
        let task = Task { await shell.run(Self.call + "wait") }
        while transport.requests.count < 2 { await Task.yield() }
        task.cancel()
        #expect(await task.value.code == 130)
    }
}
