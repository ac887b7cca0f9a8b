"""After a journey: does any file, under whatever name, show what was said in it?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


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
