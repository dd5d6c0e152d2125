"""Runs the handlers of one Function Compute function for the local endpoint.

The endpoint starts this file as a child process and talks to it in frames over an inherited socket. One frame is
`type u8 | metaLen u32 | bodyLen u32 | meta (JSON) | body`, numbers big endian. Standard output and standard error are
the function's log and nothing else. Works with Python 3.6 and later.

Few modules are imported on purpose: every module that is loaded here hides a file of the same name in the function's
folder, except for the handler's own file, which is loaded by its path.
"""
import importlib
import io
import json
import logging
import os
import struct
import sys
import time
import traceback

CALL, STOP = 0x01, 0x02
READY, RESULT, ERROR, START_ERROR, LISTENING = 0x80, 0x82, 0x83, 0x84, 0x85
HANDLE, INITIALIZE, PRE_STOP = 0, 1, 2
HEADER = struct.Struct(">BII")
CHANNEL_VARIABLE = "FCSH_RT_FD"
DEBUG_VARIABLE = "FCSH_RT_DEBUG"
# What the cloud leaves of its own variables when user code starts.
KEPT_VARIABLES = {
    "FC_FUNC_CODE_PATH", "FC_ACCOUNT_ID", "FC_REGION", "FC_FUNCTION_NAME", "FC_FUNCTION_HANDLER",
    "FC_FUNCTION_MEMORY_SIZE", "FC_INSTANCE_ID", "FC_QUALIFIER", "FC_FUNCTION_VERSION", "FC_VER_ID",
}


class Channel:
    """Frames to and from the endpoint; the end of the stream means that the endpoint is gone."""

    def __init__(self, descriptor):
        self.descriptor = descriptor
        self.pending = bytearray()

    def receive(self):
        """The next frame as (type, meta bytes, body bytes), or None at the end of the stream."""
        if not self._fill(HEADER.size):
            return None
        kind, meta_length, body_length = HEADER.unpack_from(self.pending)
        end = HEADER.size + meta_length + body_length
        if not self._fill(end):
            return None
        body_start = HEADER.size + meta_length
        meta = bytes(self.pending[HEADER.size:body_start])
        body = bytes(self.pending[body_start:end])
        del self.pending[:end]
        return kind, meta, body

    def send(self, kind, meta, body=b""):
        encoded = json.dumps(meta).encode()
        header = HEADER.pack(kind, len(encoded), len(body)) + encoded
        if len(body) < 65536:
            self._write(header + body)
        else:
            self._write(header)
            self._write(body)

    def _fill(self, count):
        while len(self.pending) < count:
            missing = count - len(self.pending)
            chunk = os.read(self.descriptor, max(65536, min(missing, 1 << 20)))
            if not chunk:
                return False
            self.pending += chunk
        return True

    def _write(self, data):
        view = memoryview(data)
        while view:
            view = view[os.write(self.descriptor, view):]


class LogStream(io.FileIO):
    """Standard output or standard error without a buffer, so that both keep their common order."""

    at_line_start = True

    def write(self, data):
        if len(data):
            LogStream.at_line_start = data[-1] in (10, b"\n")
        return super().write(data)


def open_log_stream(descriptor):
    raw = LogStream(descriptor, "w", closefd=False)
    return io.TextIOWrapper(raw, "utf-8", "backslashreplace", newline="\n", write_through=True)


def print_line(text):
    """Writes one line of the platform, on a line of its own."""
    start = "" if LogStream.at_line_start else "\n"
    sys.stdout.write(start + text + "\n")


class LogFormatter(logging.Formatter):
    """`2024-03-04T05:06:07.089Z <request id> [LEVEL] message`"""

    def format(self, record):
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        milliseconds = int(record.created * 1000) % 1000
        record.message = record.getMessage()
        text = "%s.%03dZ %s [%s] %s" % (moment, milliseconds, Current.request_id, record.levelname, record.message)
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        for extra in (record.exc_text, self.formatStack(record.stack_info) if record.stack_info else None):
            if extra:
                text += "\n" + extra
        return text


class LogHandler(logging.Handler):
    """Writes to whatever standard output is when the record arrives."""

    def emit(self, record):
        try:
            sys.stdout.write(self.format(record) + "\n")
        except Exception:
            self.handleError(record)


class Current:
    """The request being worked on."""

    request_id = ""
    busy = False


class Bag:
    """A plain object with the given attributes."""

    def __init__(self, **fields):
        self.__dict__.update(fields)


class Credentials(Bag):
    @property
    def accessKeyId(self):
        return self.access_key_id

    @property
    def accessKeySecret(self):
        return self.access_key_secret

    @property
    def securityToken(self):
        return self.security_token


class Context:
    """What every handler gets as its second argument, whatever its runtime."""

    def getLogger(self):
        return self.logger


class ClassicContext(Context):
    """The context up to python3.10: credentials, service and tracing are still there."""

    def __init__(self, request_id, static, retry):
        credentials = static["credentials"]
        function = static["function"]
        self.request_id = request_id
        self.requestId = request_id
        self.credentials = Credentials(
            access_key_id=credentials["accessKeyId"], access_key_secret=credentials["accessKeySecret"],
            security_token=credentials["securityToken"])
        self.function = Bag(
            name=function["name"], handler=function["handler"], memory=function["memory"],
            timeout=function["timeout"])
        self.service = Bag(
            name="", log_project=static["logProject"], log_store=static["logStore"],
            qualifier=static["qualifier"], version_id=static["versionId"])
        self.region = static["region"]
        self.account_id = static["accountId"]
        self.tracing = Bag(span_context=None, jaeger_endpoint=None, span_baggages={})
        self.retry_count = retry
        self.logger = logging.getLogger()

    def to_json(self):
        return json.dumps({
            "requestId": self.request_id,
            "credentials": {
                "accessKeyId": self.credentials.access_key_id,
                "accessKeySecret": self.credentials.access_key_secret,
                "securityToken": self.credentials.security_token,
            },
            "function": dict(self.function.__dict__),
            "service": {
                "name": self.service.name, "logProject": self.service.log_project,
                "logStore": self.service.log_store, "qualifier": self.service.qualifier,
                "versionId": self.service.version_id,
            },
            "region": self.region,
            "accountId": self.account_id,
            "tracing": {
                "openTracingSpanContext": self.tracing.span_context,
                "openTracingSpanBaggages": self.tracing.span_baggages,
                "jaegerEndpoint": self.tracing.jaeger_endpoint,
            },
            "retryCount": self.retry_count,
        })


class ModernContext(Context):
    """The context from python3.12 on, which has exactly these fields."""

    def __init__(self, request_id, static, retry):
        function = static["function"]
        self.request_id = request_id
        self.function = Bag(
            name=function["name"], handler=function["handler"], memory=function["memory"],
            timeout=function["timeout"], version_id=static["versionId"], qualifier=static["qualifier"])
        self.region = static["region"]
        self.account_id = static["accountId"]
        self.logger = logging.getLogger()
        self.log_project = static["logProject"]
        self.log_store = static["logStore"]


class LoadError(Exception):
    """The handler cannot be loaded; `kind` is the error type that the caller sees."""

    def __init__(self, kind, message, trace):
        super().__init__(message)
        self.kind = kind
        self.trace = trace


def user_frames(trace):
    """The frames of a traceback that belong to the user, as lists of texts."""
    frames = []
    for frame in traceback.extract_tb(trace):
        filename, line, name, text = frame[0], frame[1], frame[2], frame[3]
        if not frames and (filename == __file__ or "importlib" in filename):
            continue
        parts = ['File "%s"' % filename, "line %d" % line, "in %s" % name]
        frames.append(parts + [text] if text else parts)
    return frames


def error_payload(error):
    """The error document of an exception, as the caller sees it."""
    if isinstance(error, LoadError):
        return {"errorMessage": str(error), "errorType": error.kind, "stackTrace": error.trace}
    return {
        "errorMessage": str(error),
        "errorType": type(error).__name__,
        "stackTrace": user_frames(error.__traceback__),
    }


class HandlerLoader:
    """Finds the function a handler text names, once."""

    def __init__(self, code_path):
        self.code_path = code_path
        self.known = {}
        self.modules = {}

    def load(self, handler):
        if handler not in self.known:
            self.known[handler] = self._load(handler)
        return self.known[handler]

    def _load(self, handler):
        module_text, dot, name = handler.rpartition(".")
        if not dot or not module_text or not name:
            raise LoadError("InvalidHandleName", "Invalid handler '%s'" % handler, [])
        if module_text not in self.modules:
            self.modules[module_text] = self._import(module_text)
        module = self.modules[module_text]
        try:
            return getattr(module, name)
        except AttributeError:
            message = "Handler '%s' is missing on module '%s'" % (name, module_text)
            raise LoadError("HandlerNotFound", message, []) from None

    def _import(self, module_text):
        module_name = module_text.strip("/").replace("/", ".")
        try:
            path = os.path.join(self.code_path, module_text.strip("/") + ".py")
            if "." not in module_name and os.path.isfile(path):
                return self._import_file(module_name, path)
            return importlib.import_module(module_name)
        except SyntaxError as error:
            place = ['File "%s"' % error.filename, "line %s" % error.lineno, "%s: %s" % (type(error).__name__, error.msg)]
            message = "Syntax error in module '%s'" % module_text
            raise LoadError("UserCodeSyntaxError", message, [place]) from None
        except ImportError as error:
            trace = user_frames(error.__traceback__) + [[str(error)]]
            raise LoadError("ImportModuleError", "Unable to import module '%s'" % module_text, trace) from None
        except Exception as error:
            message = "Module initialization error: '%s'" % error
            raise LoadError("UserCodeError", message, user_frames(error.__traceback__)) from None

    def _import_file(self, name, path):
        import importlib.util
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        hidden = sys.modules.get(name)
        sys.modules[name] = module
        try:
            spec.loader.exec_module(module)
        except BaseException:
            if hidden is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = hidden
            raise
        return module


def json_default(value):
    if hasattr(value, "to_json"):
        return value.to_json()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if type(value).__name__ == "Decimal":
        return float(value)
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


def result_bytes(value):
    if isinstance(value, bytes):
        return value
    if isinstance(value, (bytearray, memoryview)):
        return bytes(value)
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    if value is not None and not isinstance(value, (dict, list, tuple, int, float)) and hasattr(value, "to_json"):
        text = value.to_json()
        return text.encode() if isinstance(text, str) else json.dumps(text).encode()
    return json.dumps(value, indent=4, sort_keys=True, default=json_default).encode()


LINES = {HANDLE: "FC Invoke", INITIALIZE: "FC Initialize", PRE_STOP: "FC PreStop"}


class Worker:
    """Answers the calls of the endpoint one after the other."""

    def __init__(self, channel):
        self.channel = channel
        self.loader = HandlerLoader(os.getcwd())

    def run(self):
        while True:
            frame = self.channel.receive()
            if frame is None or frame[0] == STOP:
                return
            if frame[0] == CALL:
                self.answer(json.loads(frame[1].decode()), frame[2])

    def answer(self, call, event):
        request_id, kind = call["rid"], call["kind"]
        Current.request_id, Current.busy = request_id, True
        print_line("%s Start RequestId: %s" % (LINES[kind], request_id))
        try:
            body = self.perform(call, event)
        except SystemExit as leaving:
            leave(leaving.code)
        except BaseException as error:
            body = json.dumps(error_payload(error)).encode()
            logging.getLogger().error(body.decode())
            self.finish(kind, request_id, ", Error: Unhandled function error")
            self.channel.send(ERROR, {"rid": request_id, "kind": "Unhandled", "fatal": False}, body)
        else:
            self.finish(kind, request_id, "")
            self.channel.send(RESULT, {"rid": request_id}, body)

    def perform(self, call, event):
        static = call["context"]
        handler = self.loader.load(call["handler"])
        make_context = ModernContext if static["modern"] else ClassicContext
        context = make_context(call["rid"], static, call["retry"])
        if call["kind"] == HANDLE:
            return result_bytes(handler(event, context))
        handler(context)
        return b""

    def finish(self, kind, request_id, reason):
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:
                pass
        print_line("%s End RequestId: %s%s" % (LINES[kind], request_id, reason))
        Current.busy = False


def leave(code):
    """Ends the process as `sys.exit(code)` would, without waiting for the threads of the function."""
    if code is not None and not isinstance(code, int):
        print_line(str(code))
    os._exit(code if isinstance(code, int) else 0 if code is None else 1)


def print_stacks(signal_number, frame):
    """Shows where every thread is when the function ran out of time, then leaves."""
    if Current.busy:
        import threading
        names = {thread.ident: thread.name for thread in threading.enumerate()}
        for identifier, top in sorted(sys._current_frames().items()):
            frames = [entry for entry in traceback.extract_stack(top) if entry[0] != __file__]
            print_line("Thread %s (most recent call last):" % names.get(identifier, identifier))
            sys.stdout.write("".join(traceback.format_list(frames)))
    os._exit(128 + signal_number)


class DebuggerMissing(Exception):
    """There is no debugger for this interpreter."""

    def __str__(self):
        return self.args[0]


def await_debugger(channel, port):
    """Goes on when a debugger has attached to the port and has set its breakpoints."""
    try:
        import debugpy
    except ImportError:
        raise DebuggerMissing(
            "debugpy, the debugger of Python, is not installed for %s; install it: %s -m pip install debugpy"
            % (sys.executable, sys.executable))
    for attempts in range(50, 0, -1):
        try:
            debugpy.listen(("127.0.0.1", port))
            break
        except RuntimeError:
            # The debugger of the instance before this one may need a moment to leave the port.
            if attempts == 1:
                raise
            time.sleep(0.1)
    channel.send(LISTENING, {})
    debugpy.wait_for_client()


def prepare():
    """Gives the function the surroundings it has in the cloud."""
    for name in list(os.environ):
        foreign = name.startswith(("FC_", "_FC_")) and name not in KEPT_VARIABLES
        if foreign or name.startswith("FCSH_"):
            del os.environ[name]
    sys.stdout = sys.__stdout__ = open_log_stream(1)
    sys.stderr = sys.__stderr__ = open_log_stream(2)
    root = logging.getLogger()
    handler = LogHandler()
    handler.setFormatter(LogFormatter())
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    # A source file saved twice within one second looks unchanged to a byte code cache, so none is written.
    sys.dont_write_bytecode = True
    sys.path[0] = os.getcwd()
    version = "python%d.%d" % sys.version_info[:2]
    layers = ["/opt/python", "/opt/python/lib/%s/site-packages" % version]
    sys.path[1:1] = [folder for folder in layers if os.path.isdir(folder)]
    sys.argv = [os.path.join(os.getcwd(), "index.py")]
    import signal
    signal.signal(signal.SIGTERM, print_stacks)


def main():
    descriptor = int(os.environ.pop(CHANNEL_VARIABLE))
    os.set_inheritable(descriptor, False)
    channel = Channel(descriptor)
    debug_port = os.environ.get(DEBUG_VARIABLE)
    try:
        if debug_port:
            await_debugger(channel, int(debug_port))
        prepare()
    except DebuggerMissing as error:
        channel.send(START_ERROR, {"text": str(error)})
        os._exit(1)
    except Exception as error:
        channel.send(START_ERROR, {"text": "%s: %s" % (type(error).__name__, error)})
        os._exit(1)
    print_line("FunctionCompute python3 runtime inited.")
    channel.send(READY, {
        "v": 1, "pid": os.getpid(), "lang": "python", "langVersion": "%d.%d.%d" % sys.version_info[:3]})
    Worker(channel).run()
    os._exit(0)


if __name__ == "__main__":
    main()
