"""The official SDK: asynchronous calls, their tasks, versions and aliases of the local endpoint."""

import time

from report import equal, require
from sdk import SDK, refusal

FINAL = ("Succeeded", "Failed", "Stopped", "Expired", "Invalid")
LIMIT = 30  # seconds


def run(report, endpoint):
    """All cases."""
    sdk = SDK(endpoint)
    tasks(report, sdk)
    versions(report, sdk)


def ended(sdk, function, task):
    """The task once it is over."""
    deadline = time.monotonic() + LIMIT
    while True:
        seen = sdk.task(function, task)
        if seen.status in FINAL:
            return seen
        require(time.monotonic() < deadline, f"still {seen.status} after {LIMIT} s")
        time.sleep(0.05)


def tasks(report, sdk):
    """Acceptance, attempts, listing, stopping."""
    with report.case("async: an event is accepted with 202 and the result is kept"):
        answer = sdk.invoke("echo", b"later", kind="Async", task="first")
        equal((answer.status, answer.body), (202, b""), "status and body")
        equal(answer.headers.get("x-fc-async-task-id"), "first", "task id")
        task = ended(sdk, "echo", "first")
        equal((task.status, task.return_payload, task.task_payload), ("Succeeded", "later", "later"), "task")
        equal(task.request_id, answer.headers["x-fc-request-id"], "request id")
        equal(task.duration_ms, task.end_time - task.started_time, "duration")
        equal([event.status for event in task.events], ["Enqueued", "Running", "Succeeded"], "events")
    with report.case("async: without an id the request's is the task's"):
        headers = sdk.invoke("echo", b"x", kind="Async").headers
        equal(headers["x-fc-async-task-id"], headers["x-fc-request-id"], "task id")
    with report.case("async: a task id used before is refused with 409"):
        refused = refusal(lambda: sdk.invoke("echo", b"x", kind="Async", task="first"))
        require(refused, "the call succeeded")
        equal(refused.status, 409, "status")
    with report.case("async: a function error is tried again three times"):
        sdk.invoke("fail", b"{}", kind="Async", task="bad")
        task = ended(sdk, "fail", "bad")
        equal((task.status, task.already_retried_times), ("Failed", 3), "task")
        require("no such order" in task.task_error_message, f"message: {task.task_error_message}")
    with report.case("async: more than 128 KB are refused"):
        refused = refusal(lambda: sdk.invoke("echo", bytes(131073), kind="Async"))
        require(refused, "the call succeeded")
        equal((refused.status, refused.code), (400, "EntityTooLarge"), "refusal")
    with report.case("async: tasks are listed by prefix and state"):
        found = sdk.tasks("echo", prefix="fir", status="Succeeded", include_payload=True).tasks
        equal([(task.task_id, task.task_payload) for task in found], [("first", "later")], "tasks")
    with report.case("async: an unknown task is 404"):
        refused = refusal(lambda: sdk.task("echo", "missing"))
        require(refused, "the call succeeded")
        equal(refused.status, 404, "status")
    with report.case("async: a running task can be stopped"):
        sdk.invoke("sleep", b"", kind="Async", task="long")
        equal(sdk.stop_task("sleep", "long"), 204, "status")
        equal(ended(sdk, "sleep", "long").status, "Stopped", "state")


def versions(report, sdk):
    """Publishing, calling, aliases."""
    with report.case("versions: a published version can be called and listed"):
        version = sdk.publish("echo", "first one")
        equal(version, "1", "version")
        answer = sdk.invoke("echo", b"frozen", qualifier="1")
        equal(answer.body, b"frozen", "body")
        equal(answer.headers.get("x-fc-invocation-service-version"), "1", "version header")
        equal([(v.version_id, v.description) for v in sdk.versions("echo")], [("1", "first one")], "versions")
    with report.case("aliases: made, called, changed, listed, deleted"):
        equal(sdk.create_alias("echo", "prod", "1").version_id, "1", "alias")
        equal(sdk.invoke("echo", b"by name", qualifier="prod").body, b"by name", "body")
        equal(refusal(lambda: sdk.create_alias("echo", "prod", "1")).status, 409, "second creation")
        version = sdk.publish("echo")
        equal(sdk.update_alias("echo", "prod", version).version_id, version, "changed alias")
        equal(sdk.alias("echo", "prod").version_id, version, "alias")
        equal([alias.alias_name for alias in sdk.aliases("echo")], ["prod"], "aliases")
        sdk.delete_alias("echo", "prod")
        equal(refusal(lambda: sdk.alias("echo", "prod")).code, "AliasNotFound", "code")
    with report.case("aliases: another version can have all of the calls"):
        sdk.create_alias("echo", "canary", "1", {"2": 1.0})
        equal(sdk.alias("echo", "canary").additional_version_weight, {"2": 1.0}, "weights")
        equal(sdk.invoke("echo", b"x", qualifier="canary").body, b"x", "body")
        sdk.delete_alias("echo", "canary")
    with report.case("versions: a deleted one is 404 VersionNotFound"):
        sdk.delete_version("echo", "1")
        refused = refusal(lambda: sdk.invoke("echo", b"", qualifier="1"))
        require(refused, "the call succeeded")
        equal((refused.status, refused.code), (404, "VersionNotFound"), "refusal")
