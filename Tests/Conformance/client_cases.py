"""fcsh as a client: its signatures are judged by the SDK's code, its exit statuses by the documentation."""

import dataclasses
import os
import subprocess
import tempfile

import oracle as oracles
from endpoint import clean_environment
from report import equal, require

LIMIT = 60  # seconds for one call
EVERY_BYTE = bytes(range(256))


@dataclasses.dataclass(frozen=True)
class Outcome:
    """One run of fcsh and the requests it caused."""

    status: int
    out: bytes
    err: str
    exchanges: list


class Client:
    """Runs `fcsh invoke` against an oracle, in an environment and a folder of its own."""

    def __init__(self, fcsh, oracle, folder):
        self.fcsh, self.oracle, self.folder = fcsh, oracle, folder

    def invoke(self, *words, stdin=b"", token=None):
        """One call; the words follow `fcsh invoke`."""
        environment = clean_environment(self.folder)
        environment["ALIBABA_CLOUD_ACCESS_KEY_ID"] = oracles.KEY_ID
        environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = oracles.KEY_SECRET
        if token:
            environment["ALIBABA_CLOUD_SECURITY_TOKEN"] = token
        self.oracle.take()
        done = subprocess.run(
            [self.fcsh, "invoke", "--region", "cn-hangzhou", "--endpoint", self.oracle.url, *words],
            input=stdin, capture_output=True, cwd=self.folder, env=environment, timeout=LIMIT)
        return Outcome(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"), self.oracle.take())


def only(outcome, status=0):
    """The single well-signed request of a run that ended as it should."""
    equal(outcome.status, status, f"exit status (standard error: {outcome.err.strip()[:400]})")
    equal(len(outcome.exchanges), 1, "number of requests")
    equal(outcome.exchanges[0].problems, (), "problems of the signature")
    return outcome.exchanges[0]


def run(report, fcsh):
    """All cases of fcsh as a client."""
    with oracles.running() as oracle, tempfile.TemporaryDirectory(prefix="fcsh-") as folder:
        client = Client(os.path.abspath(fcsh), oracle, folder)
        events(report, client)
        addressing(report, client)
        outcomes(report, client)


def events(report, client):
    """Signature and bytes of each way to give an event."""
    for name, text in (("JSON", '{"b":1,"a":[1.50]}'), ("text", "plain text"), ("non-ASCII text", "你好 é")):
        with report.case(f"client: {name} with -e"):
            outcome = client.invoke("--function-name", "hello", "-e", text)
            equal(only(outcome).body, text.encode(), "event")
            equal(outcome.out, text.encode(), "standard output")
    with report.case("client: no event"):
        outcome = client.invoke("--function-name", "hello")
        equal(only(outcome).body, b"", "event")
        equal(outcome.out, b"", "standard output")
    with report.case("client: 1 MB of every byte value with -f"):
        event = EVERY_BYTE * 4096
        path = os.path.join(client.folder, "event.bin")
        with open(path, "wb") as file:
            file.write(event)
        outcome = client.invoke("--function-name", "hello", "-f", path)
        equal(only(outcome).body, event, "event")
        equal(outcome.out, event, "standard output")
    with report.case("client: standard input with -f -"):
        outcome = client.invoke("--function-name", "hello", "-f", "-", stdin=EVERY_BYTE)
        equal(only(outcome).body, EVERY_BYTE, "event")


def addressing(report, client):
    """Path, query and headers."""
    with report.case("client: path, default qualifier and headers of a call"):
        exchange = only(client.invoke("--function-name", "hello", "-e", "{}"))
        equal((exchange.method, exchange.path), ("POST", "/2023-03-30/functions/hello/invocations"), "request line")
        equal(exchange.query, {"qualifier": "LATEST"}, "query")
        equal(exchange.headers.get("x-acs-action"), "InvokeFunction", "x-acs-action")
        equal(exchange.headers.get("x-acs-version"), "2023-03-30", "x-acs-version")
    with report.case("client: qualifier with -q"):
        exchange = only(client.invoke("--function-name", "hello", "-q", "prod_1", "-e", "{}"))
        equal(exchange.query, {"qualifier": "prod_1"}, "query")
    with report.case("client: the $ of a 2.0 name is encoded once"):
        exchange = only(client.invoke("--function-name", "shop$cart", "-e", "{}"))
        equal(exchange.path, "/2023-03-30/functions/shop%24cart/invocations", "path")
    with report.case("client: a security token is sent and signed"):
        exchange = only(client.invoke("--function-name", "hello", "-e", "{}", token="CAISFakeToken+/=="))
        equal(exchange.headers.get("x-acs-security-token"), "CAISFakeToken+/==", "token")
    with report.case("client: asynchronous call with a task id"):
        exchange = only(client.invoke(
            "--function-name", "report", "--invocation-type", "async", "--async-task-id", "nightly-1", "-e", "{}"))
        equal(exchange.headers.get("x-fc-invocation-type"), "Async", "invocation type")
        equal(exchange.headers.get("x-fc-async-task-id"), "nightly-1", "task id")


def outcomes(report, client):
    """Exit statuses, and that nothing is ever sent twice."""
    table = [
        ("a function error", "fail", 1),
        ("an unknown function", "missing", 5),
        ("a refused identity", "denied", 3),
        ("throttling", "throttled", 5),
        ("a redirect, which is not followed", "moved", 5),
        ("a connection cut before the answer, not tried again", "cut", 6),
    ]
    for name, function, status in table:
        with report.case(f"client: {name} ends with status {status}"):
            only(client.invoke("--function-name", function, "-e", "{}"), status)
    with report.case("client: a function error's body goes to standard output, its type to standard error"):
        outcome = client.invoke("--function-name", "fail", "-e", "{}")
        require(b'"errorMessage":"no such order"' in outcome.out, f"standard output: {outcome.out!r}")
        require("UnhandledInvocationError" in outcome.err, f"standard error: {outcome.err!r}")
    with report.case("client: the secret appears nowhere, not even with --debug"):
        outcome = client.invoke("--function-name", "hello", "-e", "{}", "--debug")
        only(outcome)
        require(oracles.KEY_SECRET not in outcome.err + outcome.out.decode(), "the secret was printed")
