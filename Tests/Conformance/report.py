"""Names, counts and prints the cases of a run."""

import contextlib
import traceback


class Mismatch(Exception):
    """What was seen differs from what must be."""


def equal(seen, wanted, what):
    """Fails the case unless both are equal; long values are cut in the message."""
    if seen != wanted:
        raise Mismatch(f"{what}: wanted {short(wanted)}, saw {short(seen)}")


def require(condition, message):
    """Fails the case with the message unless the condition holds."""
    if not condition:
        raise Mismatch(message)


def short(value, limit=200):
    """A value as Python text of bounded length."""
    text = repr(value)
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text)} characters)"


class Report:
    """One line per case on standard output, the sum at the end."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    @contextlib.contextmanager
    def case(self, name):
        """Runs the body as one case: any exception fails it, and the run goes on."""
        try:
            yield
        except Mismatch as error:
            self.fail(name, str(error))
        except Exception as error:  # an unexpected exception of the SDK is a finding, too
            last = traceback.extract_tb(error.__traceback__)[-1]
            self.fail(name, f"{type(error).__name__}: {error} ({last.filename.rsplit('/', 1)[-1]}:{last.lineno})")
        else:
            self.passed += 1
            print(f"ok    {name}", flush=True)

    def fail(self, name, reason):
        """Counts and prints a failed case."""
        self.failed += 1
        print(f"FAIL  {name}\n      {reason}", flush=True)

    def finish(self):
        """Prints the sum and returns the exit status; a run without cases is a failure."""
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 0 if self.passed and not self.failed else 1
