"""A header has one way to be written, and a file its largest size: what differs is no batch."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caseworker.sync.batch_file import (
    MAGIC,
    MAX_SIZE,
    BatchFile,
    BatchHeader,
    Refused,
    read_file,
    sign,
)

MADE = BatchHeader(
    space=bytes(16), laptop=bytes(16), run=bytes(16), number=1, previous=None, key=bytes(16)
)


def signed(size: int = 100) -> BatchFile:
    return sign(MADE, bytes(size), Ed25519PrivateKey.generate().private_bytes_raw())


def result(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_file(content)
    return refused.value.result


def test_a_number_written_the_long_way_makes_another_header_of_the_same_words() -> None:
    """Else a laptop could give one batch as many ids as there are ways to write it."""
    made = signed()
    version = made.signed[:3]
    assert version == b"\xa8\x01\x01"
    longer = b"\xa8\x01\x18\x01" + made.signed[3:]
    at = len(MAGIC) + 4 + len(made.signed)
    assert read_file(made.content).header == made.header
    assert result(MAGIC + len(longer).to_bytes(4) + longer + made.content[at:]) == "bad-header"


def test_a_file_above_the_largest_size_is_no_batch() -> None:
    most = MAX_SIZE - (len(signed().content) - 100)
    whole = signed(most).content
    assert len(whole) == MAX_SIZE
    assert result(whole + b"x") == "bad-header"
