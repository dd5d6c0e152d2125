"""The functions of the golden cases."""
import json
import os
import time


def echo(event, context):
    """The event as it came."""
    return event


def sum(event, context):
    """Adds a and b and says of which type each was."""
    order = json.loads(event)
    print("adding", order)
    return {
        "sum": order["a"] + order["b"],
        "types": [type(order["a"]).__name__, type(order["b"]).__name__],
    }


def greet(event, context):
    """A line of text."""
    name = event.decode() or "world"
    print("greeting", name)
    return "%s, %s!\n" % (os.environ["GREETING"], name)


def order(event, context):
    """A fixed document with everything a selector meets."""
    return (
        b'{"id": 12345678901234567890, "price": 1.10, "paid": true, "note": null, "status": "created",'
        b' "items": [{"sku": "A-1", "n": 2}, {"sku": "B-2", "n": 1}, {"sku": "C-3", "n": 0}],'
        b' "odd key": {"a.b": "dotted"}, "$schema": "s", "name": "\xe5\x8c\x97\xe4\xba\xac", "empty": {}, "list": []}'
    )


def fails(event, context):
    """Raises; the event decides how."""
    print("about to fail")
    if event == b"key":
        return {}["missing"]
    raise ValueError("the value %r is not welcome" % event.decode())


def exits(event, context):
    """Ends its process."""
    print("leaving")
    os._exit(3)


def naps(event, context):
    """Says that it runs, by a file, and sleeps for the seconds of the event."""
    with open(os.path.join(os.environ["FC_FUNC_CODE_PATH"], "..", "running"), "w"):
        pass
    time.sleep(float(event or b"30"))
    return "rested\n"


def control(event, context):
    """Escape sequences in log and answer."""
    print("log \x1b[31mred\x1b[0m \x07bell")
    return "body \x1b[31mred\x1b[0m \x07bell\n"


def binary(event, context):
    """Every byte there is."""
    return bytes(range(256))


def length(event, context):
    """How long the event is."""
    return {"bytes": len(event)}


def login(event, context):
    """A token, for those who know the password."""
    user = json.loads(event)
    print("password was", user["password"])
    return {"token": "token-of-" + user["user"] + "-TestOnly", "user": {"id": 7}}
