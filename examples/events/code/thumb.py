"""Plans the thumbnails of a picture that was put into a bucket.

Event: what an OSS trigger sends, {"events": [{"oss": {"bucket": {"name": …}, "object": {"key": …}}, …}]}
"""

import json
import os.path

WIDTHS = (64, 256, 1024)


def handler(event, context):
    """Names the pictures to make, each with its size, for a picture of 4 by 3."""
    record = json.loads(event)["events"][0]
    if not record["eventName"].startswith("ObjectCreated:"):
        raise ValueError(f"{record['eventName']} makes no thumbnails")
    bucket, key = record["oss"]["bucket"]["name"], record["oss"]["object"]["key"]
    stem, ending = os.path.splitext(os.path.basename(key))
    return {
        "bucket": bucket,
        "source": key,
        "sizes": [
            {"key": f"out/{stem}-{width}{ending}", "w": width, "h": width * 3 // 4} for width in WIDTHS
        ],
    }


def echo(event, context):
    """The event as it came."""
    return event
