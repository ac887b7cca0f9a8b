from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from tests.store.laptop import Laptop

Worker = Callable[[Path, Connection, int], None]

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    made = Laptop(tmp_path / "store")
    yield made
    made.lock()


class Program:
    """Another process that works on a store, and what it has told."""

    def __init__(self, process: BaseProcess, told: Connection) -> None:
        self._process = process
        self._told = told

    def next(self) -> Any:
        """Wait for what it tells next; None where it has ended."""
        try:
            return self._told.recv() if self._told.poll(20) else None
        except EOFError:
            return None

    def kill(self, after: float) -> list[Any]:
        """Kill it after so many seconds, or when it ends; return the rest it told."""
        self._process.join(after)
        self._process.kill()
        self._process.join()
        told = []
        while (message := self.next()) is not None:
            told.append(message)
        return told


@contextmanager
def _running(worker: Worker, folder: Path, number: int) -> Iterator[Program]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.workers"])
    ours, theirs = context.Pipe()
    process = context.Process(target=worker, args=(folder, theirs, number), daemon=True)
    process.start()
    theirs.close()
    program = Program(process, ours)
    try:
        yield program
    finally:
        process.kill()
        process.join()
        ours.close()
        process.close()


@pytest.fixture
def program() -> Callable[..., Any]:
    return _running
