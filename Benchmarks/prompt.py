"""The prompt on a pseudo-terminal: time until it is there, and from a key to its echo, with a long history and with none.

bash with as many lines of history is measured in the same rounds, for ratios. A key is a letter of a command line; its
echo is the first thing that comes back. The line is taken away again (Ctrl-U) before it gets long.
"""

import argparse
import json
import os
import pathlib
import pty
import re
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import termios
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Tests/Conformance"))

import endpoint  # noqa: E402
from figures import cells, fcsh_version, first_line, machine, quartiles  # noqa: E402

LIMIT = 20  # seconds for one answer of a terminal
LINE = 'invoke hello:prod {"order": 17, "lines": [{"sku": "A-1"}]}'
QUIET = 0.01  # seconds without output after which a program has said what it had to say
CLEAR = b"\x15"


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, words, environment, prompt):
        self.master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (24, 80))
        start = time.perf_counter()
        self.process = subprocess.Popen(words, stdin=slave, stdout=slave, stderr=slave, env=environment,
                                        start_new_session=True, close_fds=True, cwd=environment["HOME"])
        os.close(slave)
        seen = b""
        while not re.search(prompt, seen):
            seen += self.read()
        self.seconds_to_prompt = time.perf_counter() - start
        self.settle()

    def read(self, limit=LIMIT):
        """What comes next; nothing when nothing does."""
        ready, _, _ = select.select([self.master], [], [], limit)
        if not ready and limit == LIMIT:
            raise RuntimeError("the terminal stays silent")
        return os.read(self.master, 65536) if ready else b""

    def settle(self):
        """Waits until the program is quiet."""
        while self.read(QUIET):
            pass

    def echo(self, key):
        """Seconds from a key to the first byte that comes back."""
        start = time.perf_counter()
        os.write(self.master, key)
        self.read()
        seconds = time.perf_counter() - start
        self.settle()
        return seconds

    def end(self):
        """Closes the terminal, and with it the program."""
        self.process.kill()
        self.process.wait()
        os.close(self.master)


def entry(number):
    """A line of history that nobody repeats."""
    return f'invoke hello:prod -e \'{{"order": {number}, "note": "entry {number % 977}"}}\''


class Contestant:
    """A program with a home of its own and so many lines of history."""

    def __init__(self, name, folder, entries):
        self.home = pathlib.Path(folder, f"{name}-{entries}")
        self.entries = entries
        self.home.mkdir()
        self.environment = endpoint.clean_environment(str(self.home)) | {"TERM": "xterm-256color"}
        self.lay_out()

    def lay_out(self):
        """Writes the files."""

    def terminal(self):
        """Starts the program."""
        return Terminal(self.words, self.environment, self.prompt)


class Fcsh(Contestant):
    """fcsh with colours, and its history as JSON."""

    prompt = rb"> (\x1b\[[0-9;?]*[A-Za-z])*$"

    def __init__(self, path, folder, entries):
        self.words = [path, "--color", "always", "--region", "cn-hangzhou", "--function-name", "hello"]
        super().__init__("fcsh", folder, entries)

    def lay_out(self):
        state = self.home / "state/fcsh"
        state.mkdir(parents=True, mode=0o700)
        with open(state / "history.jsonl", "w", encoding="utf-8") as file:
            for number in range(self.entries):
                line = {"time": "2025-06-01T08:30:00Z", "text": entry(number), "directory": str(self.home),
                        "region": "cn-hangzhou", "function": "hello", "outcome": "ok", "duration": 12}
                file.write(json.dumps(line, separators=(",", ":")) + "\n")
        os.chmod(state / "history.jsonl", 0o600)


class Bash(Contestant):
    """bash, whose readline reads all of its history at the start."""

    prompt = rb"READY> (\x1b\[[0-9;?]*[A-Za-z])*$"

    def __init__(self, folder, entries):
        self.words = [shutil.which("bash"), "--norc", "--noprofile", "-i"]
        super().__init__("bash", folder, entries)

    def lay_out(self):
        history = self.home / "history"
        history.write_text("".join(f"{entry(number)}\n" for number in range(self.entries)), encoding="utf-8")
        self.environment |= {"HISTFILE": str(history), "HISTSIZE": "200000", "HISTFILESIZE": "200000", "PS1": "READY> "}


def keys(terminal, count):
    """Milliseconds of so many keys."""
    times = []
    while len(times) < count:
        times += [1000 * terminal.echo(letter.encode()) for letter in LINE]
        os.write(terminal.master, CLEAR)
        terminal.settle()
    return times


def measure(field, runs, count):
    """Rounds of figures by name: milliseconds to the prompt, p50 and p99 of the keys."""
    for contestant in field.values():
        contestant.terminal().end()
    names, rounds = list(field), []
    for number in range(runs):
        first = number % len(names)
        figures = {}
        for name in names[first:] + names[:first]:
            terminal = field[name].terminal()
            try:
                times = keys(terminal, count)
            finally:
                terminal.end()
            figures[name] = {"prompt": 1000 * terminal.seconds_to_prompt,
                             "p50": statistics.median(times), "p99": statistics.quantiles(times, n=100)[98]}
        rounds.append(figures)
    return rounds


def summary(rounds, entries):
    """Quartiles of each figure and the ratios that the project has aims for."""
    rows = {f"{name}, {figure}": quartiles([row[name][figure] for row in rounds])
            for name in rounds[0] for figure in ("prompt", "p50", "p99")}
    full, empty = f"fcsh {entries:,}", "fcsh 0"
    ratios = {
        "fcsh, prompt with history/without (aim <= 1.5)": lambda row: row[full]["prompt"] / row[empty]["prompt"],
        "bash, prompt with history/without": lambda row: row[f"bash {entries:,}"]["prompt"] / row["bash 0"]["prompt"],
        "prompt with history, fcsh/bash": lambda row: row[full]["prompt"] / row[f"bash {entries:,}"]["prompt"],
        "key p99 with history, fcsh/bash": lambda row: row[full]["p99"] / row[f"bash {entries:,}"]["p99"],
    }
    return {"milliseconds": rows,
            "ratios": {name: quartiles([value(row) for row in rounds]) for name, value in ratios.items()}}


def table(result):
    """The summary for people."""
    lines = [f"{name:10}{text}" for name, text in result["versions"].items()]
    for title in ("milliseconds", "ratios"):
        lines += ["", f"{title:50}{'q1':>12}{'median':>12}{'q3':>12}"]
        lines += [f"{name:50}{cells(row)}" for name, row in result[title].items()]
    return "\n".join(lines)


def main():
    """Measures, prints."""
    parser = argparse.ArgumentParser(prog="bench prompt", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="rounds (default 7)")
    parser.add_argument("--keys", type=int, default=500, metavar="N", help="keys of a round (default 500)")
    parser.add_argument("--entries", type=int, default=100_000, metavar="N", help="lines of history (default 100000)")
    parser.add_argument("--json", action="store_true", help="print JSON, the single figures included")
    parser.add_argument("--fcsh", default=str(ROOT / ".build/release/fcsh"), help="the program to measure")
    arguments = parser.parse_args()
    if arguments.runs < 2 or arguments.keys < 2:
        parser.error("--runs and --keys must be at least 2")
    fcsh = os.path.abspath(arguments.fcsh)
    try:
        with tempfile.TemporaryDirectory(prefix="fcsh-bench-") as folder:
            field = {}
            for entries in (0, arguments.entries):
                field[f"fcsh {entries:,}"] = Fcsh(fcsh, folder, entries)
                field[f"bash {entries:,}"] = Bash(folder, entries)
            rounds = measure(field, arguments.runs, arguments.keys)
    except (OSError, RuntimeError) as error:
        sys.exit(f"bench: {error}")
    versions = {"fcsh": fcsh_version(fcsh), "bash": first_line("bash", "--version"), "machine": machine()}
    result = {"versions": versions} | summary(rounds, arguments.entries)
    print(json.dumps(result | {"rounds": rounds}, indent=2) if arguments.json else table(result))


if __name__ == "__main__":
    main()
