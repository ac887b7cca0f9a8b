"""A stretch of network between laptop and hub that cuts, delays, truncates and doubles."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

Meddle = Callable[[bytes, int], tuple[bytes, bool]]
"""Takes bytes and how many went before; returns what goes on, and whether the line then breaks."""


def untouched(piece: bytes, _: int) -> tuple[bytes, bool]:
    return piece, False


def cut_after(most: int) -> Meddle:
    def meddle(piece: bytes, before: int) -> tuple[bytes, bool]:
        left = max(most - before, 0)
        return piece[:left], len(piece) >= left

    return meddle


def doubled(piece: bytes, _: int) -> tuple[bytes, bool]:
    return piece + piece, False


def late_by(seconds: float, then: Meddle = untouched) -> Meddle:
    """Hold every piece back before *then* has it, as a line over a satellite does."""

    def meddle(piece: bytes, before: int) -> tuple[bytes, bool]:
        time.sleep(seconds)
        return then(piece, before)

    return meddle


class Network:
    """Forwards connections to the hub; each takes the next pair of meddlers, then none."""

    def __init__(self, target: str) -> None:
        host, _, port = target.removeprefix("http://").rpartition(":")
        self._target = host, int(port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.origin = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.there: list[Meddle] = []
        self.back: list[Meddle] = []
        self.always: tuple[Meddle, Meddle] = (untouched, untouched)
        self.connections = 0
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for each in self._threads:
            each.join(10)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            try:
                far = socket.create_connection(self._target)
            except OSError:
                near.close()
                continue
            there = self.there.pop(0) if self.there else self.always[0]
            back = self.back.pop(0) if self.back else self.always[1]
            pair = _Pair(near, far)
            for source, sink, meddle in ((near, far, there), (far, near, back)):
                thread = threading.Thread(target=pair.pump, args=(source, sink, meddle))
                self._threads.append(thread)
                thread.start()


class _Pair:
    def __init__(self, near: socket.socket, far: socket.socket) -> None:
        self._ends = near, far
        self._running = 2
        self._lock = threading.Lock()

    def pump(self, source: socket.socket, sink: socket.socket, meddle: Meddle) -> None:
        before = 0
        with suppress(OSError):
            while piece := source.recv(16_384):
                passed, breaks = meddle(piece, before)
                before += len(piece)
                sink.sendall(passed)
                if breaks:
                    break
        with self._lock:
            self._running -= 1
            for each in self._ends:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
            if not self._running:
                for each in self._ends:
                    each.close()
