"""Conformance run: the official SDK against `fcsh local`, fcsh against the SDK's signing code, reports against readers, the
endpoint's page in a browser.

Prints one line per case and the sum; exit status 1 when a case failed.
"""

import argparse
import pathlib
import sys

import async_cases
import browser_cases
import canary_cases
import client_cases
import debug_cases
import endpoint
import host_cases
import identity_cases
import local_cases
import log_cases
import report
import report_cases
import runtime_cases
import state_cases


def main():
    """Runs both suites with the fcsh that was named."""
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fcsh", default=str(here.parents[1] / ".build/debug/fcsh"), help="the program to test")
    arguments = parser.parse_args()
    results = report.Report()
    try:
        with endpoint.running(arguments.fcsh, str(here / "fixture/s.yaml")) as running:
            local_cases.run(results, running)
            async_cases.run(results, running)
            runtime_cases.run(results, running)
            browser_cases.run(results, running)
    except (RuntimeError, OSError) as error:
        results.fail("local: the endpoint starts and stops", str(error))
    host_cases.run(results, arguments.fcsh)
    debug_cases.run(results, arguments.fcsh)
    state_cases.run(results, arguments.fcsh)
    client_cases.run(results, arguments.fcsh)
    report_cases.run(results, arguments.fcsh)
    identity_cases.run(results, arguments.fcsh)
    canary_cases.run(results, arguments.fcsh)
    log_cases.run(results, arguments.fcsh)
    return results.finish()


if __name__ == "__main__":
    sys.exit(main())
