"""Mixed load on `fcsh local`: calls, failures, reloads, time limits, crashes, kills, tasks, versions, clients that go.

Two moments of rest, before and after the load, are compared: the endpoint must hold as many descriptors, threads,
processes and files afterwards. Memory must stay level in the second half. Afterwards the endpoint ends, and no process
of its functions is left. Exit status 1 when something differs or when an answer came that must not.
"""

import argparse
import collections
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Conformance"))

import actions  # noqa: E402
import census  # noqa: E402
import endpoint  # noqa: E402

REST_LIMIT = 60  # seconds until everything that was started has gone
SLACK = {"descriptors": 0, "threads": 8, "processes": 0, "files": 0}  # the pools of threads breathe
MEMORY_SLACK = 0.10  # of the memory in the third quarter, which the last one may have more
MEMORY_FLOOR = 8 * 1024  # KB that do not count


class Load:
    """The callers of a run and what they saw."""

    def __init__(self, target, project, callers, mix):
        self.mix = mix
        self.callers = [actions.Caller(target, project, number) for number in range(callers)]
        self.done = collections.Counter()
        self.surprises = []
        self.stopping = threading.Event()
        # Two people editing one file is not what is tested.
        self.editing = threading.Lock()

    def run(self, seconds, watch):
        """Lets all callers work for so long, and calls `watch` every second."""
        threads = [threading.Thread(target=self.work, args=(caller,), daemon=True) for caller in self.callers]
        for thread in threads:
            thread.start()
        end = time.monotonic() + seconds
        while time.monotonic() < end and len(self.surprises) < 20:
            watch()
            time.sleep(min(1, max(0, end - time.monotonic())))
        self.stopping.set()
        for thread in threads:
            thread.join(actions.LIMIT * 2)
        if any(thread.is_alive() for thread in threads):
            self.surprises.append("a caller never ended")

    def work(self, caller):
        """One caller's life."""
        mix, weights = list(self.mix), list(self.mix.values())
        while not self.stopping.is_set():
            action, function = caller.chance.choices(mix, weights)[0], caller.chance.choice(actions.FUNCTIONS)
            try:
                if action in (actions.edit_code, actions.edit_description):
                    with self.editing:
                        action(caller, function)
                else:
                    action(caller, function)
            except Exception as error:  # whatever it is, it is a finding
                self.surprises.append(f"{action.__name__} {function}: {type(error).__name__}: {error}")
            self.done[action.__name__] += 1
        caller.close()


def rest(target, project, process, folders, wanted=None):
    """A census at rest, with one fresh instance of each function; waits until it is as wanted, or for the limit."""
    end, last = time.monotonic() + REST_LIMIT, None
    while True:
        # A change within a moment of the last look at the code is seen at the next look only, so there are several.
        caller = actions.Caller(target, project, -1)
        for function in actions.FUNCTIONS:
            actions.edit_code(caller, function)
        caller.close()
        time.sleep(2)
        seen = census.take(process.pid, project, folders)
        # Twice the same means that nothing is on its way out any more.
        if not differences(wanted or last or seen, seen) and (wanted or last) or time.monotonic() > end:
            return seen
        last = seen


def differences(before, after):
    """What one census has more than another, in words."""
    return [
        f"{name}: {getattr(before, name)} before, {getattr(after, name)} after"
        for name, slack in SLACK.items()
        if getattr(after, name) > getattr(before, name) + slack
    ]


def level(samples):
    """Why the memory was not level, nothing when it was; samples are KB in the order of time."""
    quarter = len(samples) // 4
    if quarter < 5:
        return []
    third = statistics.median(samples[2 * quarter:3 * quarter])
    last = statistics.median(samples[3 * quarter:])
    if last <= third * (1 + MEMORY_SLACK) + MEMORY_FLOOR:
        return []
    return [f"memory: {third / 1024:.0f} MB in the third quarter, {last / 1024:.0f} MB in the last"]


def soak(arguments, folder):
    """One run; the faults found."""
    home, project = pathlib.Path(folder, "home"), pathlib.Path(folder, "project")
    (home / "tmp").mkdir(parents=True)
    shutil.copytree(HERE / "project", project)
    environment = endpoint.clean_environment(str(home)) | {"TMPDIR": f"{home}/tmp"}
    process = subprocess.Popen(
        [arguments.fcsh, "local", "-t", f"{project}/s.yaml", "--port", "0"], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, text=True)
    samples, faults = [], []
    try:
        target = endpoint.announced(process)
        load = Load(target, str(project), arguments.callers, arguments.only)
        load.run(min(5, arguments.seconds / 4), lambda: None)
        before = rest(target, str(project), process, [home])
        print(f"before: {before}", flush=True)
        warm_up, load = load, Load(target, str(project), arguments.callers, arguments.only)
        load.run(arguments.seconds, lambda: samples.append(census.memory(process.pid)))
        after = rest(target, str(project), process, [home], before)
        print(f"after:  {after}", flush=True)
        faults += warm_up.surprises + load.surprises + differences(before, after) + level(samples)
        report(load, samples, arguments.seconds)
    finally:
        endpoint.stop(process)
    end = time.monotonic() + 2
    while (left := census.marked(str(project))) and time.monotonic() < end:
        time.sleep(0.05)
    if left:
        faults.append(f"processes that outlive the endpoint: {sorted(left)}")
    if process.returncode < 0:
        faults.append(f"the endpoint was killed by signal {-process.returncode}")
    return faults


def report(load, samples, seconds):
    """What was done, and the memory in eight parts of the time."""
    calls = sum(caller.calls for caller in load.callers)
    print(f"{sum(load.done.values())} actions, {calls} calls in {seconds:.0f} s")
    print("  " + ", ".join(f"{name} {count}" for name, count in load.done.most_common()))
    part = max(1, len(samples) // 8)
    medians = [f"{statistics.median(samples[at:at + part]) / 1024:.0f}" for at in range(0, len(samples), part)]
    print(f"  memory, MB: {' '.join(medians)}", flush=True)


def mix(text):
    """The actions of these names, as often against each other as in the whole mix."""
    known = {action.__name__: action for action in actions.MIX}
    names = text.split(",")
    if unknown := set(names) - set(known):
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
    return {known[name]: actions.MIX[known[name]] for name in names}


def main():
    """Soaks, prints, judges."""
    parser = argparse.ArgumentParser(prog="soak", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=1800, metavar="N", help="length of the load (default 1800)")
    parser.add_argument("--callers", type=int, default=6, metavar="N", help="callers at once (default 6)")
    parser.add_argument("--only", type=mix, default=actions.MIX, metavar="NAME[,NAME…]",
                        help=f"these actions alone, of {', '.join(action.__name__ for action in actions.MIX)}")
    parser.add_argument("--fcsh", default=str(HERE.parents[1] / ".build/debug/fcsh"), help="the program to test")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fcsh-soak-") as folder:
        faults = soak(arguments, folder)
    for fault in faults:
        print(f"FAIL  {fault}")
    print("soak: " + (f"{len(faults)} faults" if faults else "level, nothing left behind"))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
