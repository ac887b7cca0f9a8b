"""The search for leaks finds what it is there for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.leaks import ENCODINGS, Leaks


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_words_in_a_file_are_found(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, encoding: str
) -> None:
    (tmp_path / "note").write_bytes(b"\x00\x01" + "her name is Selamawit".encode(encoding))
    with pytest.raises(AssertionError):
        Leaks((tmp_path,), caplog).none_of("Selamawit")


def test_a_name_of_a_file_is_found(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "selamawit.pdf").touch()
    with pytest.raises(AssertionError):
        Leaks((tmp_path,), caplog).none_of("Selamawit")
