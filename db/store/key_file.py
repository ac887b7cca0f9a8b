"""The key file: 16 slots and a recovery slot, in two copies (docs/formats/key-file.md)."""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import cbor2

from caseworker.errors import (
    KeyFileDamaged,
    KeyFileMissing,
    SlotsFull,
    WrongPassphrase,
    WrongRecoveryCode,
)
from db.store.recovery_code import new_recovery_code
from db.store.safe_files import overwrite_and_remove, write_new
from db.store.slots import (
    PUBLIC_SIZE,
    SALT_SIZE,
    SEALED_KEYS_SIZE,
    SEALED_SECRETS_SIZE,
    TAG_SIZE,
    Derivation,
    Slot,
    SlotSecrets,
    recovery_key,
)
from db.store.values import to_bytes

SLOTS = 16
COPIES = ("keys", "keys.copy")
_MAGIC = b"caseworker key file 1\n"
_HASH_SIZE = 32
_AUTHENTICATION = b"caseworker key file 1: authentication"
_SIZES = (TAG_SIZE, PUBLIC_SIZE, SEALED_SECRETS_SIZE, SEALED_KEYS_SIZE)
_MOST_MEMORY = 4 * 1024 * 1024
"""In KiB. A file that asks for more was altered to exhaust the laptop."""


@dataclass(frozen=True)
class Opened:
    """What a passphrase or the recovery code opened."""

    secrets: SlotSecrets
    keys: tuple[bytes, ...]
    """The store key in force, and during a re-keying the coming one."""


@dataclass(frozen=True, kw_only=True)
class KeyFile:
    """The content of a key file. Changing it makes another one, to be written whole."""

    generation: int
    derivation: Derivation
    salt: bytes
    slots: tuple[Slot, ...]
    recovery: Slot
    authentication: bytes = b""

    @classmethod
    def new(cls, derivation: Derivation) -> Self:
        """Return a key file in which nobody has a slot yet."""
        salt = secrets.token_bytes(SALT_SIZE)
        slots = tuple(Slot.empty(salt) for _ in range(SLOTS))
        recovery = Slot.empty(salt)
        return cls(generation=0, derivation=derivation, salt=salt, slots=slots, recovery=recovery)

    def unlock(self, name: str, passphrase: str) -> Opened:
        """Return what *name* and *passphrase* open.

        Raises:
            WrongPassphrase: no slot opens with them.
            KeyFileDamaged: the file was altered by somebody who does not hold the store key.
        """
        tag, key = self.derivation.tag_and_key(name, passphrase, self.salt)
        for slot in self.slots:
            if hmac.compare_digest(slot.tag, tag):
                inside = slot.open(key, self.salt)
                if inside is not None:
                    return self._opened(slot, inside)
        raise WrongPassphrase

    def recover(self, code: str) -> Opened:
        """Return what the recovery *code* opens; its secrets are nobody's.

        Raises:
            WrongRecoveryCode: it is mistyped or belongs to another store.
            KeyFileDamaged: as for `unlock`.
        """
        inside = self.recovery.open(recovery_key(code, self.salt), self.salt)
        if inside is None:
            raise WrongRecoveryCode
        return self._opened(self.recovery, inside)

    def with_person(
        self,
        name: str,
        passphrase: str,
        inside: SlotSecrets,
        keys: tuple[bytes, ...],
        free: frozenset[bytes],
    ) -> Self:
        """Return the file with a slot for a person, in the place of one of the *free* publics.

        Raises:
            SlotsFull: there is none free.
        """
        places = [at for at, slot in enumerate(self.slots) if slot.public in free]
        if not places:
            raise SlotsFull(count=SLOTS)
        tag, key = self.derivation.tag_and_key(name, passphrase, self.salt)
        slot = Slot.closed_with(tag, key, inside, keys, self.salt)
        return self._with_slot(secrets.choice(places), slot)

    def with_recovery(self, keys: tuple[bytes, ...], code: str = "") -> tuple[Self, str]:
        """Return the file with a new recovery slot, and the code that opens it.

        The code is *code*, or a new one where it is empty.

        Raises:
            WrongRecoveryCode: *code* is not one that `new_recovery_code` could have returned.
        """
        code = code or new_recovery_code()
        inside = SlotSecrets.new(bytes(16))
        slot = Slot.closed_with(
            secrets.token_bytes(TAG_SIZE), recovery_key(code, self.salt), inside, keys, self.salt
        )
        return dataclasses.replace(self, recovery=slot), code

    def with_keys(self, keys: tuple[bytes, ...], gone: bytes | None = None) -> Self:
        """Return the file with the store *keys* sealed anew to all slots but the one *gone*.

        Slots that nobody uses get them too: what would open those was thrown away.
        """
        slots = tuple(
            Slot.empty(self.salt) if slot.public == gone else slot.with_keys(keys, self.salt)
            for slot in self.slots
        )
        recovery = self.recovery.with_keys(keys, self.salt)
        return dataclasses.replace(self, slots=slots, recovery=recovery)

    def write(self, folder: Path, key: bytes) -> Self:
        """Write both copies durably, as the next generation, authenticated under *key*.

        A crash in between leaves a whole older copy and a whole newer one; the newer counts.
        """
        following = dataclasses.replace(self, generation=self.generation + 1)
        content = following.body()
        sealed = dataclasses.replace(following, authentication=_authentication(content, key))
        whole = content + sealed.authentication
        whole += hashlib.sha256(whole).digest()
        for name in COPIES:
            write_new(folder / name, whole)
        return sealed

    def _opened(self, slot: Slot, inside: SlotSecrets) -> Opened:
        keys = inside.open_keys(slot.sealed_keys, self.salt)
        # Whoever can write the disk can seal a key of his own to a public half; he cannot
        # authenticate the rest of the file under the key that the person's store has.
        if not hmac.compare_digest(_authentication(self.body(), keys[0]), self.authentication):
            raise KeyFileDamaged
        return Opened(inside, keys)

    def _with_slot(self, place: int, slot: Slot) -> Self:
        slots = (*self.slots[:place], slot, *self.slots[place + 1 :])
        return dataclasses.replace(self, slots=slots)

    def body(self) -> bytes:
        """Return the part of the file that is authenticated."""
        cost = self.derivation
        body = {
            1: self.generation,
            2: [cost.memory, cost.iterations, cost.lanes],
            3: self.salt,
            4: [_parts(slot) for slot in self.slots],
            5: _parts(self.recovery),
        }
        return _MAGIC + to_bytes(body)


def read_key_file(folder: Path) -> KeyFile:
    """Return the newest whole copy of the key file in *folder*.

    Raises:
        KeyFileMissing: there is no copy.
        KeyFileDamaged: no copy is whole.
    """
    found = [path.read_bytes() for path in (folder / name for name in COPIES) if path.is_file()]
    if not found:
        raise KeyFileMissing
    whole = [key_file for key_file in map(parse, found) if key_file is not None]
    if not whole:
        raise KeyFileDamaged
    return max(whole, key=lambda key_file: key_file.generation)


def mend_copies(folder: Path) -> None:
    """Make every copy in *folder* the newest whole one: an older one may hold a removed slot."""
    copies = [folder / name for name in COPIES]
    found = {path: path.read_bytes() for path in copies if path.is_file()}
    newest = max(found.values(), key=_generation)
    for path in copies:
        if found.get(path) != newest:
            write_new(path, newest)


def _generation(content: bytes) -> int:
    key_file = parse(content)
    return key_file.generation if key_file else -1


def destroy_key_file(folder: Path) -> None:
    """Destroy every slot: without a backup nobody opens this store again."""
    for name in COPIES:
        overwrite_and_remove(folder / name)


def parse(content: bytes) -> KeyFile | None:
    """Return the key file of its bytes, or None where they are not whole."""
    whole, digest = content[:-_HASH_SIZE], content[-_HASH_SIZE:]
    if not whole.startswith(_MAGIC) or hashlib.sha256(whole).digest() != digest:
        return None
    body, authentication = whole[len(_MAGIC) : -_HASH_SIZE], whole[-_HASH_SIZE:]
    try:
        return _from_body(cbor2.loads(body), authentication)
    except (cbor2.CBORDecodeError, KeyError, TypeError, ValueError):
        return None


def _from_body(body: dict[int, Any], authentication: bytes) -> KeyFile:
    derivation = Derivation(*body[2])
    slots = tuple(_slot(parts) for parts in body[4])
    if len(slots) != SLOTS or not 0 < derivation.memory <= _MOST_MEMORY:
        raise ValueError(len(slots))
    return KeyFile(
        generation=body[1],
        derivation=derivation,
        salt=body[3],
        slots=slots,
        recovery=_slot(body[5]),
        authentication=authentication,
    )


def _slot(parts: list[bytes]) -> Slot:
    if tuple(map(len, parts)) != _SIZES:
        raise ValueError(len(parts))
    return Slot(*parts)


def _parts(slot: Slot) -> list[bytes]:
    return [slot.tag, slot.public, slot.sealed_secrets, slot.sealed_keys]


def _authentication(content: bytes, key: bytes) -> bytes:
    return hmac.digest(hmac.digest(key, _AUTHENTICATION, "sha256"), content, "sha256")
