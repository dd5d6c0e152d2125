"""What is left of functions when `fcsh local` is killed: nothing, within two seconds."""

import os
import tempfile
import threading
import time

import endpoint
from report import equal, require
from sdk import SDK

LIMIT = 2  # seconds
TEMPLATE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "host_fixture", "s.yaml")


def run(report, fcsh):
    """All cases: an idle instance and a working one for each kind of runtime."""
    for function in ("python", "node", "custom"):
        with report.case(f"host: SIGKILL leaves no idle {function} instance and no child of one"):
            with endpoint.started(fcsh, TEMPLATE) as (process, where):
                answer = SDK(where).invoke(function, b"")
                kill(process, [int(word) for word in answer.body.split()])
        with report.case(f"host: SIGKILL leaves no working {function} instance and no child of one"):
            with endpoint.started(fcsh, TEMPLATE) as (process, where), tempfile.TemporaryDirectory() as folder:
                file = os.path.join(folder, "ids")
                threading.Thread(target=call, args=(where, function, file), daemon=True).start()
                require(wait(lambda: os.path.exists(file) and read(file).endswith("\n"), 30), "no call has begun")
                kill(process, [int(word) for word in read(file).split()])


def call(where, function, file):
    """A call that nobody waits for: its connection breaks."""
    try:
        SDK(where).invoke(function, file.encode())
    except Exception:  # whatever the SDK makes of a broken connection
        pass


def read(file):
    """The text of a file."""
    with open(file, encoding="utf-8") as opened:
        return opened.read()


def kill(process, ids):
    """Kills fcsh, and fails unless the processes with these ids end in time."""
    equal(len(ids), 2, "number of processes")
    require(all(map(is_alive, ids)), "a process has ended too early")
    process.kill()
    require(wait(lambda: not any(map(is_alive, ids)), LIMIT), f"still there after {LIMIT} s: {ids}")


def wait(condition, limit):
    """Whether the condition holds within the limit."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return condition()


def is_alive(process_id):
    """Whether the process runs; one that waits for its parent to take notice does not."""
    try:
        with open(f"/proc/{process_id}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        if os.path.exists("/proc/self/stat"):
            return False
    try:
        os.kill(process_id, 0)
        return True
    except ProcessLookupError:
        return False
