"""The test vectors of commits, read by the independent reader and by the product."""

from __future__ import annotations

from pathlib import Path

import cbor2
import pytest

from caseworker.sync.commit_format import Header, Signed, is_signed_by
from caseworker.sync.whole_commit import BadCommit, read_whole
from tests.store import independent_reader

VECTORS = sorted((Path(__file__).parent / "vectors").glob("*.txt"))


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_vectors(path: Path) -> None:
    lines = dict(line.split(": ") for line in path.read_text("ascii").splitlines())
    before = None
    if "id before" in lines:
        before = int(lines["number before"]), bytes.fromhex(lines["id before"])
    commit = bytes.fromhex(lines["commit"])
    keys = bytes.fromhex(lines["device key"]), bytes.fromhex(lines["person key"])
    assert independent_reader.read(commit, *keys, before) == lines["expect"]
    # Keys, and the commit before it, are asked for elsewhere.
    elsewhere = before is not None or "signature" in lines["expect"]
    assert read_as(commit) == ("ok" if elsewhere else lines["expect"])
    header, device_signature, person_signature, _, _ = cbor2.loads(commit)
    signed = Signed(header, device_signature, person_signature)
    assert signed.id == independent_reader.commit_id(header)
    assert is_signed_by(signed, *keys) == ("signature" not in lines["expect"])
    if lines["expect"] == "ok":
        assert Header.from_bytes(header).to_bytes() == header


def read_as(commit: bytes) -> str:
    """Return how the product reads a commit; signatures and chain are looked at elsewhere."""
    try:
        whole = read_whole(commit)
    except BadCommit as bad:
        return bad.result
    assert whole.to_bytes() == commit
    return "ok"
