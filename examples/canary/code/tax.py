"""The tax on an amount.

Event: {"k": AMOUNT, "rate": PER CENT}
"""

import datetime
import json


def handler(event, context):
    """Answers with tax and total in cents."""
    order = json.loads(event)
    amount, rate = order.get("k"), order.get("rate", 13)
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise TypeError(f"k must be a whole number of cents, not {json.dumps(amount)}")
    tax = (amount * rate + 50) // 100
    return {
        "tax": tax,
        "total": amount + tax,
        "requestId": context.request_id,
        "at": datetime.datetime.now(datetime.timezone.utc).isoformat(),
    }
