"""Where reports lie: a folder beside the code here, a bucket or a file system in the cloud."""

import json
import os
import re

FOLDER = os.path.join(os.environ["FC_FUNC_CODE_PATH"], "..", "reports")


def load(day):
    """The report of a day; None when there is none yet."""
    try:
        with open(_path(day), encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return None


def save(day, report):
    """Keeps the report of a day in place of the one before."""
    os.makedirs(FOLDER, exist_ok=True)
    with open(_path(day), "w", encoding="utf-8") as file:
        json.dump(report, file)


def _path(day):
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        raise ValueError(f"{day!r} is no day; write 2024-05-01")
    return os.path.join(FOLDER, f"{day}.json")
