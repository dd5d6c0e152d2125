"""Takes an order.

Event: {"uid": USER, "auth": "Bearer TOKEN", "items": [{"sku": TEXT, "n": COUNT}]}
"""

import json

import tokens

PRICES = {"A-1": "12.90", "B-2": "7.00"}


def handler(event, context):
    """Answers with the order as it was taken."""
    order = json.loads(event)
    if tokens.user_of(order["auth"].removeprefix("Bearer ")) != order["uid"]:
        raise PermissionError("the token belongs to somebody else")
    items = [dict(item, price=PRICES[item["sku"]]) for item in order["items"]]
    print("user", order["uid"], "ordered", sum(item["n"] for item in items), "pieces")
    return {"status": "created", "user": order["uid"], "items": items}
