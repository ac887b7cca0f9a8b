"""The store of the demo centre: made once, opened like any other. It holds no real data."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from caseworker.demo.staff import AMINA, CENTRE_NAME, COUNTRY, PASSPHRASE, TOMAS
from caseworker.demo.story import Clock
from caseworker.ports import Office
from caseworker.sync.enrolment_files import drop_invitation, find_invitations
from caseworker.sync.joining import ask_to_join
from db.store import opening
from db.store.creation import NewCentre, create_store, join_store
from db.store.ids import repeating
from db.store.office import StoreOffice
from db.store.slots import Derivation
from db.store.unlocked import utc_now

QUICK = Derivation(memory=64, iterations=1, lanes=1)
"""Its passphrase is printed for everybody to read: nothing is gained by making guesses slow."""


_SEED, _DEVICE = 20_261_118, "7QK"
"""Every demo centre told at one moment is the same, but for its keys: pictures, tests and talks
about "the second case" mean the same everywhere."""


class DemoKeeper:
    """Makes the store in *folder*, and unlocks it for each colleague."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ids = repeating(_SEED)

    def create(self, clock: Clock) -> Office:
        """Make the store, unlocked by its administrator."""
        new = NewCentre(
            centre_name=CENTRE_NAME,
            country=COUNTRY,
            administrator_name=TOMAS.name,
            staff_code=TOMAS.staff_code,
            roles=TOMAS.roles,
            passphrase=PASSPHRASE,
        )
        return create_store(
            self._folder, new, derivation=QUICK, clock=clock, ids=self._ids, device_code=_DEVICE
        ).office

    def unlock(self, name: str, passphrase: str, clock: Clock) -> Office:
        """Unlock it for somebody else."""
        return opening.unlock(self._folder, name, passphrase, clock=clock, ids=self._ids)


def make_demo(folder: Path, now: datetime, *, anew: bool = False) -> None:
    """Make the demo centre in *folder*, as it stands at *now*; it stays if it is there.

    It is built aside and moved, so that an interrupted telling leaves nothing half told.
    """
    if opening.status(folder).exists and not anew:
        return
    from caseworker.demo import centre  # noqa: PLC0415  long, and told once in a laptop's life

    aside = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    centre.make(DemoKeeper(aside), now)
    if folder.exists():
        shutil.rmtree(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside.rename(folder)


def open_demo(folder: Path, name: str = AMINA.name, *, clock: Clock = utc_now) -> StoreOffice:
    """Open the demo centre in *folder* as the colleague of this *name*."""
    return opening.unlock(folder, name, PASSPHRASE, clock=clock)


def join_demo(folder: Path, stick: Path, name: str, *, clock: Clock = utc_now) -> StoreOffice:
    """Set up another laptop in *folder* for the colleague whom the invitation on *stick* names.

    It waits to be let in; its request lies on the stick.
    """
    (invitation,) = find_invitations(stick)
    office = join_store(folder, invitation, name, PASSPHRASE, derivation=QUICK, clock=clock).office
    ask_to_join(office.space, stick)
    drop_invitation(stick, invitation)
    return office
