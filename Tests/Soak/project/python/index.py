"""A function that does what the event says: echo, fail, sleep, exit, print, leave a child behind, tell its process."""

import json
import os
import subprocess
import time

CODE = 0


def initialize(context):
    print("initialized")


def pre_stop(context):
    print("stopping")


def handler(event, context):
    if not event.startswith(b"{"):
        return event
    wish = json.loads(event)
    if "body" in wish and "requestContext" in wish:
        return {"statusCode": 200, "body": wish["body"], "isBase64Encoded": wish.get("isBase64Encoded", False)}
    do = wish["do"]
    if do == "fail":
        raise ValueError(wish.get("why", "asked to"))
    if do == "sleep":
        time.sleep(wish["seconds"])
    if do == "exit":
        os._exit(wish["code"])
    if do == "print":
        for number in range(wish["lines"]):
            print(f"line {number} of {context.request_id}")
    if do == "child":
        subprocess.Popen(["sleep", "3600"])
        os._exit(1)
    return {"pid": os.getpid(), "code": CODE, "round": os.environ["ROUND"], "do": do}
