"""Asynchronous calls that outlive their endpoint: killed at several moments, restarted in the same folder."""

import concurrent.futures
import contextlib
import os
import pathlib
import signal
import stat
import subprocess
import tempfile
import threading
import time

import endpoint
from report import equal, require
from sdk import SDK, refusal

FUNCTION = """
  %(name)s:
    component: fc3
    props:
      region: cn-hangzhou
      functionName: %(name)s
      runtime: python3.10
      handler: index.handler
      code: ./code
      timeout: 60
      environmentVariables: {MARKS: %(marks)s}
      asyncInvokeConfig: {%(config)s}
"""

# Leaves a mark when it begins; an event that begins with "hold" is only done when the file of its name is there.
CODE = """import os, time

def handler(event, context):
    name = event.decode()
    with open(os.environ["MARKS"], "a") as marks:
        marks.write(name + "\\n")
    while name.startswith("hold") and not os.path.exists(os.environ["MARKS"] + "." + name):
        time.sleep(0.02)
    return event
"""

MOMENTS = (0.0, 0.05, 0.2, 0.6, 1.1)  # seconds after the first call was accepted


def run(report, fcsh):
    """All cases."""
    with tempfile.TemporaryDirectory(prefix="fcsh-state-") as folder:
        project = pathlib.Path(folder).resolve()
        (project / "code").mkdir()
        (project / "code/index.py").write_text(CODE)
        functions = [
            FUNCTION % {"name": name, "config": config, "marks": project / "marks"}
            for name, config in {
                "work": "asyncTask: true", "once": "asyncTask: true, maxAsyncRetryAttempts: 0", "quiet": "asyncTask: false",
            }.items()]
        (project / "s.yaml").write_text("edition: 3.0.0\nname: state\nresources:" + "".join(functions))
        killed(report, fcsh, project)
        interrupted(report, fcsh, project)
        settings(report, fcsh, project)
        folders(report, fcsh, project)


class Started:
    """A `fcsh local --state` of the project."""

    def __init__(self, fcsh, project, home):
        self.process = endpoint.start(fcsh, str(project / "s.yaml"), home, ["--state", str(project / "queue")])
        self.lines = endpoint.Lines(self.process)
        self.sdk = SDK(self.lines.endpoint())

    def kill(self):
        """Ends it without a word."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def started(fcsh, project):
    """Yields a fresh endpoint that is stopped when the block ends, unless it is dead then."""
    with tempfile.TemporaryDirectory(prefix="fcsh-") as home:
        running = Started(fcsh, project, home)
        try:
            yield running
        finally:
            if running.process.poll() is None:
                endpoint.stop(running.process)


def eventually(condition, what):
    """Waits until the condition holds; its value."""
    deadline = time.monotonic() + endpoint.START_LIMIT
    while not (found := condition()):
        require(time.monotonic() < deadline, f"{what} did not come")
        time.sleep(0.02)
    return found


def ended(sdk, function, task):
    """The task as soon as it is over."""
    return eventually(
        lambda: (found := sdk.task(function, task)).status in ("Succeeded", "Failed", "Invalid", "Stopped", "Expired")
        and found, f"the end of {task}")


def marks(project):
    """The events that functions have begun with."""
    path = project / "marks"
    return path.read_text().splitlines() if path.exists() else []


def killed(report, fcsh, project):
    """SIGKILL in the middle of accepting and running."""
    accepted = []
    for number, moment in enumerate(MOMENTS):
        with report.case(f"state: killed {moment} s after the first answer, nothing accepted is lost"):
            with started(fcsh, project) as running:
                accepted += accepted_until_killed(running, number, moment)
            with started(fcsh, project) as running:
                for task in accepted:
                    equal(ended(running.sdk, "work", task).status, "Succeeded", f"status of {task}")
            missing = set(accepted) - set(marks(project))
            require(not missing, f"never run: {sorted(missing)[:5]}")
    with report.case("state: calls without task mode run after a kill, too, and leave nothing behind"):
        known = len(list((project / "queue/tasks").glob("*.task")))
        with started(fcsh, project) as running:
            for number in range(20):
                running.sdk.invoke("quiet", b"quiet-%d" % number, kind="Async")
            running.kill()
        with started(fcsh, project) as running:
            wanted = {f"quiet-{number}" for number in range(20)}
            eventually(lambda: wanted <= set(marks(project)), "the last mark")
            eventually(lambda: len(list((project / "queue/tasks").glob("*.task"))) == known, "the end of the last one")


def accepted_until_killed(running, number, moment):
    """Sends calls from several threads and kills the endpoint; the tasks whose acceptance was heard of."""
    accepted, first = [], threading.Event()

    def send(thread):
        for serial in range(400):
            task = f"t{number}-{thread}-{serial}"
            try:
                running.sdk.invoke("work", task.encode(), kind="Async", task=task)
            except Exception:  # the endpoint is dead, as it should be
                return
            accepted.append(task)
            first.set()

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for thread in range(4):
            pool.submit(send, thread)
        require(first.wait(endpoint.START_LIMIT), "no call was accepted")
        time.sleep(moment)
        running.kill()
    return accepted


def interrupted(report, fcsh, project):
    """What ran when the endpoint ended."""
    with report.case("state: a call that ran when the endpoint was killed is tried again and counted"):
        with started(fcsh, project) as running:
            running.sdk.invoke("work", b"hold-kill", kind="Async", task="hold-kill")
            eventually(lambda: "hold-kill" in marks(project), "the beginning of the call")
            running.kill()
        release(project, "hold-kill")
        with started(fcsh, project) as running:
            task = ended(running.sdk, "work", "hold-kill")
            equal((task.status, task.already_retried_times), ("Succeeded", 1), "task")
            equal(marks(project).count("hold-kill"), 2, "runs")
            equal([event.status for event in task.events],
                  ["Enqueued", "Running", "Retrying", "Running", "Succeeded"], "events")
    with report.case("state: without an attempt left it has failed, and says why"):
        with started(fcsh, project) as running:
            running.sdk.invoke("once", b"hold-once", kind="Async", task="hold-once")
            eventually(lambda: "hold-once" in marks(project), "the beginning of the call")
            running.kill()
        with started(fcsh, project) as running:
            task = ended(running.sdk, "once", "hold-once")
            equal(task.status, "Failed", "status")
            require("no attempt is left" in task.task_error_message, task.task_error_message)
            equal(marks(project).count("hold-once"), 1, "runs")
    with report.case("state: an endpoint that is stopped in order leaves its queue to the next one"):
        with started(fcsh, project) as running:
            names = [f"hold-{number}" for number in range(12)]
            for name in names:
                running.sdk.invoke("work", name.encode(), kind="Async", task=name)
            eventually(lambda: "hold-0" in marks(project), "the beginning of the first call")
        for name in names:
            release(project, name)
        with started(fcsh, project) as running:
            for name in names:
                equal(ended(running.sdk, "work", name).status, "Succeeded", f"status of {name}")
            again = refusal(lambda: running.sdk.invoke("work", b"hold-0", kind="Async", task="hold-0"))
            require(again and again.status == 409, f"an id that was used before the restart: {again}")


def release(project, name):
    """Lets a held call come to its end."""
    (project / f"marks.{name}").touch()


def settings(report, fcsh, project):
    """PutAsyncInvokeConfig."""
    with report.case("state: a configuration of asynchronous calls survives"):
        with started(fcsh, project) as running:
            running.sdk.put_async_config("work", max_async_retry_attempts=7, async_task=True)
            running.kill()
        with started(fcsh, project) as running:
            equal(running.sdk.async_config("work").max_async_retry_attempts, 7, "attempts")


def folders(report, fcsh, project):
    """The folder itself."""
    queue = project / "queue"
    with report.case("state: the folder is private"):
        open_to_others = [
            path for path in [queue, *queue.rglob("*")] if stat.S_IMODE(path.stat().st_mode) & 0o077]
        equal(open_to_others, [], "paths that others may read")
    with report.case("state: a second endpoint on the folder is refused"):
        with started(fcsh, project) as running, tempfile.TemporaryDirectory(prefix="fcsh-") as home:
            end = subprocess.run(
                [fcsh, "local", "-t", str(project / "s.yaml"), "--state", str(queue)],
                env=endpoint.clean_environment(home), capture_output=True, text=True, timeout=endpoint.START_LIMIT)
            equal(end.returncode, 2, "status")
            require(f"another endpoint uses the folder (process {running.process.pid})" in end.stderr, end.stderr)
    with report.case("state: a broken record is told of and passed over"):
        task = sorted((queue / "tasks").glob("*.task"))[-1]
        (queue / "tasks/000000900000.task").write_bytes(task.read_bytes()[:-20])
        (queue / "tasks/000000900001.task.123.456").write_bytes(b"half")
        with started(fcsh, project) as running:
            running.lines.until("000000900000.task is no task that can be read; it is put aside")
            equal(ended(running.sdk, "work", "hold-kill").status, "Succeeded", "status of an older task")
        left = sorted(os.path.basename(path) for path in (queue / "tasks").glob("0000009*"))
        equal(left, ["000000900000.broken"], "what is left")
