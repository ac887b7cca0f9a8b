"""After a journey: does any file, under whatever name, show what was said in it?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")

PIECE = 24
"""Bytes in a row that no other file has by chance."""


class Leaks:
    """Looks for personal data in files and logs, in the encodings that programs write."""

    def __init__(self, places: Iterable[Path], log: pytest.LogCaptureFixture) -> None:
        self._places, self._log = places, log

    def none_of(self, *canaries: str) -> None:
        """Fail where one of *canaries* can be read anywhere."""
        assert canaries
        looked_at = 0
        for place in self._places:
            for path in place.rglob("*"):
                if not path.is_file():
                    continue
                looked_at += 1
                content = path.read_bytes().lower()
                for canary in canaries:
                    assert canary.lower() not in path.name.lower()
                    for encoding in ENCODINGS:
                        assert canary.lower().encode(encoding) not in content, (canary, path)
        assert looked_at, "a journey leaves a store at least"
        for canary in canaries:
            assert canary.lower() not in self._log.text.lower()

    def nothing_of(self, content: bytes) -> None:
        """Fail where a piece of *content*, the bytes of a file, lies anywhere as it is."""
        step = max(1, len(content) // 40)
        pieces = [content[at : at + PIECE] for at in range(0, len(content) - PIECE, step)]
        pieces = [piece for piece in pieces if len(set(piece)) > PIECE // 3]
        assert pieces, "too plain to be told from anything else"
        for place in self._places:
            for path in place.rglob("*"):
                if path.is_file():
                    kept = path.read_bytes()
                    assert not any(piece in kept for piece in pieces), path
