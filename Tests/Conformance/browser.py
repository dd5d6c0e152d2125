"""A headless Chromium, driven over its debugging protocol: real keys and clicks, so that it works without scripts, too."""

import contextlib
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request

from websockets.sync.client import connect

LIMIT = 30  # seconds, for anything that is waited for
NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


class BrowserError(Exception):
    """The browser is not there, or does not do what it was told."""


@contextlib.contextmanager
def running(language="en-US"):
    """Yields a Browser with a profile of its own."""
    program = next((path for name in NAMES if (path := shutil.which(name))), None)
    if program is None:
        raise BrowserError("no Chromium: apt-get install chromium")
    with tempfile.TemporaryDirectory(prefix="fcsh-browser-", ignore_cleanup_errors=True) as profile:
        words = [
            program, "--headless", "--remote-debugging-port=0", f"--user-data-dir={profile}", "--no-first-run",
            "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--disable-background-networking",
            "--disable-component-update", f"--accept-lang={language}", "about:blank",
        ]
        if os.geteuid() == 0:
            words.insert(1, "--no-sandbox")
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield Browser(debugging_port(process, f"{profile}/DevToolsActivePort"))
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def debugging_port(process, path):
    """The port the browser has chosen, as soon as it is written down."""

    def port():
        with contextlib.suppress(OSError, IndexError, ValueError), open(path) as file:
            return int(file.read().split()[0])
        if process.poll() is not None:
            raise BrowserError(f"Chromium ended with status {process.returncode}")

    return eventually(port, "Chromium's debugging port")


def eventually(condition, what):
    """What the condition gives as soon as it is true."""
    deadline = time.monotonic() + LIMIT
    while not (found := condition()):
        if time.monotonic() > deadline:
            raise BrowserError(f"waited {LIMIT} s for {what}")
        time.sleep(0.02)
    return found


class Browser:
    """The program; its tabs do the work."""

    def __init__(self, port):
        self.port = port

    @contextlib.contextmanager
    def tab(self, scripts=True):
        """Yields a new Tab, with or without scripts."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/json/new?about:blank", method="PUT")
        with urllib.request.urlopen(request, timeout=LIMIT) as answer:
            target = json.load(answer)
        with connect(target["webSocketDebuggerUrl"], max_size=None, proxy=None) as socket:
            yield Tab(socket, scripts)


class Tab:
    """One page and everything it asked for and complained of."""

    def __init__(self, socket, scripts):
        self.socket = socket
        self.numbers = itertools.count(1)
        self.requests = []  # addresses
        self.complaints = []  # errors of scripts, of the console and of the security policy
        for domain in ["Page", "Runtime", "Log", "Network", "DOM"]:
            self.send(f"{domain}.enable")
        self.send("Emulation.setScriptExecutionDisabled", value=not scripts)

    def send(self, method, **parameters):
        """The result of a command; what is reported meanwhile is noted."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv(timeout=LIMIT))
            if message.get("id") == number:
                if "error" in message:
                    raise BrowserError(f"{method}: {message['error']['message']}")
                return message["result"]
            self.note(message)

    def note(self, message):
        """Keeps what matters of a report."""
        parameters = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(parameters["request"]["url"])
            case "Runtime.exceptionThrown":
                self.complaints.append(parameters["exceptionDetails"]["text"])
            case "Runtime.consoleAPICalled" if parameters["type"] in ("error", "assert"):
                self.complaints.append(str(parameters["args"]))
            case "Log.entryAdded" if parameters["entry"]["level"] in ("error", "warning"):
                self.complaints.append(parameters["entry"]["text"])

    def evaluate(self, expression):
        """The value of an expression of the debugger's, which a page without scripts allows, too."""
        result = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise BrowserError(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def open(self, address):
        """Goes to an address and waits until it is there."""
        result = self.send("Page.navigate", url=address)
        if "errorText" in result:
            raise BrowserError(f"{address}: {result['errorText']}")
        self.loaded()

    def loaded(self):
        """Waits until the document is complete."""
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    def until(self, expression):
        """Waits until an expression is true; a page that is just being exchanged counts as not yet."""

        def holds():
            try:
                return self.evaluate(expression)
            except BrowserError:
                return None

        return eventually(holds, f"{expression} at {self.address}")

    @property
    def address(self):
        """Where it is."""
        return self.evaluate("location.href")

    @property
    def text(self):
        """What a person reads in the content, values of form fields not included."""
        return self.evaluate("document.querySelector('main').innerText")

    def find(self, selector):
        """The number of a node."""
        root = self.send("DOM.getDocument")["root"]["nodeId"]
        node = self.send("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        if not node:
            raise BrowserError(f"no {selector} at {self.address}")
        return node

    def click(self, selector):
        """Clicks into the middle of an element, and waits for the page this may lead to."""
        node = self.find(selector)
        self.send("DOM.scrollIntoViewIfNeeded", nodeId=node)
        box = self.send("DOM.getContentQuads", nodeId=node)["quads"][0]
        place = {"x": (box[0] + box[4]) / 2, "y": (box[1] + box[5]) / 2, "button": "left", "clickCount": 1}
        for kind in ["mousePressed", "mouseReleased"]:
            self.send("Input.dispatchMouseEvent", type=kind, **place)

    def type(self, selector, text):
        """Replaces what stands in a field."""
        self.send("DOM.focus", nodeId=self.find(selector))
        self.send("Input.dispatchKeyEvent", type="keyDown", key="a", code="KeyA", commands=["selectAll"])
        self.send("Input.dispatchKeyEvent", type="keyUp", key="a", code="KeyA")
        self.send("Input.insertText", text=text)

    def leave(self, click):
        """Clicks something and waits for the page it leads to."""
        before = self.address
        self.click(click)
        self.until(f"location.href !== {json.dumps(before)} && document.readyState === 'complete'")
