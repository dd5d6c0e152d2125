"""What the benchmarks have in common: void runs, rounds, quartiles, versions, tables."""

import os
import platform
import statistics
import subprocess

QUARTILES = ("q1", "median", "q3")


class Void(Exception):
    """A contestant's answer was not what it must be, so its figure counts for nothing."""


def quartiles(values):
    """Lower quartile, median, upper quartile; None for each when there are too few values."""
    return dict(zip(QUARTILES, statistics.quantiles(values, n=4) if len(values) > 1 else [None] * 3))


def measure(field, runs):
    """Rounds of figures by name, None for a void run; the reasons of void runs come with them."""
    for contestant in field.values():
        contestant()
    names, rounds, reasons = list(field), [], []
    for number in range(runs):
        first = number % len(names)
        figures = dict.fromkeys(names)
        for name in names[first:] + names[:first]:
            try:
                figures[name] = field[name]()
            except Void as error:
                reasons.append(str(error))
        rounds.append(figures)
    return rounds, reasons


def ratio(rounds, value):
    """Quartiles of a figure made of each round's; rounds with a void run are left out."""
    values = [value(figures) for figures in rounds if None not in figures.values()]
    return {"rounds": len(values), **quartiles(values)}


def cells(row, form=".2f"):
    """The quartiles of a row of a table."""
    return "".join(f"{'-' if row[key] is None else format(row[key], form):>12}" for key in QUARTILES)


def first_line(*words):
    """The first line that a program prints, such as its version."""
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).splitlines()[0]


def fcsh_version(path):
    """The program that was measured."""
    return f"{first_line(path, '--version')}, {os.path.getsize(path):,} bytes"


def machine():
    """Where it was measured, and how busy that machine was."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f} at the end"
