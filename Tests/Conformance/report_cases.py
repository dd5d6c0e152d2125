"""Reports of a run, read by the programs that build servers read them with: junitparser and prove."""

import json
import pathlib
import re
import subprocess
import tempfile

import junitparser

import endpoint
from report import equal, require

GOOD = """
local start
set output none
test "the event comes back" do
  invoke echo {"k": 1}
  expect .k == 1
end
test "names: <a> & \\"b\\" # 函数" do
  repeat 3 invoke echo {"k": 2}
  expect @errors == 0
end
"""
BAD = """
on error continue
local start
set output none
test "passes" do
  invoke echo {"k": 1}
end
test "a check is false: ]]> \\u001b[31m" do
  invoke echo {"k": "]]>"}
  expect .k == "<other>"
end
test "a call fails" do
  invoke nowhere
end
test "an iteration fails" do
  repeat 3 do
    invoke echo {"k": 2}
    expect .k == 3
  end
end
test "left out" do
  invoke echo {"k": 3}
end
"""
PROJECT = """
edition: 3.0.0
name: reports
resources:
  echo:
    component: fc3
    props: {region: cn-hangzhou, functionName: echo, runtime: python3.10, handler: index.echo, code: ./code}
"""
HANDLER = "def echo(event, context):\n    return event\n"


def run(results, fcsh):
    """All cases, on the reports of one run with two scripts."""
    fcsh = str(pathlib.Path(fcsh).resolve())
    with tempfile.TemporaryDirectory(prefix="fcsh-reports-") as folder:
        folder = pathlib.Path(folder)
        (folder / "code").mkdir()
        (folder / "s.yaml").write_text(PROJECT)
        (folder / "code/index.py").write_text(HANDLER)
        good, bad = write_reports(fcsh, folder, "good", GOOD), write_reports(fcsh, folder, "bad", BAD)
        with results.case("reports: junitparser reads the JUnit XML of a good run"):
            junit_is(good, passed=2, failed=0, broken=0, skipped=0)
        with results.case("reports: junitparser reads failures, errors and skipped tests"):
            junit_is(bad, passed=1, failed=2, broken=1, skipped=1)
        with results.case("reports: junitparser writes the same document again"):
            document = junitparser.JUnitXml.fromfile(str(bad / "junit.xml"))
            again = junitparser.JUnitXml.fromstring(document.tostring())
            equal([suite.name for suite in again], ["bad.fcsh"], "suites")
        with results.case("reports: the sentence of a failure names place, expected and actual value"):
            text = failure_of(bad, "a check is false")
            require(re.search(r"bad\.fcsh:\d+:\d+: expected \.k == \"<other>\"", text), text)
            require('it is "]]>"' in text, text)
        with results.case("reports: a failed iteration has its number"):
            require("iteration 1: expected .k == 3; it is 2" in failure_of(bad, "an iteration fails"), "no iteration")
        with results.case("reports: prove accepts the TAP of a good run"):
            output = prove(good, status=0)
            require("All tests successful." in output and "Tests=2" in output, output)
        with results.case("reports: prove names the failed tests and finds no error in the TAP of a bad run"):
            output = prove(bad, status=1)
            require("Failed tests:  2-4" in output and "Parse errors" not in output, output)


def write_reports(fcsh, folder, name, script):
    """Runs a script with every report; gives the folder they are in."""
    reports = folder / f"{name}-reports"
    reports.mkdir()
    (folder / f"{name}.fcsh").write_text(script)
    words = [fcsh, "run", "--test", "?*[!t]"]
    for kind, file in (("junit", "junit.xml"), ("tap", "report.tap"), ("json", "report.json")):
        words += ["--report", f"{kind}:{reports}/{file}"]
    subprocess.run(
        words + [f"{name}.fcsh"], cwd=folder, env=endpoint.clean_environment(str(folder)), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60, check=False)
    return reports


def junit_is(reports, **wanted):
    """The verdicts junitparser finds are these, and those of the JSON report."""
    told = [test["verdict"] for file in json.loads((reports / "report.json").read_text())["files"] for test in file["tests"]]
    cases = [case for suite in junitparser.JUnitXml.fromfile(str(reports / "junit.xml")) for case in suite]
    kinds = {junitparser.Failure: "failed", junitparser.Error: "error", junitparser.Skipped: "skipped"}
    seen = [kinds[type(case.result[0])] if case.result else "passed" for case in cases]
    equal(seen, told, "verdicts")
    counts = {"passed": "passed", "failed": "failed", "broken": "error", "skipped": "skipped"}
    equal({name: seen.count(word) for name, word in counts.items()}, wanted, "counts")
    document = junitparser.JUnitXml.fromfile(str(reports / "junit.xml"))
    equal((document.tests, document.failures, document.errors, document.skipped),
          (len(seen), wanted["failed"], wanted["broken"], wanted["skipped"]), "sums")
    require(all(case.time >= 0 and case.classname for case in cases), "a case without time or class")


def failure_of(reports, name):
    """The text of a test's failure."""
    for suite in junitparser.JUnitXml.fromfile(str(reports / "junit.xml")):
        for case in suite:
            if case.name.startswith(name):
                return case.result[0].text
    return f"no test {name}"


def prove(reports, status):
    """What prove says about the TAP report."""
    ended = subprocess.run(
        ["prove", "--nocolor", "--exec", "cat", str(reports / "report.tap")], stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=60, check=False)
    output = ended.stdout + ended.stderr
    equal(ended.returncode, status, f"the status of prove\n{output}")
    return output
