"""The local endpoint, end to end over HTTP: warm calls, eight callers, cold starts, 32 MB, 20,000 lines of log.

Each figure has a peer in the same round: an echo server of the language's own library behind the same client for
calls, the bare start of the same interpreter for cold starts, the same loop in that interpreter for the lines. The
endpoint checks a signature, measures memory, keeps the log and sends its tail; the peers do nothing of that. A call is
cold when it is the first of a version that was published a moment before.
"""

import argparse
import contextlib
import http.client
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import types

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Tests/Conformance"))

import acs3  # noqa: E402
import endpoint  # noqa: E402
from figures import Void, cells, fcsh_version, first_line, machine, measure, ratio  # noqa: E402
from wrk import Wrk  # noqa: E402

FUNCTIONS = ROOT / "Benchmarks/functions"
EVENT = '{"order": 17, "lines": [{"sku": "A-1", "count": 2}], "note": "a hundred bytes or so, for one ordinary call"}'
CALLERS = 8
BIG = 32 * 1024 * 1024  # bytes, the most a synchronous call takes
LANGUAGES = {"Python": ("python", "server.py"), "Node.js": ("node", "server.js")}
LINES = {
    "Python": ["-uc", "for number in range(20_000): print(f'line {number} of twenty thousand')"],
    "Node.js": ["-e", "const {writeSync} = require('fs');"
                      "for (let n = 0; n < 20000; n += 1) writeSync(1, `line ${n} of twenty thousand\\n`)"],
}
NOTHING = {"Python": ["-c", "pass"], "Node.js": ["-e", "0"]}


class Client:
    """Signed calls, each over a connection that is open before its clock starts: servers close those that are idle."""

    def __init__(self, target):
        self.target = target
        host, _, port = target.host.rpartition(":")
        self.connection = http.client.HTTPConnection(host, int(port), timeout=120)

    def send(self, method, path, query, body, headers):
        """The answer's body and the seconds it took; anything but 2xx without an error is void."""
        self.connection.close()
        self.connection.connect()
        start = time.perf_counter()
        self.connection.request(method, path + (f"?{query}" if query else ""), body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        seconds = time.perf_counter() - start
        if answer.status >= 300 or answer.headers.get("x-fc-error-type"):
            raise Void(f"{method} {path}: {answer.status} {content[:300]!r}")
        return content, seconds

    def invoke(self, function, event, qualifier="LATEST"):
        """InvokeFunction; signing is not on the clock."""
        headers = acs3.signed_headers(
            self.target.host, function, qualifier, event, self.target.key_id, self.target.key_secret)
        return self.send("POST", acs3.path(function), f"qualifier={qualifier}", event, headers)

    def operate(self, action, method, path, body=b""):
        """Another operation's answer."""
        headers = acs3.headers(self.target.host, action, method, path, "", body, self.target.key_id,
                               self.target.key_secret)
        content, _ = self.send(method, path, "", body, headers)
        return json.loads(content) if content else {}

    def cold(self, function):
        """Seconds of the first call of a new version."""
        path = f"/{acs3.VERSION}/functions/{function}/versions"
        number = self.operate("PublishFunctionVersion", "POST", path, b"{}")["versionId"]
        _, seconds = self.invoke(function, EVENT.encode(), qualifier=number)
        self.operate("DeleteFunctionVersion", "DELETE", f"{path}/{number}")
        return seconds

    def echo(self, function, event):
        """Seconds until an event has come back."""
        answer, seconds = self.invoke(function, event)
        if answer != event:
            raise Void(f"{function}: {len(event)} bytes came back as {len(answer)} others")
        return seconds


@contextlib.contextmanager
def peer(interpreter, file):
    """Yields the address of a plain echo server."""
    process = subprocess.Popen([interpreter, str(FUNCTIONS / file)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               text=True)
    try:
        # A key is needed for signing alone; nobody there reads it.
        yield types.SimpleNamespace(host=f"127.0.0.1:{int(process.stdout.readline())}", key_id="TestKeyId",
                                    key_secret="TestKeySecret")
    finally:
        process.kill()
        process.wait()


def timed(*words):
    """Seconds of a whole process whose output is read and dropped."""
    start = time.perf_counter()
    done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise Void(f"{words[0]} ended with status {done.returncode}")
    return seconds


def contestants(language, interpreter, client, plain, folder, seconds):
    """What a round measures of one language: each gives milliseconds."""
    function = LANGUAGES[language][0]
    big = os.urandom(BIG)
    # wrk tells percentiles, so one run gives two figures: the second comes from the same run.
    last = {}

    def wrk(who, target, connections, percentile):
        runner = Wrk(target, folder, seconds, function, EVENT)

        def run():
            if percentile == "p50":
                last[who, connections] = runner.run(connections)
            return last[who, connections][percentile] / 1000

        return run

    def per_call(who, connections):
        return lambda: last[who, connections]["microseconds"] / last[who, connections]["requests"] / 1000

    field = {}
    for name, connections in (("warm", 1), (f"{CALLERS} callers", CALLERS)):
        for who, target in (("fcsh", client.target), ("plain", plain.target)):
            for percentile in ("p50", "p99"):
                field[f"{language} {name} {percentile}, {who}"] = wrk(who, target, connections, percentile)
            if connections > 1:
                field[f"{language} {name} per call, {who}"] = per_call(who, connections)
    return field | {
        f"{language} cold, fcsh": lambda: 1000 * client.cold(function),
        f"{language} cold, plain": lambda: 1000 * timed(interpreter, *NOTHING[language]),
        f"{language} 32 MB, fcsh": lambda: 1000 * client.echo(function, big),
        f"{language} 32 MB, plain": lambda: 1000 * plain.echo(function, big),
        f"{language} 20,000 lines, fcsh": lambda: 1000 * client.echo(function, b"lines"),
        f"{language} 20,000 lines, plain": lambda: 1000 * timed(interpreter, *LINES[language]),
    }


def summary(rounds):
    """Milliseconds of each contestant, and each of ours against its peer."""
    names = [name.removesuffix(", fcsh") for name in rounds[0] if name.endswith(", fcsh")]
    return {
        "milliseconds": {
            name: ratio(rounds, lambda row, name=name: row[name]) for name in rounds[0]},
        "fcsh/plain": {
            name: ratio(rounds, lambda row, name=name: row[f"{name}, fcsh"] / row[f"{name}, plain"])
            for name in names},
    }


def table(versions, result):
    """The summary for people."""
    lines = [f"{name:10}{text}" for name, text in versions.items()]
    for title, rows in result.items():
        lines += ["", f"{title:40}{'rounds':>8}{'q1':>12}{'median':>12}{'q3':>12}"]
        lines += [f"{name:40}{row['rounds']:>8}{cells(row)}" for name, row in rows.items()]
    return "\n".join(lines)


def main():
    """Starts the endpoint and the peers, measures, prints."""
    parser = argparse.ArgumentParser(prog="bench local", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9, metavar="N", help="rounds (default 9)")
    parser.add_argument("--seconds", type=int, default=2, metavar="N", help="length of a run of wrk (default 2)")
    parser.add_argument("--json", action="store_true", help="print JSON, the single figures included")
    parser.add_argument("--fcsh", default=str(ROOT / ".build/release/fcsh"), help="the program to measure")
    arguments = parser.parse_args()
    if arguments.runs < 2:
        parser.error("--runs must be at least 2")
    if not shutil.which("wrk"):
        sys.exit("bench: wrk is not installed (Debian: apt-get install wrk)")
    fcsh = os.path.abspath(arguments.fcsh)
    versions = {"fcsh": fcsh_version(fcsh), "wrk": first_line("wrk", "--version")}
    try:
        with contextlib.ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="fcsh-bench-"))
            project = shutil.copytree(FUNCTIONS, f"{folder}/project")
            client = Client(stack.enter_context(endpoint.running(fcsh, f"{project}/s.yaml")))
            field = {}
            for language, (function, file) in LANGUAGES.items():
                interpreter = client.invoke(function, b"interpreter")[0].decode()
                versions[language] = first_line(interpreter, "--version")
                plain = Client(stack.enter_context(peer(interpreter, file)))
                field |= contestants(language, interpreter, client, plain, folder, arguments.seconds)
            rounds, reasons = measure(field, arguments.runs)
    except Void as error:
        sys.exit(f"bench: void: {error}")
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        sys.exit(f"bench: {error}")
    versions["machine"] = machine()
    result = summary(rounds)
    if arguments.json:
        print(json.dumps({"versions": versions} | result | {"rounds": rounds, "void": reasons}, indent=2))
    else:
        print(table(versions, result))
    for reason in reasons[:3]:
        print(f"bench: void: {reason}", file=sys.stderr)
    if reasons:
        sys.exit("bench: void runs")


if __name__ == "__main__":
    main()
