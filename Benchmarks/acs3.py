"""ACS3-HMAC-SHA256 for the one request the benchmarks send: InvokeFunction without odd characters."""

import datetime
import hashlib
import hmac
import uuid

ALGORITHM = "ACS3-HMAC-SHA256"
VERSION = "2023-03-30"


def signed_headers(host, function, qualifier, event, key_id, key_secret):
    """All headers of a signed call, Host and Authorization included, with a fresh nonce and the current time."""
    digest = hashlib.sha256(event).hexdigest()
    headers = {
        "content-type": "application/octet-stream",
        "host": host,
        "x-acs-action": "InvokeFunction",
        "x-acs-content-sha256": digest,
        "x-acs-date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": uuid.uuid4().hex,
        "x-acs-version": VERSION,
        "x-fc-invocation-type": "Sync",
        "x-fc-log-type": "Tail",
    }
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    request = "\n".join(["POST", path(function), f"qualifier={qualifier}", lines, names, digest])
    text = f"{ALGORITHM}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signature = hmac.new(key_secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    headers["authorization"] = f"{ALGORITHM} Credential={key_id},SignedHeaders={names},Signature={signature}"
    return headers


def path(function):
    """The path of InvokeFunction."""
    return f"/{VERSION}/functions/{function}/invocations"
