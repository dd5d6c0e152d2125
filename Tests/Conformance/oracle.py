"""A stand-in for Function Compute that judges signatures with the official SDK's own code."""

import contextlib
import dataclasses
import datetime
import hashlib
import http.server
import re
import threading
import types
import urllib.parse

from alibabacloud_tea_openapi.utils import Utils

ALGORITHM = "ACS3-HMAC-SHA256"
KEY_ID, KEY_SECRET = "LTAI5tFakeKeyForTests", "FakeSecretForTests0123456789ab"
REQUEST_ID = "1-65e571bc-158a59e8-b63f98cd471c"
SKEW = datetime.timedelta(minutes=15)
MUST_BE_SIGNED = (
    "host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-version")


@dataclasses.dataclass(frozen=True)
class Exchange:
    """One request that arrived, and what is wrong with it (nothing, when it is well signed)."""

    method: str
    path: str  # as sent, without the query
    query: dict
    headers: dict  # names in lower case
    body: bytes
    problems: tuple


@dataclasses.dataclass(frozen=True)
class Reply:
    """What the stand-in answers; `cut` closes the connection instead."""

    status: int
    headers: dict
    body: bytes
    cut: bool = False


def refused(status, code, message):
    """An API error in the service's shape."""
    text = f'{{"RequestId":"{REQUEST_ID}","Code":"{code}","Message":"{message}"}}'
    return Reply(status, {"content-type": "application/json"}, text.encode())


def reply(function, event):
    """The answer of the function of that name; every unknown one gives the event back."""
    failure = b'{"errorMessage":"no such order","errorType":"KeyError","stackTrace":[]}'
    replies = {
        "missing": refused(404, "FunctionNotFound", "function 'missing' does not exist"),
        "denied": refused(403, "AccessDenied", "the caller is not authorized to perform 'fc:InvokeFunction'"),
        "throttled": refused(429, "ResourceExhausted", "your account has reached the concurrency limit"),
        "fail": Reply(200, {"x-fc-error-type": "UnhandledInvocationError"}, failure),
        "moved": Reply(307, {"location": "/2023-03-30/functions/echo/invocations"}, b""),
        "cut": Reply(0, {}, b"", cut=True),
        "report": Reply(202, {"x-fc-async-task-id": "nightly-1"}, b""),
    }
    return replies.get(function, Reply(200, {"content-type": "application/octet-stream"}, event))


def judge(exchange_headers, method, path, query, body, nonces):
    """Everything that is wrong with a request's signature, as sentences."""
    parts = re.fullmatch(
        rf"{ALGORITHM} Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{{64}})",
        exchange_headers.get("authorization", ""))
    if not parts:
        return (f"Authorization is {exchange_headers.get('authorization')!r}",)
    names, problems = parts[2].split(";"), []
    missing = [name for name in MUST_BE_SIGNED if name not in names or name not in exchange_headers]
    unsigned = [name for name in exchange_headers if name.startswith("x-acs-") and name not in names]
    if missing or unsigned:
        problems.append(f"not signed or not sent: {missing + unsigned}")
    digest = hashlib.sha256(body).hexdigest()
    if exchange_headers.get("x-acs-content-sha256") != digest:
        problems.append("x-acs-content-sha256 is not the body's")
    request = types.SimpleNamespace(
        method=method, pathname=path, query=query,
        headers={name: exchange_headers[name] for name in names if name in exchange_headers})
    if Utils.get_authorization(request, ALGORITHM, digest, parts[1], KEY_SECRET) != exchange_headers["authorization"]:
        problems.append("the signature differs from the SDK's")
    if parts[1] != KEY_ID:
        problems.append(f"unknown key id {parts[1]}")
    if exchange_headers.get("x-acs-signature-nonce") in nonces:
        problems.append("the nonce was used before")
    problems += date_problems(exchange_headers.get("x-acs-date", ""))
    return tuple(problems)


def date_problems(text):
    """Complaints about a date that is malformed or too far from now."""
    try:
        date = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.timezone.utc)
    except ValueError:
        return [f"x-acs-date is {text!r}"]
    return [] if abs(datetime.datetime.now(datetime.timezone.utc) - date) < SKEW else [f"the clock is off: {text}"]


class Oracle(http.server.ThreadingHTTPServer):
    """Listens on a free loopback port and remembers what arrived."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.exchanges = []
        self.nonces = set()
        self.lock = threading.Lock()

    @property
    def url(self):
        """Address for `--endpoint`."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def record(self, method, target, headers, body):
        """Judges a request and remembers it."""
        path, _, text = target.partition("?")
        query = dict(urllib.parse.parse_qsl(text, keep_blank_values=True))
        with self.lock:
            problems = judge(headers, method, path, query, body, self.nonces)
            self.nonces.add(headers.get("x-acs-signature-nonce"))
            self.exchanges.append(Exchange(method, path, query, headers, body, problems))

    def take(self):
        """What arrived since the last time."""
        with self.lock:
            taken, self.exchanges = self.exchanges, []
        return taken


class Handler(http.server.BaseHTTPRequestHandler):
    """Reads a request, hands it to the oracle, answers by function name."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        """InvokeFunction."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", "0")))
        self.server.record(self.command, self.path, headers, body)
        found = re.fullmatch(r"/2023-03-30/functions/([^/]+)/invocations", self.path.partition("?")[0])
        name = urllib.parse.unquote(found[1]) if found else None
        answer = reply(name, body) if name else refused(400, "PathNotSupported", "no such path")
        if answer.cut:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for header, value in {"x-fc-request-id": REQUEST_ID, **answer.headers}.items():
            self.send_header(header, value)
        self.send_header("content-length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_PUT = do_DELETE = do_POST

    def log_message(self, format, *arguments):
        """Nothing: the cases say what matters."""


@contextlib.contextmanager
def running():
    """Yields an Oracle that listens until the block ends."""
    oracle = Oracle()
    threading.Thread(target=oracle.serve_forever, daemon=True).start()
    try:
        yield oracle
    finally:
        oracle.shutdown()
        oracle.server_close()
