"""Protecting a large table takes seconds: whoever waits sees how far it is, and can stop it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum

from caseworker.text import N_


class Stage(StrEnum):
    """What is being done."""

    COUNTING = "counting"
    PROTECTING = "protecting"
    ATTACKING = "attacking"


STAGES: dict[Stage, str] = {
    Stage.COUNTING: N_("The figures are being counted."),
    Stage.PROTECTING: N_("Looking for what has to be hidden"),
    Stage.ATTACKING: N_("Trying to work out somebody, as a reader could"),
}

Watch = Callable[[Stage], None]
"""Called at each step. What it raises ends the work; nothing has been kept by then."""


class Stopped(Exception):
    """Whoever waited has stopped it."""


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Let *watch* hear of every step of what is protected and attacked within."""
    before = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(before)


def step(stage: Stage) -> None:
    """Tell whoever watches that one more step begins."""
    watch = _watch.get()
    if watch is not None:
        watch(stage)
