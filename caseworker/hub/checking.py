"""What a hub can check of a file without any key of an audience (docs/formats/batch.md)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from caseworker.hub.ports import Kept, Refusal
from caseworker.sync.batch_file import Refused, id_of, read_file
from caseworker.sync.hub_signing import digest


def check(
    kept: Kept,
    space: bytes,
    name: bytes,
    content: bytes,
    laptops: Mapping[bytes, Collection[bytes]],
) -> None:
    """Look whether *content* may be kept under the id *name*; *laptops* are keys by their id.

    Raises:
        Refusal: with the word of hub-api.md.
    """
    if kept is Kept.CHUNK:
        if digest(content) != name:
            raise Refusal(422, "bad-id")
        return
    check_batch(space, content, laptops, name)


def check_batch(
    space: bytes,
    content: bytes,
    laptops: Mapping[bytes, Collection[bytes]],
    name: bytes | None = None,
) -> bytes:
    """Return the id of the batch that *content* is; where it was said, it is *name*.

    Raises:
        Refusal: with the word of hub-api.md.
    """
    try:
        batch = read_file(content)
    except Refused as refused:
        newer = id_of(content)
        if refused.result == "newer-version" and name in (None, newer):
            # Laptops that are ahead of their hub must not wait for it.
            return newer
        raise Refusal(422, refused.result) from refused
    if batch.header.space != space:
        raise Refusal(422, "foreign-space")
    if name not in (None, batch.id):
        raise Refusal(422, "bad-id")
    if not batch.is_whole():
        raise Refusal(422, "bad-body-hash")
    keys = laptops.get(batch.header.laptop, ())
    if not keys:
        raise Refusal(422, "unknown-laptop")
    if not any(batch.is_signed_by(key) for key in keys):
        raise Refusal(422, "bad-signature")
    return batch.id
