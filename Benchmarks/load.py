"""Many calls: `repeat N parallel 64` and a script of single calls against wrk, in one run; and the speed of `fcsh check`.

fcsh and wrk call the same function of one local endpoint over as many kept connections, round by round, each round
begun by another one. wrk's requests are signed before its clock starts, one nonce each; fcsh signs while it runs, and
its clock also holds the start of the program, the reading of the script and its own counting. A run with an answer that
is not 2xx is void. `check` is timed as a whole process for scripts of a quarter, half and all of the lines, with
`bash -n` reading as many lines of its own beside it.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Tests/Conformance"))

import endpoint  # noqa: E402
from figures import Void, cells, fcsh_version, first_line, machine, measure, ratio  # noqa: E402
from wrk import Wrk  # noqa: E402

FUNCTION, EVENT = "echo", '{"order": 17, "lines": [{"sku": "A-1", "count": 2}]}'
CONNECTIONS = 64
LIMIT = 120  # seconds for one run
STANZA = """\
# Order {number}: created, and created once.
let order = {{"id": {number}, "lines": [{{"sku": "A-{number}", "count": 2}}], "note": "left at the door"}}
invoke echo:LATEST -e ${{order}}
expect ok
expect .lines[0].count >= 2
test "order {number} is created" do
  invoke {{"order": ${{order}}, "who": "${{env.USER:-nobody}}", "attempt": 1}}
  capture created .order.id
  expect .order.id == ${{created}}
end
"""
BASH_STANZA = """\
# Order {number}: created, and created once.
order='{{"id": {number}, "lines": [{{"sku": "A-{number}", "count": 2}}], "note": "left at the door"}}'
invoke echo:LATEST "${{order}}"
expect ok
expect .lines[0].count -ge 2
describe "order {number} is created"; if true; then
  invoke "{{\\"order\\": ${{order}}, \\"who\\": \\"${{USER:-nobody}}\\", \\"attempt\\": 1}}"
  created=$(field .order.id)
  expect .order.id == "${{created}}"
fi
"""
STANZA_LINES = STANZA.count("\n")


class Shell:
    """fcsh running scripts against the endpoint."""

    def __init__(self, fcsh, target, folder):
        self.words = [fcsh, "run", "--endpoint", f"http://{target.host}", "--region", "cn-hangzhou",
                      "--function-name", FUNCTION]
        self.folder = folder
        self.environment = endpoint.clean_environment(folder) | {
            "ALIBABA_CLOUD_ACCESS_KEY_ID": target.key_id,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": target.key_secret,
        }

    def script(self, name, text):
        """The path of a script of this text."""
        path = pathlib.Path(self.folder, name)
        path.write_text(text, encoding="utf-8")
        return str(path)

    def seconds(self, script):
        """From start to end of a run, whose answers go to files."""
        out, err = f"{self.folder}/out", f"{self.folder}/err"
        with open(out, "wb") as output, open(err, "wb") as errors:
            start = time.perf_counter()
            code = subprocess.call(
                [*self.words, script], stdin=subprocess.DEVNULL, stdout=output, stderr=errors,
                env=self.environment, timeout=LIMIT)
            seconds = time.perf_counter() - start
        if code:
            reason = pathlib.Path(err).read_text(encoding="utf-8", errors="replace").strip()
            raise Void(f"fcsh ended with status {code}: {reason[-600:]}")
        return seconds


def contestants(shell, wrk, calls, single_calls):
    """What a round measures: each gives the seconds that one call took off the clock."""
    parallel = shell.script(
        "parallel.fcsh", f"repeat {calls} parallel {CONNECTIONS} invoke {EVENT}\n"
        f"expect @count == {calls}\nexpect @errors == 0\n")
    single = shell.script("single.fcsh", f"invoke {EVENT}\n" * single_calls)

    def per_call(connections):
        figures = wrk.run(connections)
        return figures["microseconds"] / 1e6 / figures["requests"]

    return {
        "wrk c64": lambda: per_call(CONNECTIONS),
        "fcsh c64": lambda: shell.seconds(parallel) / calls,
        "wrk c1": lambda: per_call(1),
        "fcsh c1": lambda: shell.seconds(single) / single_calls,
    }


def checks(shell, lines):
    """What a round measures of `check`: lines a second of scripts of several lengths, and of `bash -n`."""
    def timed(words):
        start = time.perf_counter()
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, env=shell.environment, check=False,
                              timeout=LIMIT)
        seconds = time.perf_counter() - start
        if done.returncode:
            raise Void(f"{words[0]} ended with status {done.returncode}: {done.stderr[-300:]!r}")
        return seconds

    def contestant(stanza, suffix, count, *words):
        text = "".join(stanza.format(number=number) for number in range(count // STANZA_LINES))
        path = shell.script(f"check{count}.{suffix}", text)
        return lambda: timed([*words, path])

    field = {
        f"check {count:,}": contestant(STANZA, "fcsh", count, shell.words[0], "check")
        for count in (lines // 4, lines // 2, lines)
    }
    return field | {f"bash -n {lines:,}": contestant(BASH_STANZA, "sh", lines, "bash", "-n")}


def summary(calls, check, lines):
    """Figures of each contestant, and the ratios and rates that the project has aims for."""
    per_call = {name: ratio(calls, lambda row, name=name: 1e6 * row[name]) for name in calls[0]}
    per_second = {
        name: ratio(check, lambda row, name=name: int(name.split()[-1].replace(",", "")) / row[name])
        for name in check[0]
    }
    whole, quarter = f"check {lines:,}", f"check {lines // 4:,}"
    aims = {
        "rate, fcsh/wrk at c64 (aim >= 0.7)": ratio(calls, lambda row: row["wrk c64"] / row["fcsh c64"]),
        "time, fcsh/wrk at c1 (aim <= 1.5)": ratio(calls, lambda row: row["fcsh c1"] / row["wrk c1"]),
        "time per line, whole/quarter": ratio(check, lambda row: row[whole] / row[quarter] / 4),
    }
    return {"microseconds per call": per_call, "lines per second": per_second, "ratios": aims}


def table(result):
    """The summary for people."""
    lines = [f"{name:10}{text}" for name, text in result["versions"].items()]
    for title, form in (("microseconds per call", ".1f"), ("lines per second", ",.0f"), ("ratios", ".2f")):
        lines += ["", f"{title:40}{'rounds':>8}{'q1':>12}{'median':>12}{'q3':>12}"]
        lines += [f"{name:40}{row['rounds']:>8}{cells(row, form)}" for name, row in result[title].items()]
    return "\n".join(lines)


def main():
    """Starts the endpoint, measures, prints."""
    parser = argparse.ArgumentParser(prog="bench load", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9, metavar="N", help="rounds (default 9)")
    parser.add_argument("--calls", type=int, default=5000, metavar="N", help="calls of `repeat` (default 5000)")
    parser.add_argument("--single", type=int, default=2000, metavar="N", help="calls of the script (default 2000)")
    parser.add_argument("--lines", type=int, default=200_000, metavar="N", help="lines to check (default 200000)")
    parser.add_argument("--seconds", type=int, default=2, metavar="N", help="length of a run of wrk (default 2)")
    parser.add_argument("--json", action="store_true", help="print JSON, the single figures included")
    parser.add_argument("--fcsh", default=str(ROOT / ".build/release/fcsh"), help="the program to measure")
    arguments = parser.parse_args()
    if arguments.runs < 2:
        parser.error("--runs must be at least 2")
    if not shutil.which("wrk"):
        sys.exit("bench: wrk is not installed (Debian: apt-get install wrk)")
    fcsh = os.path.abspath(arguments.fcsh)
    template = str(ROOT / "Tests/Conformance/fixture/s.yaml")
    try:
        with endpoint.running(fcsh, template) as target, tempfile.TemporaryDirectory(prefix="fcsh-bench-") as folder:
            shell = Shell(fcsh, target, folder)
            wrk = Wrk(target, folder, arguments.seconds, FUNCTION, EVENT)
            calls, reasons = measure(contestants(shell, wrk, arguments.calls, arguments.single), arguments.runs)
            check, more = measure(checks(shell, arguments.lines), arguments.runs)
    except Void as error:
        sys.exit(f"bench: void: {error}")
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        sys.exit(f"bench: {error}")
    versions = {"fcsh": fcsh_version(fcsh), "wrk": first_line("wrk", "--version"),
                "bash": first_line("bash", "--version"), "machine": machine()}
    result = {"versions": versions} | summary(calls, check, arguments.lines)
    reasons += more
    if arguments.json:
        print(json.dumps(result | {"rounds": {"calls": calls, "check": check}, "void": reasons}, indent=2))
    else:
        print(table(result))
    for reason in reasons[:3]:
        print(f"bench: void: {reason}", file=sys.stderr)
    if reasons:
        sys.exit("bench: void runs")


if __name__ == "__main__":
    main()
