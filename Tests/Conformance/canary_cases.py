"""Every secret that fcsh can meet is looked for in everything it writes: output, reports, history, recordings, caches."""

import base64
import contextlib
import os
import pty
import select
import subprocess
import tempfile
import time
import urllib.parse

import identity_cases
import identity_services
from identity_cases import Case, build_home
from identity_services import secret_of, token_of
from report import require

LIMIT = 60  # seconds for one program
# Whatever is secret in these tests holds one of these texts, and nothing else does.
CANARIES = ("TestSecretOf", "TestTokenOf", "TestAccessToken", "TestOauthToken", "TestRefreshToken", "TestPayload",
            "TestMetadataToken")
ACCESS = """\
default:
  AccessKeyID: LTAITestStore
  AccessKeySecret: {secret}
encrypted:
  AccessKeyID: LTAITestStore
  AccessKeySecret: {encrypted}
session:
  AccessKeyID: STS.TestStore
  AccessKeySecret: {session}
  SecurityToken: {token}
"""
SCRIPT = """\
whoami
whoami --check
whoami -o json
set region cn-hangzhou
set endpoint %s
invoke hello -e '{"a": 1}' --debug
invoke hello --dry-run -e '{}'
invoke leak -e '{}' --debug
show
set
invoke leak -o json
invoke leak-denied -e '{}' --debug
"""


def encrypted(text):
    """A value as Serverless Devs writes it."""
    done = subprocess.run(
        ["openssl", "enc", "-aes-256-cbc", "-md", "md5", "-salt", "-base64", "-A", "-k", "SecretKey123"],
        input=text.encode(), capture_output=True, check=True)
    return done.stdout.decode().strip()


def store_cases():
    """The sources of Serverless Devs, with the words that choose them."""
    triple = {"AccountID": "1", "AccessKeyID": "STS.TestTriple", "AccessKeySecret": secret_of("STS.TestTriple"),
              "SecurityToken": token_of("STS.TestTriple")}
    yield Case("environment triple", env=triple), []
    for alias in ("default", "encrypted", "session"):
        yield Case(f"access entry {alias}"), ["-a", alias]
    entry = '{"AccessKeyID": "LTAITestJson", "AccessKeySecret": "%s"}' % secret_of("LTAITestJson")
    yield Case("variable with an entry", env={"ci_serverless_devs_key": entry}), ["-a", "ci_serverless_devs_key"]


def prepare(case, folder, services):
    """The home of a case with an access file beside its own sources."""
    environment = build_home(case, folder, services)
    environment["FCSH_METADATA_ENDPOINT"] = services.url
    if case.name.startswith("access entry"):
        os.makedirs(f"{folder}/.s")
        with open(f"{folder}/.s/access.yaml", "w", encoding="utf-8") as file:
            file.write(ACCESS.format(
                secret=secret_of("LTAITestStore"), encrypted=encrypted(secret_of("LTAITestStore")),
                session=secret_of("STS.TestStore"), token=token_of("STS.TestStore")))
    os.makedirs(f"{folder}/project")
    with open(f"{folder}/project/all.fcsh", "w", encoding="utf-8") as file:
        file.write(SCRIPT % services.url)
    return environment


def leaks(data):
    """The canaries in some bytes, in any spelling they may have."""
    text = data.decode("utf-8", "replace")
    found = []
    for canary in CANARIES:
        # A text in base64 looks one of three ways, by where it stands in what was encoded.
        shifted = [base64.b64encode(b"x" * shift + canary.encode()).decode()[4:-4] for shift in range(3)]
        spellings = [canary, canary[::-1], urllib.parse.quote(canary), canary.encode().hex(), *shifted]
        found += [spelling for spelling in spellings if spelling in text]
    return found


def written(folder):
    """The files fcsh wrote: all but those that the case planted."""
    planted = (".aliyun", ".alibabacloud", ".s", "jwt", "other.ini")
    for root, folders, names in os.walk(folder):
        if root == folder:
            folders[:] = [name for name in folders if name not in planted]
            names = [name for name in names if name not in planted]
        for name in names:
            yield os.path.join(root, name)


def check(folder, streams):
    """Fails when a canary stands in a stream or a file."""
    for name, data in streams.items():
        require(not leaks(data), f"{leaks(data)} in {name}: {data.decode('utf-8', 'replace')[-400:]}")
    for path in written(folder):
        with open(path, "rb") as file:
            found = leaks(file.read())
        require(not found, f"{found} in {path}")


def run_source(case, words, services, fcsh):
    """A script with everything that writes, then single commands."""
    with tempfile.TemporaryDirectory(prefix="fcsh-") as folder:
        environment = prepare(case, folder, services)
        reports = [f"--report={kind}:report.{kind}" for kind in ("junit", "tap", "json", "html")]
        commands = {
            "script": ["--debug", *words, "run", "--keep-going", "--save-session", "session.jsonl", *reports, "all.fcsh"],
            "whoami": [*words, "whoami", "--check", "--debug"],
            "denied": ["--debug", *words, "invoke", "--region", "cn-hangzhou", "--endpoint", services.url, "leak-denied"],
        }
        streams = {}
        for name, command in commands.items():
            done = subprocess.run(
                [fcsh, *command], capture_output=True, cwd=f"{folder}/project", env=environment, timeout=LIMIT)
            streams[f"{name}, standard output"], streams[f"{name}, standard error"] = done.stdout, done.stderr
        require(b"1000000000000199" in streams["whoami, standard output"], f"whoami: {streams}")
        require(b"AccessDenied" in streams["denied, standard error"], f"denied: {streams}")
        for name in ("session.jsonl", "report.html", "report.json"):
            require(os.path.getsize(f"{folder}/project/{name}") > 0, f"{name} is missing: {streams}")
        check(folder, streams)


def run_prompt(services, fcsh):
    """A session at the prompt: what it shows, its history and its recording."""
    case = Case("prompt", profiles=(identity_cases.ROLE,))
    with tempfile.TemporaryDirectory(prefix="fcsh-") as folder:
        environment = prepare(case, folder, services)
        lines = ["record made.fcsh", "whoami --check", "set region cn-hangzhou", f"set endpoint {services.url}",
                 "invoke leak -e '{}' --debug", "invoke leak-denied -e '{}'", "history", "exit 0"]
        shown = typed([fcsh, "--debug"], lines, f"{folder}/project", environment)
        check(folder, {"terminal": shown})
        # A line that holds a secret is not kept; what a person types is shown to them, of course.
        secret = secret_of("LTAITestRole")
        typed([fcsh], ["whoami", f"print '{secret}'", "print kept", "exit 0"], f"{folder}/project", environment)
        check(folder, {})
        with open(f"{folder}/state/fcsh/history.jsonl", encoding="utf-8") as file:
            require("print kept" in file.read(), "the history was not written")


def typed(command, lines, directory, environment):
    """What a program shows on a terminal while these lines are typed into it."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, cwd=directory, env={**environment, "TERM": "xterm"},
        start_new_session=True)
    os.close(slave)
    shown, deadline = b"", time.monotonic() + LIMIT
    with contextlib.suppress(OSError):
        for line in [*lines, None]:
            before = len(shown)
            while time.monotonic() < deadline:
                ready, _, _ = select.select([master], [], [], 0.5)
                if ready:
                    shown += os.read(master, 65536)
                elif len(shown) > before:
                    break
            if line is not None:
                os.write(master, line.encode() + b"\r")
    process.wait(timeout=LIMIT)
    os.close(master)
    return shown


def run(report, fcsh):
    """Every source, then the prompt."""
    fcsh = os.path.abspath(fcsh)
    by_name = {case.name: case for case in [*identity_cases.source_cases(), *identity_cases.order_cases()]}
    names = ("environment key and token", "environment OIDC", "profile of mode StsToken", "profile of mode RamRoleArn",
             "profile of mode OIDC", "profile of mode CloudSSO", "profile of mode OAuth", "profile of mode EcsRamRole",
             "role with external_id", "role chained twice", "program that prints a temporary key",
             "OAuth with a kept key", "INI section with a role", "credentials URI", "everything")
    with identity_services.running() as services:
        for case, words in [*store_cases(), *((by_name[name], []) for name in names)]:
            with report.case(f"canary: {case.name}"):
                run_source(case, words, services, fcsh)
        with report.case("canary: a session at the prompt"):
            run_prompt(services, fcsh)
