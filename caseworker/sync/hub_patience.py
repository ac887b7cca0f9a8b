"""Waiting for a network that may never answer, and leaving it at once when somebody locks.

A line that hangs cannot be interrupted from outside: names are looked up, and connections made, in
calls that return when they like. So each is made beside, and whoever waits may go.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

from caseworker.errors import CarrierStopped

T = TypeVar("T")
_LOOK_EVERY = 0.1
"""Seconds between two looks at whether to go."""


class Patience:
    """Waits for what is slow, until *wants_stop* says that nobody needs it any more."""

    def __init__(self, wants_stop: Callable[[], bool] | None = None) -> None:
        self._wants_stop = wants_stop

    def pause(self, seconds: float) -> None:
        """Let *seconds* pass.

        Raises:
            CarrierStopped: somebody wants to go.
        """
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            self._look()
            time.sleep(left if self._wants_stop is None else min(left, _LOOK_EVERY))

    def wait_for(self, slow: Callable[[], T]) -> T:
        """Return what *slow* returns, or raise what it raises.

        Raises:
            CarrierStopped: somebody wants to go; what *slow* still does matters no more.
        """
        if self._wants_stop is None:
            return slow()
        self._look()
        answer: Future[T] = Future()

        def beside() -> None:
            try:
                answer.set_result(slow())
            except BaseException as error:
                answer.set_exception(error)

        threading.Thread(target=beside, name="hub-request", daemon=True).start()
        while not wait([answer], _LOOK_EVERY).done:
            self._look()
        return answer.result()

    def _look(self) -> None:
        if self._wants_stop is not None and self._wants_stop():
            raise CarrierStopped
