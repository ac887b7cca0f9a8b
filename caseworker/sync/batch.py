"""Writing and reading batches: file, seal and body put together (docs/formats/batch.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from caseworker.sync.batch_body import BadBody, BatchBody
from caseworker.sync.batch_file import BatchFile, BatchHeader, Refused, sign
from caseworker.sync.batch_seal import BadSeal, seal, unseal
from caseworker.sync.letter import SealingKey, seal_letter, sealing_key_id


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What one laptop needs to read batches."""

    space: bytes
    laptops: Mapping[bytes, bytes]
    """Public signing keys that the membership log knows, by the id that headers have."""
    keys: Mapping[bytes, bytes] = field(repr=False)
    """Audience keys by id, of every epoch that is still kept."""
    sealing_key: SealingKey | None = field(default=None, repr=False)

    def open(self, batch: BatchFile) -> BatchBody:
        """Return what lies in *batch*.

        Raises:
            Refused: with the first result of batch.md, "What a reader checks", that fits.
        """
        self.check_transport(batch)
        try:
            return BatchBody.from_bytes(self._unsealed(batch))
        except BadSeal as error:
            raise Refused(error.result) from error
        except BadBody as error:
            raise Refused("bad-body") from error

    def peek(self, batch: BatchFile) -> BatchBody:
        """Return what lies in a letter to this laptop whose author it does not know yet.

        Nothing in it is believed but what proves itself.

        Raises:
            Refused: it is no whole letter to this laptop.
        """
        if self.sealing_key is None or not batch.is_whole() or batch.header.space != self.space:
            raise Refused("unknown-laptop")
        try:
            sealed = batch.header.associated_data()
            return BatchBody.from_bytes(self.sealing_key.open(batch.ciphertext, sealed))
        except (BadSeal, BadBody) as error:
            raise Refused("unknown-laptop") from error

    def check_transport(self, batch: BatchFile) -> None:
        """Check what needs no audience key, as hub and courier can.

        Raises:
            Refused: `foreign-space`, `bad-body-hash`, `unknown-laptop` or `bad-signature`.
        """
        if batch.header.space != self.space:
            raise Refused("foreign-space")
        if not batch.is_whole():
            raise Refused("bad-body-hash")
        laptop = self.laptops.get(batch.header.laptop)
        if laptop is None:
            raise Refused("unknown-laptop")
        if not batch.is_signed_by(laptop):
            raise Refused("bad-signature")

    def _unsealed(self, batch: BatchFile) -> bytes:
        header = batch.header
        associated = header.associated_data()
        key = self.keys.get(header.key)
        if key is not None:
            return unseal(batch.ciphertext, key, associated)
        own = self.sealing_key
        if own is not None and header.key == sealing_key_id(own.public):
            return own.open(batch.ciphertext, associated)
        raise Refused("sealed-for-others")


def write_batch(header: BatchHeader, body: BatchBody, key: bytes, device_key: bytes) -> BatchFile:
    """Return the batch of *body* under the audience *key*, signed by a laptop's private key.

    Raises:
        ValueError: the body is larger than a batch may be.
    """
    return sign(header, seal(body.to_bytes(), key, header.associated_data()), device_key)


def write_letter(
    header: BatchHeader, body: BatchBody, public: bytes, device_key: bytes
) -> BatchFile:
    """Return the letter of *body* to the laptop with this *public* sealing key."""
    return sign(header, seal_letter(body.to_bytes(), public, header.associated_data()), device_key)
