"""A server of a custom runtime that does what the event says, see ../python/index.py."""

import http.server
import json
import os
import subprocess
import time

CODE = 0


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers events on /invoke, and echoes every other request."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(200, b"here")

    def do_POST(self):
        event = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.path != "/invoke" or not event.startswith(b"{"):
            return self.answer(200, event)
        wish = json.loads(event)
        do = wish["do"]
        if do == "fail":
            return self.answer(404, json.dumps({"errorMessage": wish.get("why", "asked to")}).encode(), failed=True)
        if do == "sleep":
            time.sleep(wish["seconds"])
        if do == "exit":
            os._exit(wish["code"])
        if do == "print":
            for number in range(wish["lines"]):
                print(f"line {number} of {self.headers['x-fc-request-id']}", flush=True)
        if do == "child":
            subprocess.Popen(["sleep", "3600"])
            os._exit(1)
        answer = {"pid": os.getpid(), "code": CODE, "round": os.environ["ROUND"], "do": do}
        return self.answer(200, json.dumps(answer).encode())

    def answer(self, status, body, failed=False):
        self.send_response(status)
        if failed:
            self.send_header("x-fc-status", "404")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        """Nothing: the platform has a log of its own."""


http.server.ThreadingHTTPServer(("0.0.0.0", int(os.environ["FC_SERVER_PORT"])), Handler).serve_forever()
