"""`caseworker hub`: run it, invite a centre, back it up."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caseworker.errors import InvalidValue
from caseworker.hub.errors import HubStorageAway
from caseworker.hub.hub import Hub
from caseworker.hub.limits import MEBIBYTE, Limits
from caseworker.hub.ports import HubStore, StorageAway
from caseworker.hub.serving import Address, Listening, serve
from caseworker.sync.hub_invitation import HubInvitation, code_digest, is_origin, new_code
from caseworker.text import Text

_BURST_SECONDS = 20


class HubPlace(Protocol):
    """Where a hub lies."""

    def key(self) -> Ed25519PrivateKey:
        """Return the hub's key."""
        ...

    def store(self) -> HubStore:
        """Open the storage."""
        ...

    def back_up(self, target: Path) -> None:
        """Write all of it into one file."""
        ...

    def restore(self, source: Path) -> None:
        """Put a backup in place."""
        ...


def run(chosen: argparse.Namespace, text: Text, place: HubPlace) -> int:
    """Do what was chosen on the command line; return the exit code.

    Raises:
        KnownError: it could not be done.
    """
    acts = {
        "run": _run,
        "invite": _invite,
        "key": _key,
        "backup": _back_up,
        "restore": _restore,
    }
    try:
        acts[chosen.do](chosen, text, place)
    except StorageAway as error:
        raise HubStorageAway from error
    return 0


def _run(chosen: argparse.Namespace, text: Text, place: HubPlace) -> None:
    listening = Listening(
        laptops=_address(chosen.listen),
        operator=_address(chosen.operator),
        certificate=chosen.certificate,
        private_key=chosen.private_key,
    )
    limits = Limits(
        keep_days=chosen.keep_days,
        address_pace=chosen.address_pace,
        address_burst=chosen.address_pace * _BURST_SECONDS,
        origins=tuple(chosen.origin),
    )
    key = place.key()
    store = place.store()

    def ready(laptops: str, operator: str) -> None:
        for line in (
            text("Laptops reach the hub under {address}", address=laptops),
            text("The operator's page is {address}", address=operator),
            text("Key of the hub: {key}", key=key.public_key().public_bytes_raw().hex()),
        ):
            print(line, flush=True)

    try:
        serve(Hub(store, key, limits), listening, ready)
    finally:
        store.close()


def _invite(chosen: argparse.Namespace, text: Text, place: HubPlace) -> None:
    store = place.store()
    try:
        code = new_code()
        store.invite(code_digest(code), chosen.quota * MEBIBYTE)
    finally:
        store.close()
    if not chosen.origin:
        print(text("Give this code to the administrator of one centre; it is good for one:"))
        print(code)
        return
    address = chosen.origin[0].rstrip("/")
    if not is_origin(address):
        raise InvalidValue(what=chosen.origin[0])
    key = place.key().public_key().public_bytes_raw()
    invitation = HubInvitation(address=address, key=key, code=code).to_text()
    if chosen.file is not None:
        _file(chosen).write_text(f"{invitation}\n", encoding="utf-8")
        print(text("The invitation is written. Give it to the administrator of one centre."))
        return
    print(text("Give this text to the administrator of one centre; it is good for one:"))
    print(invitation)


def _key(_chosen: argparse.Namespace, _text: Text, place: HubPlace) -> None:
    print(place.key().public_key().public_bytes_raw().hex())


def _back_up(chosen: argparse.Namespace, text: Text, place: HubPlace) -> None:
    place.back_up(_file(chosen))
    print(text("The backup of the hub is written. Keep it apart: the key of the hub is in it."))


def _restore(chosen: argparse.Namespace, text: Text, place: HubPlace) -> None:
    place.restore(_file(chosen))
    print(text("The hub is restored. Laptops send again what it had not yet."))


def _file(chosen: argparse.Namespace) -> Path:
    if chosen.file is None:
        raise InvalidValue(what="FILE")
    named: Path = chosen.file
    return named.absolute()


def _address(written: str) -> Address:
    try:
        return Address.of(written)
    except ValueError as error:
        raise InvalidValue(what=written) from error
