"""Starts a child and tells both process ids; waits when it is asked to."""

import os
import subprocess
import time


def handler(event, context):
    child = subprocess.Popen(["sleep", "600"])
    if event:
        with open(event.decode(), "w") as file:
            file.write(f"{os.getpid()} {child.pid}\n")
        time.sleep(50)
    return f"{os.getpid()} {child.pid}"
