"""The official SDK: other runtimes, hooks, limits, triggers, instances and configurations of the local endpoint."""

import base64
import concurrent.futures
import dataclasses
import json
import re
import time
import urllib.error
import urllib.request

import async_cases
from report import equal, require
from sdk import SDK, refusal

EVERY_BYTE = bytes(range(256))


def run(report, endpoint):
    """All cases."""
    sdk = SDK(endpoint)
    runtimes(report, sdk)
    limits(report, sdk, endpoint)
    configurations(report, sdk)
    triggers(report, sdk, endpoint)
    instances(report, sdk)
    versions(report, sdk)
    tasks(report, sdk)
    signatures(report, sdk, endpoint)


def tail(answer):
    """The decoded log of an answer."""
    return base64.b64decode(answer.headers.get("x-fc-log-result", "")).decode("utf-8", "replace")


def refused(call, status, code):
    """Fails the case unless the call is refused in this way; the refusal."""
    found = refusal(call)
    require(found, "the call succeeded")
    equal((found.status, found.code), (status, code), "refusal")
    return found


def unsigned(endpoint, event):
    """Status and code of the answer to a call that is not signed."""
    request = urllib.request.Request(
        f"http://{endpoint.host}/2023-03-30/functions/echo/invocations", data=event, method="POST")
    try:
        return urllib.request.urlopen(request, timeout=20).status, ""
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)["Code"]


def runtimes(report, sdk):
    """Node.js, a server of the function's own, and a program that asks the runtime API."""
    for function in ("node-echo", "server", "asks"):
        for name, event in (("text", "你好".encode()), ("every byte", EVERY_BYTE), ("1 MB", EVERY_BYTE * 4096)):
            with report.case(f"{function}: echo of {name}"):
                answer = sdk.invoke(function, event)
                equal((answer.status, answer.body), (200, event), "answer")
                require("x-fc-error-type" not in answer.headers, "an error type on a good answer")
        with report.case(f"{function}: zero bytes"):
            equal(sdk.invoke(function, b"").body, b"", "body")
    with report.case("node: the handler's context knows request, function and memory"):
        answer = sdk.invoke("node-speak", b"", log="Tail")
        wanted = {"requestId": answer.headers["x-fc-request-id"], "function": "node-speak", "memory": 256}
        equal(json.loads(answer.body), wanted, "body")
        line = rf"\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{{3}} {wanted['requestId']} \[info\] logged line\n"
        require(re.search(line, tail(answer)), f"log: {tail(answer)!r}")
    with report.case("node: an error given to the callback is a handled one"):
        answer = sdk.invoke("node-fail", b"", log="Tail")
        equal(answer.headers.get("x-fc-error-type"), "HandledInvocationError", "x-fc-error-type")
        body = json.loads(answer.body)
        equal((body["errorType"], body["errorMessage"]), ("RangeError", "no such order"), "body")
        require("Error: Handled function error" in tail(answer), f"log: {tail(answer)!r}")
    with report.case("server: the platform's headers arrive"):
        answer = sdk.invoke("server", b"headers")
        headers = json.loads(answer.body)
        equal(headers["x-fc-request-id"], answer.headers["x-fc-request-id"], "request id")
        equal(headers["x-fc-control-path"], "/invoke", "control path")
        equal(headers["x-fc-function-name"], "server", "function")
    with report.case("server: x-fc-status reports a failure"):
        answer = sdk.invoke("server", b"fail")
        equal((answer.status, answer.body), (200, b"fail"), "answer")
        equal(answer.headers.get("x-fc-error-type"), "UnhandledInvocationError", "x-fc-error-type")
    with report.case("server: 16 calls at once get their own answers"):
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda number: sdk.invoke("server", b"%d" % number).body, range(16)))
        equal(answers, [b"%d" % number for number in range(16)], "bodies")
    with report.case("runtime API: the call's headers arrive, and an error is one"):
        answer = sdk.invoke("asks", b"headers", log="Tail")
        headers, request_id = json.loads(answer.body), answer.headers["x-fc-request-id"]
        equal((headers["x-fc-request-id"], headers["x-fc-function-type"]), (request_id, "0"), "request and kind")
        require(int(headers["x-fc-function-deadline"]) > time.time() * 1000, "the deadline is over")
        lines = f"FC Invoke Start RequestId: {request_id}\nFC Invoke End RequestId: {request_id}\n\nDuration: "
        require(tail(answer).startswith(lines), f"log: {tail(answer)!r}")
        answer = sdk.invoke("asks", b"fail")
        equal(answer.headers.get("x-fc-error-type"), "UnhandledInvocationError", "x-fc-error-type")
        equal(json.loads(answer.body)["errorType"], "Asked", "type")


def limits(report, sdk, endpoint):
    """Hooks, time, size, ends of processes."""
    with report.case("hooks: the initializer runs once, for the first request"):
        first = sdk.invoke("begin", b"", log="Tail")
        request_id = first.headers["x-fc-request-id"]
        equal(json.loads(first.body), [request_id], "requests the initializer ran for")
        require(f"FC Initialize Start RequestId: {request_id}\n" in tail(first), f"log: {tail(first)!r}")
        equal(json.loads(sdk.invoke("begin", b"").body), [request_id], "requests the initializer ran for")
    with report.case("limits: a call that takes too long is a function error that names the limit"):
        answer = sdk.invoke("quick", b"", log="Tail")
        equal(answer.headers.get("x-fc-error-type"), "UnhandledInvocationError", "x-fc-error-type")
        message = json.loads(answer.body)["errorMessage"]
        require(message.startswith("Function timed out after 1 seconds"), f"errorMessage: {message}")
    with report.case("limits: 3 MB of every byte value"):
        # The time the SDK takes grows with the square of the size.
        event = EVERY_BYTE * (3 << 12)
        require(sdk.invoke("echo", event).body == event, "the body differs")
    with report.case("limits: more than 32 MB are refused"):
        equal(unsigned(endpoint, bytes((32 << 20) + 1)), (400, "EntityTooLarge"), "refusal")
    with report.case("limits: eight callers of one function get their own answers"):
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda number: sdk.invoke("echo", b"%d" % number).body, range(40)))
        equal(answers, [b"%d" % number for number in range(40)], "bodies")
    with report.case("limits: an invocation type that is none is refused"):
        refused(lambda: sdk.invoke("echo", b"", kind="Later"), 400, "InvalidArgument")
    with report.case("limits: a log type that is none is refused"):
        refused(lambda: sdk.invoke("echo", b"", log="All"), 400, "InvalidArgument")
    with report.case("limits: an ill-formed task id is refused"):
        refused(lambda: sdk.invoke("echo", b"", kind="Async", task="1 2"), 400, "InvalidArgument")
    with report.case("limits: a page size beyond 100 is refused"):
        refused(lambda: sdk.function_names(limit=101), 400, "InvalidArgument")


def configurations(report, sdk):
    """How asynchronous calls are treated."""
    with report.case("async config: what the s.yaml says"):
        config = sdk.async_config("once")
        equal((config.max_async_retry_attempts, config.max_async_event_age_in_seconds, config.async_task),
              (0, 600, True), "configuration")
        require(config.destination_config.on_failure.destination.endswith(":functions/echo"), "destination")
    with report.case("async config: none is 404"):
        refused(lambda: sdk.async_config("count"), 404, "AsyncConfigNotExists")
    with report.case("async config: set, listed, removed"):
        config = sdk.put_async_config("count", max_async_retry_attempts=1, async_task=True)
        equal(config.max_async_retry_attempts, 1, "attempts")
        equal(sdk.async_config("count").max_async_retry_attempts, 1, "attempts")
        names = [arn.function_arn.rsplit("/", 1)[1] for arn in sdk.async_configs()]
        equal(sorted(names), ["count", "once"], "functions with a configuration")
        sdk.delete_async_config("count")
        refused(lambda: sdk.async_config("count"), 404, "AsyncConfigNotExists")
    with report.case("async config: more than 8 attempts are refused"):
        refused(lambda: sdk.put_async_config("count", max_async_retry_attempts=9), 400, "InvalidArgument")
    with report.case("async config: without attempts a failed call is over at once, and its destination hears of it"):
        sdk.invoke("once", b"order 7", kind="Async", task="lone")
        task = async_cases.ended(sdk, "once", "lone")
        equal((task.status, task.already_retried_times), ("Failed", 0), "task")
        deadline = time.monotonic() + async_cases.LIMIT
        while True:
            told = [json.loads(seen.task_payload) for seen in sdk.tasks("echo", include_payload=True).tasks
                    if "order 7" in (seen.task_payload or "")]
            if told or time.monotonic() > deadline:
                break
            time.sleep(0.05)
        equal(len(told), 1, "events of the destination")
        equal(told[0]["requestContext"]["requestId"], task.request_id, "request id")
        equal(told[0]["requestContext"]["condition"], "UnhandledInvocationError", "condition")
        equal(told[0]["requestPayload"], "order 7", "payload")


def triggers(report, sdk, endpoint):
    """Listing, and the address of an HTTP trigger."""
    with report.case("triggers: listed with their configurations"):
        found = {trigger.trigger_name: trigger for trigger in sdk.triggers("node-echo")}
        equal(sorted(found), ["nightly", "web"], "names")
        equal(found["nightly"].trigger_type, "timer", "type")
        equal(json.loads(found["nightly"].trigger_config)["payload"], "wake", "configuration")
    with report.case("triggers: one by its name"):
        equal(sdk.trigger("node-echo", "web").trigger_type, "http", "type")
    with report.case("triggers: an unknown one is 404"):
        refused(lambda: sdk.trigger("node-echo", "missing"), 404, "TriggerNotFound")
    with report.case("triggers: a function without any has an empty list"):
        equal(sdk.triggers("echo"), [], "triggers")
    with report.case("triggers: the address of an HTTP trigger calls the function"):
        url = sdk.trigger("node-echo", "web").http_trigger.url_internet
        require(url.startswith(f"http://{endpoint.host}/"), f"address: {url}")
        with urllib.request.urlopen(url + "path?k=1", data=b"posted", timeout=20) as answer:
            event = json.load(answer)
        equal((event["version"], event["rawPath"], event["body"]), ("v1", "/path", "posted"), "event")
        equal(event["queryParameters"], {"k": "1"}, "query")


def instances(report, sdk):
    """What runs."""
    with report.case("instances: the one that answered is listed"):
        answered = sdk.invoke("node-speak", b"").headers["x-fc-instance-id"]
        found = [instance.instance_id for instance in sdk.instances("node-speak")]
        require(answered in found, f"{answered} is not among {found}")
    with report.case("instances: of an unknown function are 404"):
        refused(lambda: sdk.instances("missing"), 404, "FunctionNotFound")
    with report.case("regions: the public ones are listed"):
        require("cn-hangzhou" in sdk.regions(), "cn-hangzhou is missing")


def versions(report, sdk):
    """Pages, weights, refusals."""
    with report.case("versions: pages in both directions"):
        made = [sdk.publish("speak", f"number {number}") for number in range(3)]
        equal(sdk.version_pages("speak", 2, "BACKWARD"), [made[::-1][:2], made[::-1][2:]], "newest first")
        equal(sdk.version_pages("speak", 2, "FORWARD"), [made[:2], made[2:]], "oldest first")
    with report.case("versions: each can be described"):
        equal(sdk.get_function("speak", "2").function_name, "speak", "function")
        refused(lambda: sdk.get_function("speak", "99"), 404, "VersionNotFound")
    with report.case("versions: one that an alias leads to cannot be deleted"):
        sdk.create_alias("speak", "held", "1")
        require(refusal(lambda: sdk.delete_version("speak", "1")).status >= 400, "it was deleted")
        sdk.delete_alias("speak", "held")
        sdk.delete_version("speak", "1")
    with report.case("versions: deleting an unknown one is 404"):
        refused(lambda: sdk.delete_version("speak", "99"), 404, "VersionNotFound")
    with report.case("aliases: of a version that is not there are refused"):
        refused(lambda: sdk.create_alias("speak", "bad", "99"), 404, "VersionNotFound")
    with report.case("aliases: an ill-formed name is refused"):
        refused(lambda: sdk.create_alias("speak", "1st", "2"), 400, "InvalidArgument")
    with report.case("aliases: an unknown one cannot be called, changed or deleted"):
        refused(lambda: sdk.invoke("speak", b"", qualifier="missing"), 404, "AliasNotFound")
        refused(lambda: sdk.update_alias("speak", "missing", "2"), 404, "AliasNotFound")
        refused(lambda: sdk.delete_alias("speak", "missing"), 404, "AliasNotFound")
    with report.case("aliases: weights share the calls"):
        sdk.create_alias("speak", "shared", "2", {"3": 0.5})
        seen = {sdk.invoke("speak", b"", qualifier="shared").headers["x-fc-instance-id"] for _ in range(30)}
        equal(len(seen), 2, "instances that answered")
        sdk.delete_alias("speak", "shared")


def tasks(report, sdk):
    """More of asynchronous calls."""
    with report.case("async: a result of Node.js is kept"):
        sdk.invoke("node-echo", b"later", kind="Async", task="n1")
        equal(async_cases.ended(sdk, "node-echo", "n1").return_payload, "later", "result")
    with report.case("async: tasks come in pages"):
        for number in range(5):
            sdk.invoke("count", b"x", kind="Async", task=f"page-{number}")
        seen, token = [], None
        while True:
            page = sdk.tasks("count", prefix="page-", limit=2, next_token=token, sort_order_by_time="asc")
            seen += [task.task_id for task in page.tasks]
            require(len(page.tasks) <= 2, f"{len(page.tasks)} on one page")
            token = page.next_token
            if not token:
                break
        equal(seen, [f"page-{number}" for number in range(5)], "tasks in their order")
    with report.case("async: a task that is over cannot be stopped"):
        async_cases.ended(sdk, "node-echo", "n1")
        require(refusal(lambda: sdk.stop_task("node-echo", "n1")).status >= 400, "it was stopped")
    with report.case("async: a call of an unknown function is 404 at once"):
        refused(lambda: sdk.invoke("missing", b"", kind="Async"), 404, "FunctionNotFound")


def signatures(report, sdk, endpoint):
    """Who is not let in."""
    with report.case("access: an unknown key is refused"):
        stranger = SDK(dataclasses.replace(endpoint, key_id="FakeKeyOfSomebodyElse"))
        refused(lambda: stranger.invoke("echo", b"{}"), 403, "InvalidAccessKeyID")
    with report.case("access: a wrong secret is refused for management calls, too"):
        stranger = SDK(endpoint, secret="FakeSecretOfSomebodyElse")
        refused(lambda: stranger.get_function("echo"), 403, "SignatureNotMatch")
    with report.case("access: an unsigned request is refused"):
        equal(unsigned(endpoint, b"{}"), (403, "AccessDenied"), "refusal")
    with report.case("access: after all that the right key still works"):
        equal(sdk.invoke("echo", b"fine").body, b"fine", "body")
