"""What comes from sticks, hubs and other laptops: any bytes are read, or refused in the known way.

Signatures are taken for true, and bodies are sealed anew, so that the fuzzer gets past both.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

import cbor2
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from caseworker.errors import KnownError
from caseworker.hub.checking import check
from caseworker.hub.ports import Kept, Refusal
from caseworker.hub.reading import fields_of, listed
from caseworker.sync.authority import judge_entries
from caseworker.sync.batch import Reader
from caseworker.sync.batch_body import BadBody, BatchBody
from caseworker.sync.batch_file import Refused, read_file
from caseworker.sync.batch_seal import CHUNK, BadSeal, unseal
from caseworker.sync.carrier import BatchId
from caseworker.sync.commit_columns import from_columns
from caseworker.sync.enrolment import Invitation, NotReadable, Request
from caseworker.sync.enrolment_files import find_invitations, find_requests
from caseworker.sync.folder_carrier import FolderCarrier
from caseworker.sync.hub_invitation import HubInvitation
from caseworker.sync.hub_signing import Authorization
from caseworker.sync.membership import members_of
from caseworker.sync.membership_entry import Unreadable, read_entry
from caseworker.sync.whole_commit import BadCommit, read_whole

SPACE = bytes.fromhex("92549d77595b048e1e4fabaf294f1ca0")
"""That of the vectors."""
KEY = bytes(32)
SALT = bytes(32)
NO_NAME = BatchId(bytes(32))


def batch(data: bytes) -> None:
    """Read *data* as a batch from a stick, and as one that is put at the hub."""
    with suppress(Refused):
        file = read_file(data)
        Reader(space=file.header.space, laptops={}, keys={}).open(file)
    with suppress(Refusal):
        check(Kept.BATCH, SPACE, NO_NAME, data, {})


def body(data: bytes) -> None:
    """Read *data* as what lies in a batch, once it is unsealed."""
    with suppress(BadBody):
        BatchBody.from_bytes(data)


def padded(data: bytes) -> None:
    """Unseal a batch whose author put *data* under the seal: length, packed body, padding."""
    derived = HKDF(SHA256(), 32, SALT, b"caseworker batch 1 body").derive(KEY)
    sealed = ChaCha20Poly1305(derived).encrypt(bytes(11) + b"\x01", data[:CHUNK], b"")
    with suppress(BadSeal):
        unseal(SALT + sealed, KEY, b"")


def commit(data: bytes) -> None:
    """Read *data* as a commit of a batch."""
    with suppress(BadCommit):
        read_whole(data)


def columns(data: bytes) -> None:
    """Read *data* as the commits of a batch, each told by how it differs from the one before."""
    with suppress(BadCommit):
        from_columns(data)


def entry(data: bytes) -> None:
    """Read *data* as an entry of the membership log, signed or not."""
    with suppress(Unreadable):
        read_entry(data, b"", lambda *_signed: True, SPACE)


def log(data: bytes) -> None:
    """Derive members and what counts from a log of the entries that *data* lists."""
    try:
        told = cbor2.loads(data)
    except (cbor2.CBORDecodeError, RecursionError, ValueError, TypeError):
        return
    entries = []
    for each in told if isinstance(told, list) else ():
        if isinstance(each, bytes):
            with suppress(Unreadable):
                entries.append(read_entry(each, b"", lambda *_signed: True, SPACE))
    roots = frozenset({bytes(32)})
    judge_entries({each.id: each for each in entries}, roots)
    members_of(entries, roots)


def joining(data: bytes) -> None:
    """Read *data* as what goes between two laptops and the hub before they know each other."""
    text = data.decode("utf-8", "replace")
    for read in (Request.from_bytes, Invitation.from_bytes):
        with suppress(NotReadable):
            read(data)
    for written in (Invitation.from_text, HubInvitation.from_text):
        with suppress(NotReadable):
            written(text)


def stick(data: bytes) -> None:
    """Look at a stick on which *data* lies under the names that the program reads."""
    with tempfile.TemporaryDirectory(prefix="caseworker-fuzz-stick-") as place:
        top = Path(place)
        carrier = FolderCarrier(top, SPACE)
        with suppress(KnownError):
            carrier.put(NO_NAME, data)
        for name in ("invitation", "request", "README.txt"):
            (top / name).write_bytes(data)
        with suppress(KnownError):
            for offered in carrier.page().offered:
                carrier.get(offered.id)
        find_invitations(top)
        find_requests(top, SPACE)


def hub_request(data: bytes) -> None:
    """Read *data* as header and body of a request to the hub."""
    head, _, content = data.partition(b"\n")
    Authorization.from_header(head.decode("latin-1"))
    with suppress(Refusal):
        for each in fields_of(content, "entries", "passes"):
            listed(each, 10)


_TESTS = Path(__file__).parents[1]
_VECTORS = {
    "batch": ("sync/vectors/batch_*.txt", "batch"),
    "stick": ("sync/vectors/batch_*.txt", "batch"),
    "entry": ("sync/vectors/entry_*.txt", "entry"),
    "columns": ("sync/vectors/columns_*.txt", "columns"),
    "commit": ("store/vectors/*.txt", "commit"),
}


def seeds(name: str) -> Iterator[bytes]:
    """Yield what the test vectors hold for the target *name*: where the fuzzer sets out from."""
    if name == "log":
        for path in sorted(_TESTS.glob("sync/vectors/log_*.txt")):
            yield cbor2.dumps(list(_values(path, "entry")))
    elif name == "body":
        first = _TESTS / "sync/vectors/batch_first.txt"
        (content,), (key,) = _values(first, "batch"), _values(first, "key")
        file = read_file(content)
        yield unseal(file.ciphertext, key, file.header.associated_data())
    elif name in _VECTORS:
        pattern, field = _VECTORS[name]
        for path in sorted(_TESTS.glob(pattern)):
            yield from _values(path, field)


def _values(path: Path, field: str) -> Iterator[bytes]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{field}: "):
            yield bytes.fromhex(line.removeprefix(f"{field}: "))


EXCHANGE: MappingProxyType[str, Callable[[bytes], None]] = MappingProxyType(
    {
        each.__name__: each
        for each in (batch, body, padded, commit, columns, entry, log, joining, stick, hub_request)
    }
)
