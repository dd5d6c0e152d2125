"""Starts `fcsh local` for a test and stops it again."""

import contextlib
import dataclasses
import os
import queue
import re
import subprocess
import tempfile
import threading
import time

START_LIMIT = 60  # seconds
STOP_LIMIT = 10


@dataclasses.dataclass(frozen=True)
class Endpoint:
    """Where a local endpoint listens and the throw-away key it accepts."""

    host: str  # host:port
    key_id: str
    key_secret: str
    page: str  # the address of its page for browsers


def clean_environment(home):
    """An environment of its own: nothing of the person who runs the tests reaches fcsh."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": home,
        "XDG_CONFIG_HOME": f"{home}/config",
        "XDG_STATE_HOME": f"{home}/state",
        "XDG_CACHE_HOME": f"{home}/cache",
        "XDG_RUNTIME_DIR": home,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "dumb",
        "SWIFT_BACKTRACE": "interactive=no",
    }


@contextlib.contextmanager
def running(fcsh, template, port=0):
    """Yields the Endpoint of a fresh `fcsh local`; it is stopped when the block ends."""
    with started(fcsh, template, port) as (_, endpoint):
        yield endpoint


@contextlib.contextmanager
def started(fcsh, template, port=0):
    """Yields the process of a fresh `fcsh local` and its Endpoint; it is stopped when the block ends."""
    with tempfile.TemporaryDirectory(prefix="fcsh-") as home:
        process = start(fcsh, template, home, ["--port", str(port)])
        try:
            yield process, announced(process)
        finally:
            stop(process)


def start(fcsh, template, home, options, path=None):
    """A fresh `fcsh local`, not yet ready; `path` are folders that come before the usual ones."""
    environment = clean_environment(home)
    if path:
        environment["PATH"] = f"{path}:{environment['PATH']}"
    return subprocess.Popen(
        [fcsh, "local", "-t", template, *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        text=True,
    )


def announced(process):
    """Reads the endpoint's lines until address and key are known; goes on draining them afterwards."""
    return Lines(process).endpoint()


class Lines:
    """What an endpoint prints, read all the time so that it never waits for its reader."""

    def __init__(self, process):
        self.process = process
        self.queue = queue.Queue()
        self.seen = []
        threading.Thread(target=drain, args=(process.stdout, self.queue), daemon=True).start()

    def endpoint(self):
        """Address and key."""
        return self.wait(parse, "address and key")

    def until(self, pattern):
        """The match of a pattern in everything that was printed; what follows it is looked at the next time."""
        found = self.wait(lambda text: re.search(pattern, text), repr(pattern))
        self.seen = [found.string[found.end():]]
        return found

    def wait(self, find, what):
        """What `find` finds in the text, as soon as it finds anything."""
        deadline = time.monotonic() + START_LIMIT
        while not (found := find("".join(self.seen))):
            try:
                line = self.queue.get(timeout=max(0.01, deadline - time.monotonic()))
            except queue.Empty:
                raise RuntimeError(
                    f"fcsh local did not print {what} within {START_LIMIT} s:\n{''.join(self.seen)}") from None
            if line is None:
                raise RuntimeError(
                    f"fcsh local ended with status {self.process.wait()}:\n{''.join(self.seen)}")
            self.seen.append(line)
        return found


def drain(stream, lines):
    """Passes lines on; None marks the end."""
    for line in stream:
        lines.put(line)
    lines.put(None)


def parse(text):
    """The Endpoint in the text, or None while a line is missing."""
    host = re.search(r"^endpoint +http://(\S+?)/?$", text, re.M)
    key_id = re.search(r"^access key id +(\S+)$", text, re.M)
    secret = re.search(r"^access key secret +(\S+)$", text, re.M)
    page = re.search(r"^page +(\S+)$", text, re.M)
    found = [host, key_id, secret, page]
    return Endpoint(*(line[1] for line in found)) if all(found) else None


def stop(process):
    """Asks the process to end, then insists."""
    process.terminate()
    try:
        process.wait(STOP_LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise RuntimeError(f"fcsh local did not end within {STOP_LIMIT} s of SIGTERM") from None
