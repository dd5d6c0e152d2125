"""An amount in another currency.

Event: {"amount": NUMBER, "from": CODE, "to": CODE}
"""

import decimal
import json
import os

CENT = decimal.Decimal("0.01")


def handler(event, context):
    """Converts by way of CNY, in which RATES gives the price of each currency, and rounds to cents."""
    rates = json.loads(os.environ["RATES"])
    order = json.loads(event, parse_float=decimal.Decimal)
    amount = decimal.Decimal(order["amount"])
    for code in (order["from"], order["to"]):
        if code not in rates:
            raise ValueError(f"no rate for {code!r}; known: {', '.join(sorted(rates))}")
    rate = decimal.Decimal(rates[order["from"]]) / decimal.Decimal(rates[order["to"]])
    return {"amount": float((amount * rate).quantize(CENT)), "currency": order["to"], "rate": float(rate)}
