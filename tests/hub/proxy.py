"""A proxy as networks of institutions have them: it forwards, tunnels, and may want a password."""

from __future__ import annotations

import base64
import socket
import threading
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import urlsplit

_NOT_PASSED_ON = {"Proxy-Authorization", "Proxy-Connection"}
PAGE = b"<html>This network belongs to the ministry. Please sign in.</html>"


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def _is_refused(self) -> bool:
        self.server.asked.append(f"{self.command} {self.path}")
        told, wanted = self.server.status, self.server.wanted
        if wanted and self.headers.get("Proxy-Authorization") != wanted:
            told = 407
        if told:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.close_connection = True
            self.send_response(told)
            self.send_header("Content-Length", str(len(PAGE)))
            self.end_headers()
            self.wfile.write(PAGE)
        return bool(told)

    def _forward(self) -> None:
        if self._is_refused():
            return
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        told = {key: value for key, value in self.headers.items() if key not in _NOT_PASSED_ON}
        line = HTTPConnection(parts.netloc)
        line.request(self.command, f"{parts.path}?{parts.query}".rstrip("?"), body, told)
        answer = line.getresponse()
        content = answer.read()
        self.send_response(answer.status)
        for key, value in answer.getheaders():
            if key.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(key, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        line.close()

    do_GET = do_PUT = do_POST = do_DELETE = _forward  # noqa: N815  the library's names

    def do_CONNECT(self) -> None:
        if self._is_refused():
            return
        host, _, port = self.path.rpartition(":")
        there = socket.create_connection((host, int(port)), timeout=5)
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        back = threading.Thread(target=_pump, args=(there, self.connection))
        back.start()
        _pump(self.connection, there)
        back.join()
        there.close()

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, wanted: str, status: int) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.wanted, self.status = wanted, status
        self.asked: list[str] = []


class Proxy:
    """Runs on loopback until it is left; with a *status* it answers everything by itself."""

    def __init__(self, *, password: str = "", status: int = 0) -> None:
        encoded = base64.b64encode(password.encode()).decode()
        self._server = _Server(f"Basic {encoded}" if password else "", status)
        self.asked = self._server.asked
        """Method and target of each request, as it came."""
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Proxy:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def _pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while piece := source.recv(1 << 16):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass
