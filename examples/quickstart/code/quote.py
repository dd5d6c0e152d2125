"""Quotes a parcel: weight, price and days on the way.

Event: {"to": CITY, "items": [{"name": TEXT, "grams": N, "count": N}], "express": true or false}
"""

import json
import logging
import math
import os

# City: price of the first kilogram and of each further one, in fen, and days on the way.
TARIFF = {
    "Hangzhou": (800, 100, 1),
    "Shanghai": (1000, 200, 1),
    "Beijing": (1200, 500, 2),
    "Chengdu": (1300, 550, 3),
    "Urumqi": (1800, 1400, 5),
}
MAXIMUM_GRAMS = 30_000
log = logging.getLogger()


class QuoteError(ValueError):
    """The event asks for something that cannot be quoted."""


def handler(event, context):
    """Answers one event; raises QuoteError with a sentence the caller can act on."""
    order = parse(event)
    first, further, days = tariff(order.get("to"))
    grams = weight(order.get("items"))
    fen = first + further * max(0, math.ceil(grams / 1000) - 1)
    if order.get("express", False):
        fen, days = fen * 2, max(1, days // 2)
    log.info("quoted %d g to %s: %.2f", grams, order["to"], fen / 100)
    return {
        "to": order["to"],
        "grams": grams,
        "price": fen / 100,
        "currency": os.environ.get("CURRENCY", "CNY"),
        "days": days,
        "requestId": context.request_id,
    }


def parse(event):
    try:
        order = json.loads(event)
    except ValueError as error:
        raise QuoteError(f"the event is not JSON: {error}") from None
    if not isinstance(order, dict):
        raise QuoteError("the event must be an object with 'to' and 'items'")
    return order


def tariff(city):
    if not isinstance(city, str) or city not in TARIFF:
        raise QuoteError(f"no tariff for {city!r}; known: {', '.join(TARIFF)}")
    return TARIFF[city]


def weight(items):
    if not isinstance(items, list) or not items:
        raise QuoteError("'items' must be a list with at least one item")
    grams = sum(item_weight(number, item) for number, item in enumerate(items, start=1))
    if grams > MAXIMUM_GRAMS:
        raise QuoteError(f"{grams} g is more than one parcel can hold ({MAXIMUM_GRAMS} g)")
    return grams


def item_weight(number, item):
    if not isinstance(item, dict):
        raise QuoteError(f"item {number} must be an object with 'grams'")
    grams, count = item.get("grams"), item.get("count", 1)
    for name, value in (("grams", grams), ("count", count)):
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise QuoteError(f"item {number}: '{name}' must be a whole number above 0, not {json.dumps(value)}")
    return grams * count
