"""A handful of addresses."""
import json


def answer(status, body, **headers):
    return {"statusCode": status, "headers": {"Content-Type": "application/json", **headers}, "body": json.dumps(body)}


def orders(event, context):
    """What was asked, or what the path says."""
    request = json.loads(event)
    path, method = request["rawPath"], request["requestContext"]["http"]["method"]
    print("asked for", method, path)
    if path == "/raise":
        raise ValueError("no such order")
    if path == "/missing":
        return answer(404, {"error": "no such order"})
    if path == "/moved":
        return answer(302, None, Location="/orders/2")
    if path == "/steer":
        print("\x1b[31mred\x1b[0m")
        return answer(200, "\x1b]0;title\x07", **{"X-Own": "a"})
    if path == "/bytes":
        return {"statusCode": 200, "isBase64Encoded": True, "body": "AP8=", "headers": {"Content-Type": "image/png"}}
    seen = {
        "method": method, "path": path, "query": request["queryParameters"], "body": request["body"],
        "type": request["headers"].get("Content-Type"), "own": request["headers"].get("X-Own"),
    }
    return answer(201 if method == "POST" else 200, seen)
