"""The official SDK as a client of the local endpoint."""

import base64
import json
import re

from report import equal, require
from sdk import SDK, refusal

ALL_FUNCTIONS = [
    "asks", "begin", "chatter", "count", "echo", "fail", "node-echo", "node-fail", "node-speak", "once", "quick", "server",
    "sleep", "speak",
]
EVERY_BYTE = bytes(range(256))
REQUEST_ID = r"1-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{12}"
TRAILER = (
    r"\n\nDuration: \d+\.\d\d ms, Billed Duration: \d+ ms, "
    r"Memory Size: 256 MB, Max Memory Used: \d+\.\d\d MB\Z"
)


def run(report, endpoint):
    """All cases of the local endpoint."""
    sdk = SDK(endpoint)
    events(report, sdk)
    logs(report, sdk)
    failures(report, sdk)
    management(report, sdk)
    access(report, sdk, endpoint)


def events(report, sdk):
    """What goes in comes out."""
    samples = [
        ("text", "plain text, 你好, \u00e9".encode()),
        ("JSON", b'{"b": 1, "a": [1.50, null], "a": 2}'),
        ("every byte value", EVERY_BYTE),
        ("1 MB", EVERY_BYTE * 4096),
        ("zero bytes", b""),
        ("no body", None),
    ]
    for name, event in samples:
        with report.case(f"local: echo of {name}"):
            answer = sdk.invoke("echo", event)
            equal(answer.status, 200, "status")
            equal(answer.body, event or b"", "body")
            require("x-fc-error-type" not in answer.headers, "an error type on a good answer")
    with report.case("local: an answer carries request id, instance, duration and memory"):
        headers = sdk.invoke("echo", b"x").headers
        require(re.fullmatch(REQUEST_ID, headers.get("x-fc-request-id", "")), f"request id: {headers}")
        require(headers.get("x-fc-instance-id", "").startswith("c-"), f"instance id: {headers}")
        require(headers.get("x-fc-invocation-duration", "").isdigit(), f"duration: {headers}")
        require(float(headers.get("x-fc-max-memory-usage", "0")) > 0, f"memory: {headers}")
    with report.case("local: the handler's context knows request and function"):
        answer = sdk.invoke("speak", b"")
        equal(
            json.loads(answer.body),
            {"requestId": answer.headers["x-fc-request-id"], "function": "speak"},
            "body",
        )


def tail(answer):
    """The decoded log of an answer."""
    return base64.b64decode(answer.headers.get("x-fc-log-result", "")).decode("utf-8", "replace")


def logs(report, sdk):
    """The log tail and its frame."""
    with report.case("local: Tail brings the framed log"):
        answer = sdk.invoke("speak", b"", log="Tail")
        text, request_id = tail(answer), answer.headers["x-fc-request-id"]
        require(f"FC Invoke Start RequestId: {request_id}\n" in text, f"no start line: {text!r}")
        require("plain line\n" in text, f"no printed line: {text!r}")
        require(re.search(rf"Z {request_id} \[WARNING\] logged line\n", text), f"no logged line: {text!r}")
        require(f"FC Invoke End RequestId: {request_id}" in text, f"no end line: {text!r}")
        require(re.search(TRAILER, text), f"no trailer: {text!r}")
    with report.case("local: a long log is cut to its last 4096 bytes"):
        text = tail(sdk.invoke("chatter", b"", log="Tail"))
        equal(len(text.encode()), 4096, "bytes")
        require("line 0999 of a talkative function\n" in text, "the last line is missing")
        require(re.search(TRAILER, text), "no trailer")
    with report.case("local: no log unless asked for"):
        require("x-fc-log-result" not in sdk.invoke("speak", b"").headers, "a log nobody asked for")


def failures(report, sdk):
    """A function that raises."""
    with report.case("local: a raised exception is 200 with an error type and a JSON body"):
        answer = sdk.invoke("fail", b"{}", log="Tail")
        equal(answer.status, 200, "status")
        equal(answer.headers.get("x-fc-error-type"), "UnhandledInvocationError", "x-fc-error-type")
        body = json.loads(answer.body)
        equal(body.get("errorType"), "KeyError", "errorType")
        require("no such order" in body.get("errorMessage", ""), f"errorMessage: {body}")
        require(isinstance(body.get("stackTrace"), list), f"stackTrace: {body}")
        require(re.search(r"FC Invoke End RequestId: \S+, Error: ", tail(answer)), "the end line names no error")
    with report.case("local: after a failure the next call works"):
        equal(sdk.invoke("echo", b"again").body, b"again", "body")


def management(report, sdk):
    """GetFunction and ListFunctions."""
    with report.case("local: GetFunction tells what the s.yaml says"):
        function = sdk.get_function("echo")
        equal(
            (function.function_name, function.runtime, function.handler, function.timeout, function.memory_size),
            ("echo", "python3.10", "handlers.echo", 20, 256),
            "function",
        )
    with report.case("local: ListFunctions pages through all of them"):
        names, sizes = sdk.function_names(limit=2)
        equal(sorted(names), ALL_FUNCTIONS, "names")
        equal(len(names), len(set(names)), "a name came twice: number of names")
        require(max(sizes) <= 2, f"page sizes {sizes}")
    with report.case("local: ListFunctions by prefix"):
        equal(sdk.function_names(limit=100, prefix="c")[0], ["chatter", "count"], "names")


def access(report, sdk, endpoint):
    """What is refused, and how."""
    with report.case("local: an unknown function is 404 FunctionNotFound"):
        for call in (lambda: sdk.invoke("missing", b""), lambda: sdk.get_function("missing")):
            refused = refusal(call)
            require(refused, "the call succeeded")
            equal((refused.status, refused.code), (404, "FunctionNotFound"), "refusal")
    with report.case("local: a wrong secret is refused with 403"):
        stranger = SDK(endpoint, secret="FakeSecretOfSomebodyElse")
        refused = refusal(lambda: stranger.invoke("echo", b"{}"))
        require(refused, "the call succeeded")
        equal((refused.status, refused.code), (403, "SignatureNotMatch"), "refusal")
