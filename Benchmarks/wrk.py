"""wrk with requests that are signed before it starts."""

import json
import pathlib
import subprocess

import acs3
from figures import Void

HERE = pathlib.Path(__file__).resolve().parent
MOST_CALLS_A_SECOND = 15_000  # so many requests are signed for each second
LIMIT = 120  # seconds for one run


class Wrk:
    """Calls one function of an endpoint with one event, over and over."""

    def __init__(self, target, folder, seconds, function, event):
        self.target, self.folder, self.seconds = target, folder, seconds
        self.function, self.event = function, event

    def sign(self, count):
        """Writes the files that load.lua reads."""
        event, shared = self.event.encode(), {}
        with open(f"{self.folder}/requests", "w", encoding="ascii") as file:
            for _ in range(count):
                headers = acs3.signed_headers(
                    self.target.host, self.function, "LATEST", event, self.target.key_id, self.target.key_secret)
                shared[".authorization"], _, signature = headers.pop("authorization").rpartition("=")
                shared[".authorization"] += "="
                headers.pop("host")  # wrk sends it by itself
                file.write(f"{headers.pop('x-acs-date')} {headers.pop('x-acs-signature-nonce')} {signature}\n")
        shared |= headers | {".target": f"{acs3.path(self.function)}?qualifier=LATEST", ".body": self.event}
        text = "".join(f"{name} {value}\n" for name, value in shared.items())
        pathlib.Path(self.folder, "shared").write_text(text, encoding="utf-8")

    def run(self, connections):
        """The figures that load.lua prints."""
        self.sign(MOST_CALLS_A_SECOND * self.seconds)
        words = ["wrk", f"-c{connections}", "-t1", f"-d{self.seconds}s", "-s", str(HERE / "load.lua"),
                 f"http://{self.target.host}", "--", f"{self.folder}/requests", f"{self.folder}/shared"]
        done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=LIMIT)
        figures = json.loads(done.stdout.splitlines()[-1])
        if figures["refused"] or figures["broken"] or not figures["requests"]:
            raise Void(f"wrk: {figures['refused']} answers not 2xx, {figures['broken']} broken, of "
                       f"{figures['requests']}")
        return figures
