"""Counts what a process holds: memory, descriptors, threads, the processes it started, files."""

import dataclasses
import os
import pathlib


@dataclasses.dataclass(frozen=True)
class Census:
    """What there is at one moment of rest."""

    descriptors: int
    threads: int
    processes: int
    files: int
    memory: int  # KB


def take(process_id, project, folders):
    """The census of a process, of the processes of the project's functions, and of the files in the folders."""
    return Census(
        descriptors=len(os.listdir(f"/proc/{process_id}/fd")),
        threads=len(os.listdir(f"/proc/{process_id}/task")),
        processes=len(family(process_id) | marked(project)),
        files=sum(len(names) for folder in folders for _, _, names in os.walk(folder)),
        memory=memory(process_id),
    )


def memory(process_id):
    """Resident memory in KB."""
    status = pathlib.Path(f"/proc/{process_id}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")))


def family(process_id):
    """The processes that descend from a process."""
    children = {}
    for number in numbers():
        try:
            stat = pathlib.Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        # The name stands in parentheses and may hold anything.
        children.setdefault(int(stat.rpartition(")")[2].split()[1]), set()).add(number)
    found, open_ends = set(), [process_id]
    while open_ends:
        for child in children.get(open_ends.pop(), ()):
            found.add(child)
            open_ends.append(child)
    return found


def marked(project):
    """The processes whose environment names the project's code, whoever their parent is by now."""
    found, mark = set(), f"FC_FUNC_CODE_PATH={project}".encode()
    for number in numbers():
        try:
            if mark in pathlib.Path(f"/proc/{number}/environ").read_bytes():
                found.add(number)
        except OSError:
            continue
    return found


def numbers():
    """The numbers of all processes."""
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]
