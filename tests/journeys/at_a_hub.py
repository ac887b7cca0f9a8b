"""A centre at a hub, and its second laptop."""

from __future__ import annotations

from pathlib import Path

from caseworker.model.person import Person
from caseworker.model.staff import User
from caseworker.sync.enrolment import Request
from caseworker.sync.hub_exchange import exchange_by_hub
from caseworker.sync.hub_invitation import HubInvitation
from caseworker.sync.pace import Pace
from db.store.creation import join_store
from db.store.office import StoreOffice
from db.store.opening import unlock
from tests.hub.running import RunningHub
from tests.journeys.centre import AMINA, Centre
from tests.journeys.test_several_laptops import WORDS
from tests.store.laptop import FAST, add_person

QUICK = Pace(at_first=0.05, after_writing=0.05, usual=0.4, after_failing=0.2, most=0.4)


def invitation(hub: RunningHub) -> HubInvitation:
    return HubInvitation(address=hub.address.origin, key=hub.address.key, code=hub.invite())


class Elsewhere:
    """A second laptop that belongs, without a window."""

    def __init__(self, centre: Centre, folder: Path) -> None:
        space = centre.office.space
        invited = space.invite(centre.one(User, name=AMINA).id)
        made = join_store(folder, invited, AMINA, WORDS, derivation=FAST)
        space.admit(Request.from_bytes(made.office.space.signed_request()))
        self.exchange(centre.office)
        self.exchange(made.office)
        made.office.close()
        self.office = unlock(folder, AMINA, WORDS)
        self.exchange()

    def exchange(self, office: StoreOffice | None = None) -> None:
        one = office or self.office
        assert one.hub.place is not None
        exchange_by_hub(one, one.hub.place)

    def writes(self, name: str) -> None:
        self.office.perform(add_person(name))
        self.exchange()

    def names(self) -> set[str]:
        return {p.given_name for p in self.office.ask(lambda reads: reads.matching(Person))}
