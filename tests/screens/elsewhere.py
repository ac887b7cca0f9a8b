"""Another laptop of the same centre, beside the window under test."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from caseworker.model.person import Person
from caseworker.model.staff import Role
from caseworker.sync.enrolment import Request
from caseworker.sync.exchanging import exchange_and_follow_up
from caseworker.sync.folder_carrier import FolderCarrier
from caseworker.sync.joining import STICK
from db.store.creation import join_store
from db.store.office import StoreOffice
from db.store.opening import unlock
from tests.screens.at_work import AtWork
from tests.store.laptop import FAST, PASSPHRASE, colleague


class Elsewhere:
    """The other laptop of the centre, without a window."""

    def __init__(
        self,
        here: AtWork,
        folder: Path,
        stick: Path,
        role: Role = Role.CASEWORKER,
        *,
        name: str = "Bo Li",
        code: str = "02",
    ) -> None:
        self.stick = stick
        newcomer = replace(colleague(name), roles=frozenset({role}), staff_code=code)
        whose = here.office.keys.add(newcomer, PASSPHRASE)
        here.office.space.align()
        invitation = here.office.space.invite(whose)
        made = join_store(folder, invitation, name, PASSPHRASE, derivation=FAST)
        here.office.space.admit(Request.from_bytes(made.office.space.signed_request()))
        self.office: StoreOffice = made.office
        self.exchange(here.office)
        self.exchange()
        self.office.close()
        self.office = unlock(folder, name, PASSPHRASE)

    def exchange(self, office: StoreOffice | None = None) -> None:
        one = office or self.office
        carrier = FolderCarrier(self.stick, one.store.identity.space)
        exchange_and_follow_up(one, carrier, STICK)


def selam_of(work: AtWork) -> UUID:
    work.selam()
    return work.office.ask(lambda reads: reads.matching(Person)[0].id)
