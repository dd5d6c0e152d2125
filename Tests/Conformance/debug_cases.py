"""Debuggers at the functions of the local endpoint: real ones, driven as VS Code drives them."""

import concurrent.futures
import contextlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import endpoint
from debugger import AdapterClient, InspectorClient, JavaDebugger
from report import equal, require
from sdk import SDK

VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"

MANIFEST = """
edition: 3.0.0
name: debugging
resources:
  python:
    component: fc3
    props:
      {region: cn-hangzhou, functionName: py, runtime: python%s, handler: index.handler, code: ./py, timeout: 1}
  node:
    component: fc3
    props: {region: cn-hangzhou, functionName: js, runtime: nodejs20, handler: index.handler, code: ./js, timeout: 1}
  bare:
    component: fc3
    props: {region: cn-hangzhou, functionName: bare, runtime: python3.10, handler: index.handler, code: ./py}
  java:
    component: fc3
    props: {region: cn-hangzhou, functionName: java, runtime: java11, handler: 'App::handleRequest', code: ./java, timeout: 1}
  server:
    component: fc3
    props:
      region: cn-hangzhou
      functionName: server
      runtime: custom.debian10
      handler: index.handler
      code: ./server
      timeout: 1
      customRuntimeConfig: {command: [python3, server.py]}
"""

PYTHON = """def handler(event, context):
    number = len(event) * 7
    answer = "%d" % number
    return answer
"""

NODE = """exports.handler = async (event, context) => {
  const number = event.length * 7
  const answer = String(number)
  return answer
}
"""

JAVA = """import com.aliyun.fc.runtime.Context;
import com.aliyun.fc.runtime.StreamRequestHandler;
import java.io.*;

public class App implements StreamRequestHandler {
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        int length = 0;
        while (input.read() >= 0) length++;
        int number = length * 7;
        output.write(String.valueOf(number).getBytes());
    }
}
"""

# Takes longer than its function's time limit.
SERVER = """import http.server, os, time

class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        time.sleep(1.5)
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

http.server.HTTPServer(("127.0.0.1", int(os.environ["FC_SERVER_PORT"])), Handler).serve_forever()
"""


def run(report, fcsh):
    """All cases."""
    with tempfile.TemporaryDirectory(prefix="fcsh-debug-") as folder:
        project = pathlib.Path(folder).resolve() / "project"
        write(project)
        python(report, fcsh, project)
        node(report, fcsh, project)
        java(report, fcsh, project)
        custom(report, fcsh, project)
        editor(report, fcsh, project)
        refusals(report, fcsh, project)


def write(project):
    """A project with a function of each kind."""
    files = {"s.yaml": MANIFEST % VERSION, "py/index.py": PYTHON, "js/index.js": NODE, "server/server.py": SERVER}
    for name, text in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text)


@contextlib.contextmanager
def debugging(fcsh, project, *options):
    """Yields the SDK at a fresh endpoint with these options, and the text the endpoint has printed."""
    with tempfile.TemporaryDirectory(prefix="fcsh-") as home:
        process = endpoint.start(
            fcsh, str(project / "s.yaml"), home, options, path=str(pathlib.Path(sys.executable).parent))
        try:
            lines = endpoint.Lines(process)
            yield SDK(lines.endpoint()), lines
        finally:
            endpoint.stop(process)


def port_of(lines, function):
    """Where the debugger of a function listens, as the endpoint says."""
    return int(lines.until(rf"debugger of {function}: 127\.0\.0\.1:(\d+)")[1])


def line_of(path, text):
    """The number of the line that holds a text."""
    return next(number for number, line in enumerate(path.read_text().splitlines(), 1) if text in line)


def python(report, fcsh, project):
    """A breakpoint in a Python function."""
    source = project / "py/index.py"
    with report.case("debug: a breakpoint in index.py stops the first call, past its time limit"):
        with debugging(fcsh, project, "--debug", "py", "--vscode") as (sdk, lines):
            port = port_of(lines, "py")
            lines.until("'fcsh: py' is in .*launch.json now")
            entry = json.loads((project / ".vscode/launch.json").read_text())["configurations"][0]
            equal((entry["name"], entry["type"], entry["connect"]["port"]), ("fcsh: py", "debugpy", port), "entry")
            with concurrent.futures.ThreadPoolExecutor() as pool:
                call = pool.submit(sdk.invoke, "py", b"seven!")
                lines.until("a call of py waits for a debugger")
                client = AdapterClient(port)
                settings = {name: entry[name] for name in ("justMyCode", "rules")}
                settings["pathMappings"] = [
                    {name: path.replace("${workspaceFolder}", str(project)) for name, path in mapping.items()}
                    for mapping in entry["pathMappings"]]
                client.attach(str(source), line_of(source, "answer ="), settings)
                stop = client.event("stopped")
                equal(stop["reason"], "breakpoint", "reason")
                frame, variables = client.variables(stop["threadId"])
                equal(frame["source"]["path"], str(source), "source")
                equal((variables["number"], variables["event"]), ("42", "b'seven!'"), "variables")
                time.sleep(1.5)  # longer than the function's time limit
                require(not call.done(), "the call did not wait for the debugger")
                client.ask("continue", {"threadId": stop["threadId"]})
                answer = call.result(endpoint.START_LIMIT)
                equal((answer.status, answer.body), (200, b"42"), "answer")
                again = pool.submit(sdk.invoke, "py", b"x")
                stop = client.event("stopped")
                equal(client.variables(stop["threadId"])[1]["number"], "7", "variable of the second call")
                client.ask("continue", {"threadId": stop["threadId"]})
                equal(again.result(endpoint.START_LIMIT).body, b"7", "second answer")
                client.close()
            equal(sdk.invoke("py", b"").body, b"0", "answer without a debugger")


def node(report, fcsh, project):
    """A breakpoint in a Node.js function."""
    source = project / "js/index.js"
    with report.case("debug: a breakpoint in index.js stops the first call, past its time limit"):
        with debugging(fcsh, project, "--debug", "js") as (sdk, lines):
            port = port_of(lines, "js")
            with concurrent.futures.ThreadPoolExecutor() as pool:
                client = InspectorClient(port)
                client.attach(str(source), line_of(source, "answer ="))
                call = pool.submit(sdk.invoke, "js", b"seven!", "Tail")
                pause = client.event("Debugger.paused")
                equal(pause["callFrames"][0]["functionName"], "exports.handler", "function")
                require(pause["hitBreakpoints"], "it stopped without a breakpoint")
                equal(client.variables(pause)["number"], 42, "variable")
                time.sleep(1.5)  # longer than the function's time limit
                require(not call.done(), "the call did not wait for the debugger")
                client.ask("Debugger.resume")
                answer = call.result(endpoint.START_LIMIT)
                equal((answer.status, answer.body), (200, b"42"), "answer")
                client.close()
            equal(sdk.get_function("js").timeout, 3601, "the time limit that clients wait for")
            equal(sdk.invoke("js", b"").body, b"0", "answer without a debugger")
    with report.case("debug: changed code runs in a new instance at the same port"):
        with debugging(fcsh, project, "--debug", "js") as (sdk, lines):
            port = port_of(lines, "js")
            first = InspectorClient(port)
            first.attach(str(source), 1)
            first.ask("Debugger.disable")
            before = sdk.invoke("js", b"x")
            first.close()
            source.write_text(NODE.replace("* 7", "* 8"))
            with concurrent.futures.ThreadPoolExecutor() as pool:
                call = pool.submit(sdk.invoke, "js", b"x")
                lines.until("a call of js waits for a debugger")
                second = attached(lambda: InspectorClient(port))
                second.ask("Runtime.runIfWaitingForDebugger")
                after = call.result(endpoint.START_LIMIT)
                second.close()
            equal((before.body, after.body), (b"7", b"8"), "answers")
            source.write_text(NODE)


def java(report, fcsh, project):
    """A breakpoint in a Java function, with the debugger of the JDK."""
    with report.case("debug: jdb stops the first call of a Java function, past its time limit"):
        vendor = pathlib.Path(__file__).resolve().parents[1] / "Vectors/java/com/aliyun/fc/runtime"
        source = project / "App.java"
        source.write_text(JAVA)
        subprocess.run(
            ["javac", "-g", "-d", str(project / "java"), str(source), *map(str, vendor.glob("*.java"))],
            check=True, timeout=endpoint.START_LIMIT, stdout=subprocess.DEVNULL)
        with debugging(fcsh, project, "--debug", "java:5055") as (sdk, lines):
            port = port_of(lines, "java")
            debugger = attached(lambda: JavaDebugger(port))
            debugger.type(f"stop at App:{line_of(source, 'output.write')}")
            debugger.until(r"Deferring breakpoint App:\d+")
            debugger.type("resume")
            with concurrent.futures.ThreadPoolExecutor() as pool:
                call = pool.submit(sdk.invoke, "java", b"seven!")
                debugger.until(r"Breakpoint hit: .*App\.handleRequest\(\)")
                time.sleep(1.5)  # longer than the function's time limit
                require(not call.done(), "the call did not wait for the debugger")
                debugger.type("print number")
                debugger.until(r"number = 42")
                debugger.type("cont")
                answer = call.result(endpoint.START_LIMIT)
                equal((answer.status, answer.body), (200, b"42"), "answer")
            debugger.close()


def attached(make):
    """A client as soon as one can connect."""
    deadline = time.monotonic() + endpoint.START_LIMIT
    while True:
        try:
            return make()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def custom(report, fcsh, project):
    """A server of the function's own, whose command starts the debugger."""
    with report.case("debug: the time limit of a custom runtime is lifted, too"):
        with debugging(fcsh, project, "--debug", "server") as (sdk, lines):
            lines.until("server has no time limits now")
            equal(sdk.invoke("server", b"slow").body, b"slow", "answer")


def editor(report, fcsh, project):
    """What becomes of .vscode/launch.json."""
    launch = project / ".vscode/launch.json"
    with report.case("debug: --vscode adds to what is there and changes nothing of it"):
        own = '{\n  "version": "0.2.0",\n  "configurations": [ {"name": "mine", "type": "x"} ],\n  "inputs": []\n}\n'
        launch.write_text(own)
        with debugging(fcsh, project, "--debug", "js", "--vscode") as (_, lines):
            lines.until("is in .*launch.json now")
        text = launch.read_text()
        require(text.startswith(own[: own.index(" ],")]), f"what was there has changed: {text}")
        require(text.endswith(own[own.index("],"):]), f"what was there has changed: {text}")
        equal([entry["name"] for entry in json.loads(text)["configurations"]], ["mine", "fcsh: js"], "names")
        with debugging(fcsh, project, "--debug", "js:9555", "--vscode") as (_, lines):
            lines.until("has another 'fcsh: js', which stays")
            lines.until('"port": 9555')
        equal(launch.read_text(), text, "launch.json")
    with report.case("debug: --vscode leaves a file with comments alone and prints instead"):
        text = '// mine\n{"configurations": []}\n'
        launch.write_text(text)
        with debugging(fcsh, project, "--debug", "js", "--vscode") as (_, lines):
            lines.until("has comments or is no plain JSON")
            lines.until('"name": "fcsh: js"')
        equal(launch.read_text(), text, "launch.json")


def refusals(report, fcsh, project):
    """What cannot be debugged, with the reason."""
    with report.case("debug: an interpreter without debugpy is named with the command that installs it"):
        refused(fcsh, project, "bare", r"install it: /\S*/python3\.\d+ -m pip install debugpy")
    with report.case("debug: a function that does not exist is refused"):
        refused(fcsh, project, "nobody", "function 'nobody' cannot be debugged: there is no such function")
    with report.case("debug: a port that is taken is refused"):
        with debugging(fcsh, project, "--debug", "js") as (_, lines):
            port = port_of(lines, "js")
            refused(fcsh, project, f"py:{port}", f"port {port} is taken")


def refused(fcsh, project, function, reason):
    """Fails the case unless the start is refused for this reason; the match."""
    with tempfile.TemporaryDirectory(prefix="fcsh-") as home:
        end = subprocess.run(
            [fcsh, "local", "-t", str(project / "s.yaml"), "--debug", function],
            env=endpoint.clean_environment(home), capture_output=True, text=True, timeout=endpoint.START_LIMIT)
    equal(end.returncode, 2, f"status after {end.stderr}")
    found = re.search(reason, end.stderr)
    require(found, f"no {reason!r} in {end.stderr}")
    return found
