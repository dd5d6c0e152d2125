"""What the callers do to a local endpoint, one action a function; each checks that the answer is one that may come."""

import base64
import http.client
import json
import os
import pathlib
import random
import signal
import socket
import time
import uuid

import acs3

LIMIT = 60  # seconds for one answer
FUNCTIONS = ("python", "node", "server")
SOURCES = {"python": "python/index.py", "node": "node/index.js", "server": "server/server.py"}


class Surprise(Exception):
    """An answer that must not come."""


class Caller:
    """One client with a connection of its own that it keeps."""

    def __init__(self, target, project, number):
        self.target, self.project = target, project
        self.chance = random.Random(number)
        self.connection = None
        self.calls = 0

    def close(self):
        """Lets go of the connection."""
        if self.connection:
            self.connection.close()
            self.connection = None

    def send(self, method, path, body, headers):
        """One request on the kept connection; status, headers and body of the answer."""
        if self.connection is None:
            host, _, port = self.target.host.rpartition(":")
            self.connection = http.client.HTTPConnection(host, int(port), timeout=LIMIT)
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            return answer.status, answer.headers, answer.read()
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def invoke(self, function, event, qualifier="LATEST", **more):
        """InvokeFunction, signed."""
        self.calls += 1
        headers = acs3.signed_headers(
            self.target.host, function, qualifier, event, self.target.key_id, self.target.key_secret, **more)
        return self.send("POST", f"{acs3.path(function)}?qualifier={qualifier}", event, headers)

    def ask(self, function, **wish):
        """InvokeFunction with a wish; the error type and the answer."""
        status, headers, body = self.invoke(function, json.dumps(wish).encode())
        if status != 200:
            raise Surprise(f"{function} {wish}: {status} {body[:300]!r}")
        return headers.get("x-fc-error-type"), body

    def api(self, action, method, path, body=b"", query=""):
        """Another operation; the answer's JSON."""
        headers = acs3.headers(self.target.host, action, method, path, query, body, self.target.key_id,
                               self.target.key_secret)
        status, _, answer = self.send(method, path + (f"?{query}" if query else ""), body, headers)
        if status >= 300:
            raise Surprise(f"{action} {path}: {status} {answer[:300]!r}")
        return json.loads(answer) if answer else {}


def must(condition, *words):
    """Raises a surprise unless the condition holds."""
    if not condition:
        raise Surprise(" ".join(str(word)[:300] for word in words))


def lost(error, body):
    """Whether a call ended with its instance, which other callers kill and time out."""
    return error and (b"Process exited" in body or b"exited unexpectedly" in body)


def echo(caller, function):
    """The event comes back, byte for byte."""
    size = caller.chance.choice([0, 1, 100, 100, 100, 4096, 100_000, 3_000_000])
    event = b"\x00" + caller.chance.randbytes(size)
    status, headers, body = caller.invoke(function, event)
    must(status == 200, "echo:", status, body)
    error = headers.get("x-fc-error-type")
    must(body == event or lost(error, body), "echo of", size, "bytes:", error, len(body), "bytes came back")


def fail(caller, function):
    """The function's error is told."""
    error, body = caller.ask(function, do="fail", why="für ✓")
    must(error == "UnhandledInvocationError", "fail:", error, body)
    must("für ✓" in json.loads(body)["errorMessage"] or lost(error, body), "fail:", body)


def write(caller, function):
    """The end of a long log comes with the answer."""
    status, headers, body = caller.invoke(function, json.dumps({"do": "print", "lines": 2000}).encode())
    tail = base64.b64decode(headers.get("x-fc-log-result", ""))
    must(status == 200, "print:", status, body)
    must(b"line 1999" in tail or lost(headers.get("x-fc-error-type"), body), "print:", tail[-300:])


def exceed(caller, function):
    """A call over its time is ended."""
    error, body = caller.ask(function, do="sleep", seconds=30)
    must(error and (b"timed out after 1 second" in body or lost(error, body)), "sleep:", error, body)


def crash(caller, function):
    """A process that ends fails its call."""
    error, body = caller.ask(function, do="exit", code=3)
    must(lost(error, body), "exit:", error, body)


def orphan(caller, function):
    """A process that leaves a child behind; the child goes as well."""
    error, body = caller.ask(function, do="child")
    must(lost(error, body), "child:", error, body)


def kill(caller, function):
    """An instance that is killed while it is idle, or busy with somebody else's call."""
    error, body = caller.ask(function, do="tell")
    if error:
        must(lost(error, body), "tell:", error, body)
        return
    try:
        os.kill(json.loads(body)["pid"], signal.SIGKILL)
    except ProcessLookupError:
        pass


def replace(path, text):
    """A file in one step, as editors write."""
    new = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def edit_code(caller, function):
    """A new version of the code is run by the next call."""
    path = pathlib.Path(caller.project, SOURCES[function])
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    number = next(index for index, line in enumerate(lines) if "CODE = " in line)
    lines[number] = lines[number].partition("CODE = ")[0] + f"CODE = {time.monotonic_ns()}" \
        + (";\n" if function == "node" else "\n")
    replace(path, "".join(lines))
    error, body = caller.ask(function, do="tell")
    must(not error or lost(error, body), "after new code:", error, body)


def edit_description(caller, function):
    """A change of the s.yaml is taken over."""
    path = pathlib.Path(caller.project, "s.yaml")
    text = path.read_text(encoding="utf-8")
    head, mark, tail = text.partition(f"  {function}:\n    component")
    before, _, after = tail.partition('ROUND: "')
    replace(path, head + mark + before + f'ROUND: "{time.monotonic_ns()}' + '"' + after.partition('"')[2])
    error, body = caller.ask(function, do="tell")
    must(not error or lost(error, body), "after a new s.yaml:", error, body)


def later(caller, function):
    """An asynchronous call becomes a task that comes to an end."""
    task = f"t-{uuid.uuid4().hex}"
    wish = caller.chance.choice([{"do": "tell"}, {"do": "fail"}, {"do": "exit", "code": 1}])
    status, _, body = caller.invoke(
        function, json.dumps(wish).encode(), extra={"x-fc-invocation-type": "Async", "x-fc-async-task-id": task})
    must(status == 202, "async:", status, body)
    path, end = f"/{acs3.VERSION}/functions/{function}/async-tasks/{task}", time.monotonic() + LIMIT
    while time.monotonic() < end:
        state = caller.api("GetAsyncTask", "GET", path)["status"]
        if state in ("Succeeded", "Failed"):
            return
        must(state in ("Enqueued", "Dequeued", "Running", "Retrying"), "task:", state)
        time.sleep(0.05)
    raise Surprise(f"task {task} of {function} is still {state}")


def version(caller, function):
    """A version is published, called and deleted."""
    path = f"/{acs3.VERSION}/functions/{function}/versions"
    number = caller.api("PublishFunctionVersion", "POST", path, b'{"description":"soak"}')["versionId"]
    status, headers, body = caller.invoke(function, b"plain", qualifier=number)
    must(status == 200 and (body == b"plain" or lost(headers.get("x-fc-error-type"), body)), "version:", status, body)
    caller.api("DeleteFunctionVersion", "DELETE", f"{path}/{number}")


def trigger(caller, function):
    """A request through the HTTP trigger."""
    caller.calls += 1
    try:
        status, headers, body = caller.send(
            "POST", f"/proxy/{function}/a/b?c=d", b"through the trigger", {"content-type": "text/plain"})
    except http.client.IncompleteRead:
        # The answer of a server is passed on while it comes, and ends when somebody kills the server.
        must(function == "server", "trigger: half an answer of", function)
        return
    # What became of the instance shows in the answer of a trigger as a bad gateway.
    must((status, body) == (200, b"through the trigger") or status == 502, "trigger:", status, body, dict(headers))


def forge(caller, function):
    """A wrong signature is refused."""
    headers = acs3.signed_headers(caller.target.host, function, "LATEST", b"", caller.target.key_id, "WrongTestSecret")
    status, _, body = caller.send("POST", f"{acs3.path(function)}?qualifier=LATEST", b"", headers)
    must(status == 403, "forged:", status, body)


def hang_up(caller, function):
    """A client that goes away in the middle of a call."""
    event = json.dumps({"do": "sleep", "seconds": 0.3}).encode()
    headers = acs3.signed_headers(
        caller.target.host, function, "LATEST", event, caller.target.key_id, caller.target.key_secret)
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    host, _, port = caller.target.host.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=LIMIT) as connection:
        connection.sendall(
            f"POST {acs3.path(function)}?qualifier=LATEST HTTP/1.1\r\n{lines}content-length: {len(event)}\r\n\r\n".encode()
            + event)
        time.sleep(caller.chance.random() * 0.2)


# How often each is done, against the others.
MIX = {
    echo: 60, fail: 8, write: 4, exceed: 1, crash: 2, orphan: 1, kill: 2, edit_code: 1, edit_description: 1, later: 6,
    version: 1, trigger: 10, forge: 2, hang_up: 2,
}
