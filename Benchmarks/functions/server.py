"""The peer of the Python function: an echo server of the language's own library; prints its port."""

import http.server


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers with what it got, in one write."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *words):
        """Nothing."""


class Server(http.server.ThreadingHTTPServer):
    """Says nothing of clients that go away."""

    def handle_error(self, request, client_address):
        """Nothing."""


server = Server(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
