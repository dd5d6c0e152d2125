"""Publishes a report section by section, as a timer would call it.

Event: {"day": "YYYY-MM-DD"}
"""

import json

import store


def handler(event, context):
    """Publishes the next section and says how far the report is."""
    day = json.loads(event)["day"]
    report = store.load(day)
    if report is None:
        return {"day": day, "state": "missing", "rows": 0}
    count = len(report["sections"])
    if report["published"] < count:
        report["published"] += 1
        store.save(day, report)
    state = "published" if report["published"] == count else "publishing"
    return {"day": day, "state": state, "section": f"{report['published']} of {count}", "rows": report["rows"]}
