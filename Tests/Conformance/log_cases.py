"""`fcsh logs` against a log service that checks signatures with the official SDK's code."""

import json
import os
import signal
import subprocess
import tempfile
import threading
import time

from aliyun.log import LogClient

import log_service
import oracle as oracles
from endpoint import clean_environment
from report import equal, require

LIMIT = 60  # seconds for one run


class Reader:
    """Runs `fcsh logs` against the stand-in, in an environment and a folder of its own."""

    def __init__(self, fcsh, service, folder):
        self.fcsh, self.service, self.folder = fcsh, service, folder

    def command(self, *words):
        """The words of a run."""
        return [
            self.fcsh, "logs", "hello", "--region", "cn-hangzhou", "--endpoint", self.service.url,
            "--log-endpoint", self.service.url, *words]

    def environment(self, token=None):
        """Where a run finds its key."""
        environment = clean_environment(self.folder)
        environment["ALIBABA_CLOUD_ACCESS_KEY_ID"] = oracles.KEY_ID
        environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = oracles.KEY_SECRET
        if token:
            environment["ALIBABA_CLOUD_SECURITY_TOKEN"] = token
        return environment

    def logs(self, *words, token=None):
        """One run to its end; status, lines of standard output, standard error."""
        done = subprocess.run(
            self.command(*words), stdin=subprocess.DEVNULL, capture_output=True, cwd=self.folder,
            env=self.environment(token), timeout=LIMIT, text=True)
        problems = [problem for question in self.service.questions for problem in question.problems]
        equal(problems, [], "problems of signatures")
        return done.returncode, done.stdout.splitlines(), done.stderr


def run(report, fcsh):
    """All cases of the verb logs."""
    with log_service.running() as service, tempfile.TemporaryDirectory(prefix="fcsh-") as folder:
        reader = Reader(os.path.abspath(fcsh), service, folder)
        judge(report, service)
        for cases in (questions, pages, following, refusals):
            cases(report, reader, service)


def judge(report, service):
    """The stand-in takes what the SDK itself sends."""
    with report.case("logs: the stand-in takes the official SDK's own request"):
        service.reset()
        now = int(time.time())
        service.add(now, "a line")
        client = LogClient(service.url, oracles.KEY_ID, oracles.KEY_SECRET)
        # The older form of the request, which fcsh sends too, to an address without the project in front.
        client._get_logs_v2_enabled = False
        client._isRowIp = True
        response = client.get_log(
            log_service.PROJECT, log_service.STORE, now - 60, now + 60, query='__topic__:"FCLogs:你好"')
        equal(response.get_count(), 1, "lines")
        equal(service.questions[0].problems, (), "problems of the SDK's signature")


def questions(report, reader, service):
    """What is asked for, and how it is signed."""
    with report.case("logs: path, host, query and signature of a question"):
        service.reset()
        service.add(int(time.time()), "hello")
        status, lines, errors = reader.logs()
        equal((status, lines), (0, ["hello"]), f"status and lines ({errors.strip()[:300]})")
        question = service.questions[0]
        equal(question.path, "/logstores/function-log", "path")
        equal(question.host.partition(":")[0], "my-project.127.0.0.1", "Host")
        equal(question.query["type"], "log", "type")
        equal(question.query["query"], '__topic__:"FCLogs:hello"', "query")
        equal(minutes(question), 20, "minutes asked for")
    with report.case("logs: request, instance, qualifier and words become parts of the query"):
        service.reset()
        reader.logs(
            "--request-id", "1-2-3", "--instance-id", "c-1", "-q", "prod", "--search", 'say "no"\\', "--since", "2h")
        question = service.questions[0]
        equal(
            question.query["query"],
            '(__topic__:"FCLogs:hello" or __topic__:"FCInstanceEvents:/hello") and "prod" and "c-1" and "1-2-3" '
            'and "say \\"no\\"\\\\"', "query")
        equal(minutes(question), 120, "minutes asked for")
    with report.case("logs: a security token is sent and signed"):
        service.reset()
        reader.logs(token="CAISFakeToken+/==")
        equal(service.questions[0].headers.get("x-acs-security-token"), "CAISFakeToken+/==", "token")
    with report.case("logs: non-ASCII words are signed as the SDK signs them"):
        service.reset()
        equal(reader.logs("--search", "错误 é ~*'()")[0], 0, "status")
    with report.case("logs: JSON has time, ids and message"):
        service.reset()
        now = int(time.time())
        service.add(
            now, "line\n", functionName="hello", qualifier="prod", versionId="3", instanceID="c-1",
            __time_ns_part__="123456789")
        line = json.loads(reader.logs("-o", "jsonl")[1][0])
        equal(line["message"], "line", "message")
        equal((line["qualifier"], line["versionId"], line["instanceId"]), ("prod", "3", "c-1"), "ids")
        require(line["time"].endswith(".123Z"), f"time: {line['time']}")


def minutes(question):
    """The whole minutes that a question covers; the clock may go on a second while it is put together."""
    return (int(question.query["to"]) - int(question.query["from"])) // 60


def pages(report, reader, service):
    """Paging to the end, and answers that are not complete."""
    now = int(time.time())
    with report.case("logs: 250 lines come in three pages, each once and in order"):
        service.reset()
        for number in range(250):
            service.add(now - 300 + number, f"line {number}")
        status, lines, _ = reader.logs()
        equal((status, lines), (0, [f"line {number}" for number in range(250)]), "lines")
        equal([int(question.query["offset"]) for question in service.questions], [0, 100, 200], "offsets")
    with report.case("logs: a full last page is followed by an empty one"):
        service.reset()
        for number in range(200):
            service.add(now - 300, "the same line")
        equal(len(reader.logs()[1]), 200, "lines that are alike")
        equal(len(service.questions), 3, "questions")
    with report.case("logs: --limit gives the newest lines, the oldest of them first"):
        service.reset()
        for number in range(250):
            service.add(now - 300 + number, f"line {number}")
        equal(reader.logs("--limit", "3")[1], ["line 247", "line 248", "line 249"], "lines")
        equal(reader.logs("--limit", "130")[1], [f"line {number}" for number in range(120, 250)], "lines")
    with report.case("logs: an incomplete answer is asked for again until it is complete"):
        service.reset()
        service.incomplete = 3
        for number in range(10):
            service.add(now - 60, f"line {number}")
        status, lines, _ = reader.logs()
        equal((status, len(lines)), (0, 10), "status and lines")
        equal(len(service.questions), 4, "questions")


def following(report, reader, service):
    """-f: every line once, lines of one moment too."""
    with report.case("logs: -f shows every line once, alike ones and late ones too; SIGINT ends it"):
        service.reset()
        now = int(time.time())
        service.add(now, "before")
        process = subprocess.Popen(
            reader.command("-f"), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            cwd=reader.folder, env=reader.environment(), text=True)
        seen = []
        thread = threading.Thread(target=lambda: seen.extend(iter(process.stdout.readline, "")), daemon=True)
        thread.start()
        try:
            wait_for(lambda: seen == ["before\n"], "the first line")
            moment = int(time.time())
            service.add(moment, "twice")
            wait_for(lambda: len(seen) == 2, "a line")
            # The same second and the same words once more, and one that is found late.
            service.add(moment, "twice")
            service.add(moment - 3, "late")
            wait_for(lambda: len(seen) == 4, "two more lines")
            asked = len(service.questions)
            wait_for(lambda: len(service.questions) >= asked + 2, "two more questions")
            equal(sorted(seen), ["before\n", "late\n", "twice\n", "twice\n"], "lines")
            process.send_signal(signal.SIGINT)
            require(process.wait(LIMIT) in (0, 130), "status")
        finally:
            process.kill()
            process.wait()


def wait_for(condition, what):
    """Waits for a condition, no longer than the limit of a run."""
    deadline = time.monotonic() + LIMIT
    while not condition():
        require(time.monotonic() < deadline, f"waited in vain for {what}")
        time.sleep(0.05)


def refusals(report, reader, service):
    """What the service refuses, and a function without a log."""
    with report.case("logs: a denial shows the policy for the store"):
        service.reset()
        service.refusals = [(401, "Unauthorized", "denied by sts or ram, action: log:GetLogStoreLogs")]
        status, _, errors = reader.logs()
        equal(status, 3, "status")
        require("log:GetLogStoreLogs" in errors, f"standard error: {errors}")
        require("acs:log:cn-hangzhou:" in errors and "project/my-project/logstore/function-log" in errors, errors)
        require("65D71219FakeRequest" in errors, f"request id: {errors}")
    for code, status_code, status in (
            ("ProjectNotExist", 404, 5), ("LogStoreNotExist", 404, 5), ("ReadQuotaExceed", 403, 5),
            ("RequestTimeExpired", 400, 3), ("InternalServerError", 500, 5)):
        with report.case(f"logs: {code} ends with status {status}"):
            service.reset()
            service.refusals = [(status_code, code, "as it is")]
            equal(reader.logs()[0], status, "status")
            equal(len(service.questions), 1, "questions")
    with report.case("logs: a function without a log store is said to have logging off"):
        service.reset()
        service.store = ""
        status, lines, errors = reader.logs()
        equal((status, lines), (5, []), "status and lines")
        require("logging is off" in errors and "logConfig" in errors, errors)
    with report.case("logs: no lines are worth a word on standard error"):
        service.reset()
        status, lines, errors = reader.logs()
        equal((status, lines), (0, []), "status and lines")
        require("--since" in errors, errors)
