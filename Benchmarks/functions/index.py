"""Echoes the event; `lines` prints 20,000 lines and `interpreter` tells which program runs it."""

import sys


def handler(event, context):
    if event == b"lines":
        for number in range(20_000):
            print(f"line {number} of twenty thousand")
    if event == b"interpreter":
        return sys.executable
    return event
