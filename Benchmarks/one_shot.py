"""Whole-process time of one invocation: fcsh, curl and the official Python SDK, in one run.

All call the same warm function of one local endpoint, round by round, each round begun by another one. curl's request
is signed and written to a file before its clock starts. A run is void when its answer is not 2xx, or not the event:
it is left out and counted. Times say little on their own; the ratios compare runs of the same round.
"""

import argparse
import importlib.metadata
import json
import os
import pathlib
import platform
import shutil
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Tests/Conformance"))

import acs3  # noqa: E402
import endpoint  # noqa: E402
from figures import Void, cells, fcsh_version, first_line, machine, quartiles  # noqa: E402

FUNCTION, EVENT = "echo", '{"order": 17, "lines": [{"sku": "A-1", "count": 2}]}'
WARM_UPS = 5
MOST_VOID = 0.05  # of a contestant's runs
RATIOS = {"fcsh/curl": ("fcsh", "curl"), "sdk/fcsh": ("sdk", "fcsh")}


class Contestant:
    """A command that makes one call. `prepare` runs before the clock starts, `check` after it has stopped."""

    def __init__(self, name, words, environment):
        self.name, self.words, self.environment = name, words, environment

    def prepare(self):
        """Nothing to do before a run."""

    def check(self, output):
        """Standard output must be the event, which the function gives back."""
        if output != EVENT.encode():
            raise Void(f"{self.name} answered {output[:300]!r}")


class Curl(Contestant):
    """curl with a configuration file that holds the signed request."""

    def __init__(self, target, folder, environment):
        self.target = target
        self.event_file, self.configuration = f"{folder}/event", f"{folder}/curl.conf"
        pathlib.Path(self.event_file).write_text(EVENT, encoding="utf-8")
        words = [shutil.which("curl"), "--disable", "--config", self.configuration]
        super().__init__("curl", words, environment)

    def prepare(self):
        """Signs a request of its own for the next run."""
        headers = acs3.signed_headers(
            self.target.host, FUNCTION, "LATEST", EVENT.encode(), self.target.key_id, self.target.key_secret)
        options = [
            ("url", f"http://{self.target.host}{acs3.path(FUNCTION)}?qualifier=LATEST"),
            ("data-binary", f"@{self.event_file}"),
            ("write-out", r"\n%{http_code}"),
            *(("header", f"{name}: {value}") for name, value in headers.items() if name != "host"),
        ]
        text = "silent\n" + "".join(f'{name} = "{value}"\n' for name, value in options)
        pathlib.Path(self.configuration).write_text(text, encoding="utf-8")

    def check(self, output):
        """The event, a newline and a 2xx status."""
        body, _, status = output.rpartition(b"\n")
        if not status.startswith(b"2"):
            raise Void(f"curl got status {status.decode()}: {body[:300]!r}")
        super().check(body)


def contestants(fcsh, target, folder):
    """fcsh, curl and the SDK with the same key, the same event and a clean environment."""
    environment = endpoint.clean_environment(folder) | {
        "ALIBABA_CLOUD_ACCESS_KEY_ID": target.key_id,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": target.key_secret,
    }
    shell = [fcsh, "invoke", "--endpoint", f"http://{target.host}", "--region", "cn-hangzhou",
             "--function-name", FUNCTION, "-e", EVENT]
    sdk = [sys.executable, str(ROOT / "Benchmarks/sdk_call.py"), target.host, FUNCTION, EVENT]
    return [
        Contestant("fcsh", shell, environment),
        Curl(target, folder, environment),
        Contestant("sdk", sdk, environment),
    ]


def timed(contestant, folder):
    """Seconds from spawn to exit of one run; standard output goes to a file, standard error to another."""
    contestant.prepare()
    out, err = f"{folder}/out", f"{folder}/err"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, out, flags, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, err, flags, 0o600),
    ]
    start = time.perf_counter()
    process = os.posix_spawn(contestant.words[0], contestant.words, contestant.environment, file_actions=actions)
    _, status = os.waitpid(process, 0)
    seconds = time.perf_counter() - start
    if code := os.waitstatus_to_exitcode(status):
        reason = pathlib.Path(err).read_text(encoding="utf-8", errors="replace").strip()
        raise Void(f"{contestant.name} ended with status {code}: {reason[-600:]}")
    contestant.check(pathlib.Path(out).read_bytes())
    return seconds


def measure(field, runs, folder):
    """A round is the times by name, None for a void run; the reasons of void runs come with them."""
    for contestant in field:
        for _ in range(WARM_UPS):
            timed(contestant, folder)
    rounds, reasons = [], []
    for number in range(runs):
        first = number % len(field)
        times = dict.fromkeys(contestant.name for contestant in field)
        for contestant in field[first:] + field[:first]:
            try:
                times[contestant.name] = timed(contestant, folder)
            except Void as error:
                reasons.append(str(error))
        rounds.append(times)
    return rounds, reasons


def summary(rounds):
    """Milliseconds of each contestant, and the ratios of runs of the same round that the project has aims for."""
    rows = {}
    for name in rounds[0]:
        times = [1000 * times[name] for times in rounds if times[name] is not None]
        rows[name] = {"runs": len(rounds), "void": len(rounds) - len(times), **quartiles(times)}
    ratios = {}
    for name, (above, below) in RATIOS.items():
        pairs = [(times[above], times[below]) for times in rounds if times[above] and times[below]]
        ratios[name] = {"rounds": len(pairs), **quartiles([above / below for above, below in pairs])}
    return {"milliseconds": rows, "ratios": ratios}


def versions(fcsh):
    """What was measured, and where."""
    package = "alibabacloud_fc20230330"
    return {
        "fcsh": fcsh_version(fcsh),
        "curl": first_line("curl", "--version").split(" (")[0],
        "sdk": f"{package} {importlib.metadata.version(package)}, Python {platform.python_version()}",
        "machine": machine(),
    }


def table(result):
    """The summary for people."""
    lines = [f"{name:10}{text}" for name, text in result["versions"].items()]
    lines += ["", f"{'ms':10}{'runs':>6}{'void':>6}{'q1':>12}{'median':>12}{'q3':>12}"]
    lines += [f"{name:10}{row['runs']:>6}{row['void']:>6}{cells(row)}" for name, row in result["milliseconds"].items()]
    lines += ["", f"{'ratio':10}{'rounds':>12}{'q1':>12}{'median':>12}{'q3':>12}"]
    lines += [f"{name:10}{row['rounds']:>12}{cells(row)}" for name, row in result["ratios"].items()]
    return "\n".join(lines)


def main():
    """Starts the endpoint, measures, prints."""
    parser = argparse.ArgumentParser(prog="bench one-shot", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=100, metavar="N", help="runs of each contestant (default 100)")
    parser.add_argument("--json", action="store_true", help="print JSON, the single times included")
    parser.add_argument("--fcsh", default=str(ROOT / ".build/release/fcsh"), help="the program to measure")
    arguments = parser.parse_args()
    if arguments.runs < 2:
        parser.error("--runs must be at least 2")
    if not shutil.which("curl"):
        sys.exit("bench: curl is not installed")
    template = str(ROOT / "Tests/Conformance/fixture/s.yaml")
    fcsh = os.path.abspath(arguments.fcsh)
    try:
        with endpoint.running(fcsh, template) as target, tempfile.TemporaryDirectory(prefix="fcsh-bench-") as folder:
            rounds, reasons = measure(contestants(fcsh, target, folder), arguments.runs, folder)
    except Void as error:
        sys.exit(f"bench: void: {error}")
    except (OSError, RuntimeError) as error:
        sys.exit(f"bench: {error}")
    result = {"versions": versions(fcsh)} | summary(rounds)
    print(json.dumps(result | {"rounds": rounds, "void": reasons}, indent=2) if arguments.json else table(result))
    for reason in reasons[:3]:
        print(f"bench: void: {reason}", file=sys.stderr)
    if max(row["void"] for row in result["milliseconds"].values()) > MOST_VOID * arguments.runs:
        sys.exit("bench: too many void runs")


if __name__ == "__main__":
    main()
