"""ACS3-HMAC-SHA256 for the requests that tests and benchmarks send by the thousand, without odd characters."""

import datetime
import hashlib
import hmac
import uuid

ALGORITHM = "ACS3-HMAC-SHA256"
VERSION = "2023-03-30"


def headers(host, action, method, path, query, body, key_id, key_secret, extra=None):
    """All headers of a signed request, Host and Authorization included, with a fresh nonce and the current time.

    The query has to be in canonical form.
    """
    digest = hashlib.sha256(body).hexdigest()
    fields = {
        "host": host,
        "x-acs-action": action,
        "x-acs-content-sha256": digest,
        "x-acs-date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": uuid.uuid4().hex,
        "x-acs-version": VERSION,
    } | (extra or {})
    names = ";".join(sorted(fields))
    lines = "".join(f"{name}:{fields[name]}\n" for name in sorted(fields))
    request = "\n".join([method, path, query, lines, names, digest])
    text = f"{ALGORITHM}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signature = hmac.new(key_secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    fields["authorization"] = f"{ALGORITHM} Credential={key_id},SignedHeaders={names},Signature={signature}"
    return fields


def signed_headers(host, function, qualifier, event, key_id, key_secret, extra=None):
    """The headers of InvokeFunction; `extra` ones replace those it has by itself."""
    own = {
        "content-type": "application/octet-stream",
        "x-fc-invocation-type": "Sync",
        "x-fc-log-type": "Tail",
    }
    return headers(host, "InvokeFunction", "POST", path(function), f"qualifier={qualifier}", event, key_id, key_secret,
                   own | (extra or {}))


def path(function):
    """The path of InvokeFunction."""
    return f"/{VERSION}/functions/{function}/invocations"
