"""Clients of debuggers: the Debug Adapter Protocol of debugpy, the inspector of Node.js, and the JDK's own jdb."""

import json
import queue
import re
import socket
import subprocess
import threading
import time
import urllib.request

from websockets.sync.client import connect

LIMIT = 30  # seconds until anything that is waited for must have come


class AdapterClient:
    """Speaks the Debug Adapter Protocol over a socket, as far as a breakpoint needs it."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=LIMIT)
        self.stream = self.socket.makefile("rb")
        self.serial = 0
        self.pending = []

    def send(self, command, arguments=None):
        """Sends a request and returns its number."""
        self.serial += 1
        body = json.dumps(
            {"seq": self.serial, "type": "request", "command": command, "arguments": arguments or {}}).encode()
        self.socket.sendall(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        return self.serial

    def receive(self):
        """The next message."""
        length = 0
        while (line := self.stream.readline().strip()):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return json.loads(self.stream.read(length))

    def wait(self, is_wanted):
        """The first message that fits; the others are kept for later."""
        for message in self.pending:
            if is_wanted(message):
                self.pending.remove(message)
                return message
        while True:
            message = self.receive()
            if is_wanted(message):
                return message
            self.pending.append(message)

    def event(self, name):
        """The next event of this name."""
        return self.wait(lambda message: message.get("event") == name).get("body", {})

    def answer(self, serial):
        """The answer to a request."""
        message = self.wait(lambda message: message.get("request_seq") == serial)
        if not message["success"]:
            raise RuntimeError(f"{message['command']}: {message.get('message')}")
        return message.get("body", {})

    def ask(self, command, arguments=None):
        """Sends a request and waits for its answer."""
        return self.answer(self.send(command, arguments))

    def attach(self, path, line, settings):
        """Attaches as VS Code does, with one breakpoint."""
        self.ask("initialize", {"adapterID": "debugpy", "pathFormat": "path", "linesStartAt1": True})
        attaching = self.send("attach", settings)
        self.event("initialized")
        self.ask("setBreakpoints", {"source": {"path": path}, "breakpoints": [{"line": line}]})
        self.ask("configurationDone")
        self.answer(attaching)

    def variables(self, thread):
        """The place a thread stands at, and the local variables there."""
        frame = self.ask("stackTrace", {"threadId": thread})["stackFrames"][0]
        scopes = self.ask("scopes", {"frameId": frame["id"]})["scopes"]
        found = self.ask("variables", {"variablesReference": scopes[0]["variablesReference"]})["variables"]
        return frame, {variable["name"]: variable["value"] for variable in found}

    def close(self):
        """Detaches."""
        self.ask("disconnect", {"terminateDebuggee": False})
        self.socket.close()


class InspectorClient:
    """Speaks the inspector protocol of Node.js over a WebSocket."""

    def __init__(self, port):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=LIMIT) as listing:
            target = json.load(listing)[0]
        self.connection = connect(target["webSocketDebuggerUrl"], open_timeout=LIMIT)
        self.serial = 0
        self.pending = []

    def ask(self, method, **parameters):
        """Calls a method and waits for its result."""
        self.serial += 1
        serial = self.serial
        self.connection.send(json.dumps({"id": serial, "method": method, "params": parameters}))
        answer = self.wait(lambda message: message.get("id") == serial)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def wait(self, is_wanted):
        """The first message that fits; the others are kept for later."""
        for message in self.pending:
            if is_wanted(message):
                self.pending.remove(message)
                return message
        deadline = time.monotonic() + LIMIT
        while True:
            message = json.loads(self.connection.recv(timeout=max(0.01, deadline - time.monotonic())))
            if is_wanted(message):
                return message
            self.pending.append(message)

    def event(self, method):
        """The next event of this name."""
        return self.wait(lambda message: message.get("method") == method)["params"]

    def attach(self, path, line):
        """Attaches as VS Code does, with one breakpoint; lines begin with 1."""
        self.ask("Runtime.enable")
        self.ask("Debugger.enable")
        self.ask("Debugger.setBreakpointByUrl", urlRegex=f"^file://{path}$|^{path}$", lineNumber=line - 1)
        self.ask("Runtime.runIfWaitingForDebugger")

    def variables(self, pause):
        """The local variables of the topmost frame."""
        scope = next(
            scope for scope in pause["callFrames"][0]["scopeChain"] if scope["type"] in ("local", "block"))
        found = self.ask("Runtime.getProperties", objectId=scope["object"]["objectId"], ownProperties=True)["result"]
        return {variable["name"]: variable.get("value", {}).get("value") for variable in found}

    def close(self):
        """Detaches."""
        self.connection.close()


class JavaDebugger:
    """jdb at a port, driven by what it prints. An OSError means that nobody listens yet."""

    def __init__(self, port):
        self.process = subprocess.Popen(
            ["jdb", "-connect", f"com.sun.jdi.SocketAttach:hostname=127.0.0.1,port={port}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.chunks = queue.Queue()
        self.text = ""
        threading.Thread(target=self.drain, daemon=True).start()
        try:
            self.until(r"VM Started|Initializing jdb")
        except EOFError as error:
            raise OSError(str(error)) from None

    def drain(self):
        """Passes on what it prints; prompts do not end a line. None marks the end."""
        while chunk := self.process.stdout.read1(65536):
            self.chunks.put(chunk.decode())
        self.chunks.put(None)

    def type(self, line):
        """Types a command."""
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def until(self, pattern):
        """Waits for a pattern; what follows it is looked at the next time."""
        deadline = time.monotonic() + LIMIT
        while not (found := re.search(pattern, self.text)):
            try:
                chunk = self.chunks.get(timeout=max(0.01, deadline - time.monotonic()))
            except queue.Empty:
                raise TimeoutError(f"jdb did not print {pattern!r}: {self.text}") from None
            if chunk is None:
                raise EOFError(f"jdb has ended: {self.text}")
            self.text += chunk
        self.text = self.text[found.end():]

    def close(self):
        """Detaches."""
        self.process.kill()
        self.process.wait()
