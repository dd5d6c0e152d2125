"""The page of the local endpoint in a browser: with and without scripts, and against pages of other origins."""

import contextlib
import http.server
import json
import threading
import urllib.parse
import urllib.request

import browser
from report import equal, require
from sdk import SDK

ATTACK = "</pre><script>document.title = 'taken over'</script><img src=x onerror=\"document.title = 'taken over'\">"


def run(report, endpoint):
    """All cases of the page."""
    sdk = SDK(endpoint)
    try:
        with browser.running() as program:
            without_scripts(report, program, endpoint)
            with_scripts(report, program, endpoint, sdk)
            other_origins(report, program, endpoint)
            for_everybody(report, program, endpoint)
        with report.case("page: a Chinese browser gets it in Chinese"), browser.running("zh-CN") as program:
            with program.tab() as tab:
                tab.open(endpoint.page)
                equal(tab.evaluate("document.documentElement.lang"), "zh-CN", "language")
                require("最近的调用" in tab.text, tab.text)
    except (browser.BrowserError, OSError) as error:
        report.fail("page: the browser runs", str(error))


@contextlib.contextmanager
def clean(tab, endpoint, expected=()):
    """Fails unless the page asked for nothing elsewhere and nobody complained, but for what is expected."""
    yield tab
    tab.evaluate("1")  # brings what has not been reported yet
    unexpected = [text for text in tab.complaints if not any(part in text for part in expected)]
    equal(unexpected, [], "complaints of the browser")
    own = (f"http://{endpoint.host}/page/", "data:,")
    equal([address for address in tab.requests if not address.startswith(own)], [], "requests to others")


def without_scripts(report, program, endpoint):
    """Reading and invoking with nothing but links and forms."""
    with program.tab(scripts=False) as tab:
        with report.case("page: without scripts the list is there"), clean(tab, endpoint):
            tab.open(endpoint.page)
            for name in ["echo", "node-echo", "server", "python3.10", "Recent invocations"]:
                require(name in tab.text, f"no {name} in {tab.text}")
        with report.case("page: without scripts a form invokes and shows the answer"), clean(tab, endpoint):
            tab.leave("a[href$='/functions/node-echo']")
            tab.type("#event", json.dumps({"said": ATTACK}))
            tab.leave("form.invoke button")
            require("/calls/" in tab.address, tab.address)
            require("succeeded" in tab.text and tab.text.count(json.dumps(ATTACK)) == 2, tab.text)
            equal(tab.evaluate("document.querySelectorAll('main script, main img').length"), 0, "elements of the event")
            require("taken over" not in tab.evaluate("document.title"), "the event has become markup")
        with report.case("page: without scripts a call can be repeated and be found again"), clean(tab, endpoint):
            first = tab.address
            tab.leave("form.actions button")
            require(tab.address != first and "/calls/" in tab.address, tab.address)
            second = tab.address
            tab.leave("header a")
            tab.leave("#calls tbody tr td a")
            equal(tab.address, second, "the newest call")
        name = "page: without scripts an event that is no JSON is refused and kept"
        with report.case(name), clean(tab, endpoint, ["status of 400"]):
            tab.open(f"{endpoint.page}functions/echo")
            tab.type("#event", '{"k": }')
            tab.leave("form.invoke button")
            require("line 1, column 7" in tab.text, tab.text)
            equal(tab.evaluate("document.getElementById('event').value"), '{"k": }', "event")
            tab.click("input[name=raw]")
            tab.leave("form.invoke button")
            require("succeeded" in tab.text, tab.text)


def with_scripts(report, program, endpoint, sdk):
    """What changes by itself."""
    with program.tab() as tab, report.case("page: the list follows calls of other clients"), clean(tab, endpoint):
        tab.open(endpoint.page)
        tab.evaluate("window.stayed = true; document.getElementById('event').value = 'half typed'")
        request = sdk.invoke("speak", b"{}").headers["x-fc-request-id"]
        tab.until(f"document.getElementById('calls').innerText.includes('{request}')")
        require(tab.evaluate("window.stayed"), "the page was loaded anew")
        equal(tab.evaluate("document.getElementById('event').value"), "half typed", "text area")
    with program.tab() as tab, report.case("page: the page of a call follows it to its end"), clean(tab, endpoint):
        tab.open(f"{endpoint.page}functions/sleep")
        tab.click("input[value=async]")
        tab.leave("form.invoke button")
        tab.until("document.querySelector('main').innerText.includes('Running')")
        request = tab.address.rsplit("/", 1)[1]
        sdk.stop_task("sleep", request)
        tab.until("document.querySelector('main').innerText.includes('Stopped')")
        tab.until("!document.querySelector('[data-live]')")
    with program.tab() as tab, report.case("page: Ctrl-Enter in the event sends the form"), clean(tab, endpoint):
        tab.open(f"{endpoint.page}functions/count")
        tab.type("#event", "four")
        before = tab.address
        tab.send("Input.dispatchKeyEvent", type="keyDown", key="Enter", code="Enter", modifiers=2)
        tab.until(f"location.href !== {json.dumps(before)} && document.readyState === 'complete'")
        require('"bytes": 4' in tab.text, tab.text)


class Attacker(http.server.BaseHTTPRequestHandler):
    """A site of somebody else's: an empty page for whatever is asked."""

    def do_GET(self):
        """The page."""
        body = b"<!DOCTYPE html><title>other</title><main>other</main>"
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *arguments):
        """Nothing."""


@contextlib.contextmanager
def other_site():
    """Yields the port of such a site."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Attacker)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def calls(endpoint):
    """How many calls the page knows of."""
    with urllib.request.urlopen(f"{endpoint.page}?all=yes", timeout=30) as answer:
        return answer.read().decode().count("/calls/")


def other_origins(report, program, endpoint):
    """Sites that even know the token; without it there is nothing to try."""
    page = json.dumps(endpoint.page)
    with other_site() as port:
        # The first is another site for the browser, the second only another origin: cookies would reach it.
        for host in ["localhost", "127.0.0.1"]:
            with program.tab() as tab:
                with report.case(f"page: scripts of {host} on another port cannot read it"):
                    tab.open(f"http://{host}:{port}/")
                    attempt = f"fetch({page}).then((a) => a.text(), () => 'refused')"
                    equal(tab.evaluate(attempt), "refused", "reading")
                    frame = (
                        f"new Promise((done) => {{ const frame = document.createElement('iframe'); frame.src = {page};"
                        " frame.onload = () => { let seen; try { seen = frame.contentDocument.body.innerText }"
                        " catch { seen = 'refused' } done(seen) }; document.body.append(frame) })"
                    )
                    equal(tab.evaluate(frame), "refused", "a frame")
                with report.case(f"page: scripts and forms of {host} on another port cannot post to it"):
                    before = calls(endpoint)
                    send = (
                        f"fetch({page} + 'invoke', {{ method: 'POST', mode: 'no-cors',"
                        " body: new URLSearchParams({ function: 'echo', event: 'x' }) }).then(() => 1, () => 1)"
                    )
                    equal(tab.evaluate(send), 1, "sending")
                    form = (
                        "const form = document.createElement('form'); form.method = 'post';"
                        f"form.action = {page} + 'invoke'; form.innerHTML = '<input name=function value=echo>';"
                        "document.body.append(form); form.submit()"
                    )
                    tab.evaluate(form)
                    tab.until("location.pathname.startsWith('/page/') && document.readyState === 'complete'")
                    require("another site" in tab.text, tab.text)
                    equal(calls(endpoint), before, "calls")
    with program.tab() as tab, report.case("page: without the token it says where to find the address"):
        tab.open(f"http://{endpoint.host}/")
        require("local status" in tab.text and "echo" not in tab.text, tab.text)
    with program.tab() as tab, report.case("page: it does not say where a visitor comes from"):
        with other_site() as port:
            tab.open(endpoint.page)
            tab.evaluate(f"location.assign('http://127.0.0.1:{port}/')")
            tab.until(f"location.port === '{port}' && document.readyState === 'complete'")
            equal(tab.evaluate("document.referrer"), "", "referrer")


def for_everybody(report, program, endpoint):
    """Small windows, and programs that read aloud."""
    with program.tab() as tab:
        tab.open(endpoint.page)
        pages = ["", "functions/node-echo", tab.evaluate("document.querySelector('#calls a').href.split('/page/')[1]")]
        pages[2] = pages[2].split("/", 1)[1]
        for path in pages:
            name = path.split("/")[0] or "front"
            with report.case(f"page: {name} fits a phone"):
                metrics = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": True}
                tab.send("Emulation.setDeviceMetricsOverride", **metrics)
                tab.open(endpoint.page + path)
                equal(tab.evaluate("document.scrollingElement.scrollWidth"), 360, "width of the content")
                tab.send("Emulation.clearDeviceMetricsOverride")
            with report.case(f"page: everything on {name} has a name"):
                nodes = tab.send("Accessibility.getFullAXTree")["nodes"]
                roles = {"button", "link", "textbox", "combobox", "radio", "checkbox", "table", "region", "heading"}
                named = [node for node in nodes if not node["ignored"] and node["role"]["value"] in roles - {"table"}]
                require(len(named) > 5, f"only {len(named)} nodes")
                nameless = [node["role"]["value"] for node in named if not node.get("name", {}).get("value")]
                equal(nameless, [], "nodes without a name")
                levels = tab.evaluate("[...document.querySelectorAll('h1, h2, h3')].map((e) => e.tagName).join()")
                require(levels.startswith("H1,H2") and levels.count("H1") == 1, levels)
