"""Stand-ins for every service that gives keys: STS, CloudSSO, OAuth, the metadata service, a credentials URI.

A key that is given out is a digest of who asked for what, so two clients get the same key exactly when they asked for
the same thing under the same identity. The secret of every key id follows from the id: signatures can be checked.
"""

import contextlib
import hashlib
import hmac
import base64
import http.server
import json
import pathlib
import re
import ssl
import subprocess
import tempfile
import threading
import types
import urllib.parse

from alibabacloud_tea_openapi.utils import Utils

ALGORITHM = "ACS3-HMAC-SHA256"
EXPIRATION = "2099-01-01T00:00:00Z"
ACCOUNT = "1000000000000199"
ROLE = "ConformanceRole"
HOSTS = (
    "sts.aliyuncs.com", "sts.cn-shenzhen.aliyuncs.com", "sts-vpc.cn-shenzhen.aliyuncs.com", "oauth.aliyun.com",
    "oauth.alibabacloud.com", "signin-cn-shanghai.alibabacloudsso.com")


def secret_of(key_id):
    """The secret half of every key in these tests."""
    return f"TestSecretOf{key_id}"


def token_of(key_id):
    """The token of every temporary key in these tests."""
    return f"TestTokenOf{key_id}"


def issued(*asked):
    """The key for what was asked."""
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:20]
    key_id = f"STS.Test{digest}"
    return {
        "AccessKeyId": key_id, "AccessKeySecret": secret_of(key_id), "SecurityToken": token_of(key_id),
        "Expiration": EXPIRATION}


class Services(http.server.ThreadingHTTPServer):
    """Listens on loopback: plain HTTP, and TLS for any of HOSTS behind CONNECT."""

    daemon_threads = True

    def __init__(self, folder):
        super().__init__(("127.0.0.1", 0), Handler)
        self.certificate = str(pathlib.Path(folder, "certificate.pem"))
        key = str(pathlib.Path(folder, "key.pem"))
        names = ",".join(f"DNS:{host}" for host in HOSTS)
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
             key, "-out", self.certificate, "-days", "2", "-subj", "/CN=Test", "-addext", f"subjectAltName={names}"],
            check=True, capture_output=True)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.certificate, key)
        self.lock = threading.Lock()
        self.calls = {}
        self.problems = []

    @property
    def url(self):
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def note_call(self, function, identity):
        """Remembers under which identity a function was called."""
        with self.lock:
            self.calls.setdefault(function, []).append(identity)

    def complain(self, problem):
        """Remembers something that is wrong with a request."""
        with self.lock:
            self.problems.append(problem)


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    host = None
    send_log = None

    def do_CONNECT(self):
        """Plays the server that a proxy was asked for."""
        self.host = self.path.rpartition(":")[0]
        self.send_response(200)
        self.end_headers()
        self.wfile.flush()
        self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb", self.rbufsize)
        self.wfile = self.connection.makefile("wb", 0)
        self.close_connection = False

    def do_GET(self):
        """Every service."""
        path, _, text = self.path.partition("?")
        query = dict(urllib.parse.parse_qsl(text, keep_blank_values=True))
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        status, answer = self.answer(path, query, body)
        self.send_response(status)
        data = answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()
        self.send_header("content-type", "application/json")
        if self.send_log:
            self.send_header("x-fc-log-result", self.send_log)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_POST = do_PUT = do_GET

    def answer(self, path, query, body):
        """Status and answer of whichever service was asked."""
        if path == "/latest/api/token":
            known = self.headers.get("X-aliyun-ecs-metadata-token-ttl-seconds") == "21600"
            return (200, "TestMetadataToken") if known and self.command == "PUT" else (400, "")
        if path.startswith("/latest/meta-data/ram/security-credentials/"):
            if self.headers.get("X-aliyun-ecs-metadata-token") != "TestMetadataToken":
                return 401, ""
            role = path.rpartition("/")[2]
            return 200, {"Code": "Success", **issued("metadata", role)} if role else ROLE
        if path == "/credentials":
            return 200, {"Code": "Success", **issued("uri", query)}
        if path == "/cloud-credentials":
            return 200, {"CloudCredential": issued("cloudsso", self.bearer(), json.loads(body))}
        if path == "/v1/exchange":
            return 200, issued("oauth", self.host, self.bearer())
        found = re.fullmatch(r"/2023-03-30/functions/([^/]+)/invocations", path)
        if found:
            caller = self.caller(path, query, body)
            self.server.note_call(found[1], caller)
            return self.function(found[1], caller)
        return self.sts(path, query, body) if self.host and self.host.startswith("sts") else (404, "")

    def function(self, name, caller):
        """The answer of a function; one of them shows its caller's secrets in every place but the body."""
        if not name.startswith("leak"):
            return 200, "{}"
        told = f"{secret_of(caller[0])} {caller[1]}"
        self.send_log = base64.b64encode(f"called with {told}".encode()).decode()
        if name == "leak-denied":
            return 403, {"Code": "AccessDenied", "Message": f"not with {told}", "RequestId": "1-leak"}
        return 200, "{}"

    def sts(self, path, query, body):
        """The Security Token Service, in both forms of its requests."""
        if self.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            query = {**query, **dict(urllib.parse.parse_qsl(body.decode()))}
        action = self.headers.get("x-acs-action") or query.get("Action")
        asked = {name: query.get(name) for name in (
            "DurationSeconds", "RoleArn", "Policy", "ExternalId", "OIDCProviderArn", "OIDCToken")}
        session = query.get("RoleSessionName", "")
        if not re.match(r"(credentials-python|fcsh)-\d+$", session):
            asked["RoleSessionName"] = session
        if action == "GetCallerIdentity":
            self.caller(path, query, body)
            return 200, {"AccountId": ACCOUNT, "Arn": f"acs:ram::{ACCOUNT}:user/test", "IdentityType": "RAMUser"}
        if action == "AssumeRoleWithOIDC":
            return 200, {"Credentials": issued(self.host, asked)}
        if action != "AssumeRole":
            return 400, {"Code": "InvalidAction", "Message": f"{action}"}
        caller = self.caller(path, query, body) if self.headers.get("x-acs-action") else self.older_caller(query)
        return 200, {"Credentials": issued(self.host, asked, caller)}

    def bearer(self):
        """The token of a bearer."""
        return self.headers.get("authorization", "").removeprefix("Bearer ")

    def caller(self, path, query, body):
        """Key id and token of a request in the V3 form; its signature is checked with the SDK's own code."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        parts = re.fullmatch(
            rf"{ALGORITHM} Credential=([^,]+),SignedHeaders=([^,]+),Signature=[0-9a-f]{{64}}",
            headers.get("authorization", ""))
        if not parts:
            self.server.complain(f"no signature: {headers.get('authorization')!r}")
            return ["", None]
        request = types.SimpleNamespace(
            method=self.command, pathname=path, query=query,
            headers={name: headers[name] for name in parts[2].split(";") if name in headers})
        digest = hashlib.sha256(body).hexdigest()
        wanted = Utils.get_authorization(request, ALGORITHM, digest, parts[1], secret_of(parts[1]))
        if wanted != headers["authorization"]:
            self.server.complain(f"the signature under {parts[1]} differs from the SDK's")
        return [parts[1], headers.get("x-acs-security-token")]

    def older_caller(self, query):
        """Key id and token of a request in the RPC form, its signature checked."""
        fields = {name: value for name, value in query.items() if name != "Signature"}
        text = "&".join(
            f"{urllib.parse.quote(name, safe='~')}={urllib.parse.quote(fields[name], safe='~')}" for name in sorted(fields))
        string = f"{self.command}&%2F&{urllib.parse.quote(text, safe='~')}"
        key = f"{secret_of(query['AccessKeyId'])}&".encode()
        if base64.b64encode(hmac.new(key, string.encode(), hashlib.sha1).digest()).decode() != query["Signature"]:
            self.server.complain(f"the signature under {query['AccessKeyId']} is wrong")
        return [query["AccessKeyId"], query.get("SecurityToken")]

    def log_message(self, format, *arguments):
        """Nothing: the cases say what matters."""


@contextlib.contextmanager
def running():
    """Yields Services that listen until the block ends."""
    with tempfile.TemporaryDirectory(prefix="fcsh-") as folder:
        services = Services(folder)
        threading.Thread(target=services.serve_forever, daemon=True).start()
        try:
            yield services
        finally:
            services.shutdown()
            services.server_close()
