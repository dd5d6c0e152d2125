"""A stand-in for the log service that judges signatures with its official SDK's own code and answers in pages."""

import contextlib
import dataclasses
import datetime
import http.server
import json
import threading
import urllib.parse

from aliyun.log.auth import AuthV1
from aliyun.log.credentials import StaticCredentialsProvider

import oracle as oracles

PROJECT, STORE = "my-project", "function-log"
SKEW = datetime.timedelta(minutes=15)
DATE = "%a, %d %b %Y %H:%M:%S GMT"


@dataclasses.dataclass(frozen=True)
class Question:
    """One GetLogs that arrived, and what is wrong with it (nothing, when it is well signed)."""

    host: str
    path: str
    query: dict
    headers: dict  # names in lower case
    problems: tuple


class Signer(AuthV1):
    """The SDK's signer with the date of a request that has been sent already."""

    def __init__(self, token, date):
        super().__init__(StaticCredentialsProvider(oracles.KEY_ID, oracles.KEY_SECRET, token))
        self._getGMT = lambda: date


def judge(method, path, query, headers):
    """Everything that is wrong with a request's signature, as sentences."""
    date = headers.get("date", "")
    signed = {
        name: value for name, value in headers.items()
        if name.startswith("x-log-") and name != "x-log-date" or name == "content-type"}
    Signer(headers.get("x-acs-security-token"), date).sign_request(method, path, query, signed, None)
    problems = []
    if headers.get("authorization") != signed["Authorization"]:
        problems.append(f"the signature {headers.get('authorization')!r} differs from the SDK's")
    if headers.get("x-log-apiversion") != "0.6.0":
        problems.append("x-log-apiversion is missing")
    if headers.get("x-log-signaturemethod") != "hmac-sha1":
        problems.append("x-log-signaturemethod is missing")
    try:
        then = datetime.datetime.strptime(date, DATE)
        if abs(datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None) - then) > SKEW:
            problems.append(f"the clock is off: {date}")
    except ValueError:
        problems.append(f"Date is {date!r}")
    return tuple(problems)


class LogService(http.server.ThreadingHTTPServer):
    """Answers GetLogs from a list of lines, and GetFunction; listens on a free loopback port."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.reset()

    def reset(self):
        """Forgets lines, questions and special answers."""
        with self.lock:
            self.lines = []  # (time in seconds, message, more fields), oldest first
            self.questions = []
            self.incomplete = 0  # how many answers are not complete before one is
            self.refusals = []  # (status, code, message) of the next answers
            self.store = STORE

    @property
    def url(self):
        """Address for --endpoint and --log-endpoint."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def add(self, time, message, **fields):
        """Logs a line."""
        with self.lock:
            self.lines.append((time, message, fields))

    def answer(self, query):
        """Status, headers and body of a GetLogs that is well signed."""
        with self.lock:
            if self.refusals:
                status, code, message = self.refusals.pop(0)
                return status, {}, {"errorCode": code, "errorMessage": message}
            start, end = int(query["from"]), int(query["to"])
            found = [line for line in self.lines if start <= line[0] < end]
            if query.get("reverse") == "true":
                found.reverse()
            offset, count = int(query.get("offset", 0)), int(query.get("line", 100))
            if not 0 < count <= 100:
                return 400, {}, {"errorCode": "ParameterInvalid", "errorMessage": "line is out of range"}
            progress = "Complete"
            if self.incomplete:
                self.incomplete -= 1
                progress, found = "Incomplete", found[: len(found) // 2]
            page = [
                {"__time__": str(time), "__topic__": "FCLogs:hello", "message": message, **fields}
                for time, message, fields in found[offset:offset + count]]
            return 200, {"x-log-progress": progress, "x-log-count": str(len(page))}, page


class Handler(http.server.BaseHTTPRequestHandler):
    """GetFunction of the management API, and GetLogs."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """Answers by path."""
        path, _, text = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = dict(urllib.parse.parse_qsl(text, keep_blank_values=True))
        if path.startswith("/2023-03-30/functions/"):
            config = {"project": PROJECT, "logstore": self.server.store} if self.server.store else {}
            return self.send(200, {}, {"functionName": "hello", "logConfig": config})
        problems = judge("GET", path, query, headers)
        with self.server.lock:
            self.server.questions.append(Question(headers.get("host", ""), path, query, headers, problems))
        if problems:
            return self.send(401, {}, {"errorCode": "SignatureNotMatch", "errorMessage": "; ".join(problems)})
        return self.send(*self.server.answer(query))

    def send(self, status, headers, document):
        """Sends a JSON answer."""
        body = json.dumps(document).encode()
        self.send_response(status)
        for name, value in {"x-log-requestid": "65D71219FakeRequest", **headers}.items():
            self.send_header(name, value)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *arguments):
        """Nothing: the cases say what matters."""


@contextlib.contextmanager
def running():
    """Yields a LogService that listens until the block ends."""
    service = LogService()
    threading.Thread(target=service.serve_forever, daemon=True).start()
    try:
        yield service
    finally:
        service.shutdown()
        service.server_close()
