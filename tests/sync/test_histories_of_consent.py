"""Consent, circles, hand-overs and a colleague who leaves, in any order, on laptops that differ.

As `test_long_histories`, but records are closed and let go of, one laptop goes outside, and of each
circle only those are asked that hold it: they have the same, and nobody else has any of it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from caseworker.consent.withdrawal import to_recall
from caseworker.model.case import Case, CaseStatus
from caseworker.model.consent import Disclosure
from caseworker.model.duplicate import Duplicate, DuplicateState
from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.model.referral import Referral
from caseworker.model.review import TransferKind
from caseworker.model.staff import Role, User
from caseworker.people.duplicates.joining import ask, decide
from caseworker.people.restricted import hidden_people, without
from caseworker.ports import Reads, UnitOfWork
from caseworker.referral.recall import provider_told
from caseworker.steps.transfer import Handover, offer
from caseworker.steps.transfer import prepare as prepare_transfer
from caseworker.sync.enrolment import Request
from caseworker.views.approvals import recalls
from tests.directory.entries import enter
from tests.sync.acts_of_consent import (
    ACTS,
    GOES_ON,
    a_case_for,
    asks_and_sends,
    prepares,
)
from tests.sync.stores import Desk, add_person, world
from tests.sync.test_long_histories import EVERYTHING, Histories

OUTSIDE = 3
LEAVES = 4


class CaseHistories(Histories):
    """Amina, Bo and Cy at the office, Dee who goes outside, and Hodan, who leaves one day."""

    people = (*Histories.people, ("04", "Dee Oku"), ("05", "Hodan Ali"))

    def __init__(self, images: Path, seed: int) -> None:
        super().__init__(images, seed)
        self.acts = ACTS
        self.left = False

    def others(self) -> dict[str, tuple[int, Callable[[], None]]]:
        return super().others() | {
            "exchange": (16, lambda: self.exchange(self.chance.randrange(len(self.desks)))),
            "exchange all": (6, self.exchange_all),
            "give a case": (4, self.give_a_case),
            "take a case outside": (3, self.take_outside),
            "leave": (1, self.leave),
            "log in again": (2, lambda: self.chance.choice(self.desks[:LEAVES]).reopen()),
            "give a role": (0, self.give_a_role),
            "close a laptop": (0, self.close_a_laptop),
            "hold for one": (10, self.hold_for_one_person),
            "join": (12, self.join),
            "recall": (12, self.recall),
        }

    def hold_for_one_person(self) -> None:
        """Ask about two records: the second is mostly one in which nobody works."""
        desk = self.chance.choice(self.desks)
        people = desk.office.ask(lambda reads: reads.matching(Person, order_by="id"))
        open_ones = desk.office.ask(lambda reads: reads.matching(Case, status=CaseStatus.OPEN))
        if not people:
            return
        worked_in = {case.person_id for case in open_ones}
        idle = [each for each in people if each.id not in worked_in]
        one, other = self.chance.choice(people), self.chance.choice(idle or people)
        if one.id != other.id:
            self.does(desk, lambda work: ask(work, one.id, other.id, "The same scar"))

    def join(self) -> None:
        """Decide what a colleague asked, at any laptop on which that is known."""
        waiting = [
            (desk, each.id)
            for desk in self.desks
            for each in desk.office.ask(lambda reads: reads.matching(Duplicate, order_by="id"))
            if each.state is DuplicateState.ASKED and each.asked_by != desk.actor
        ]
        if waiting:
            desk, key = self.chance.choice(waiting)
            yes = self.chance.random() < 0.8
            self.does(desk, lambda work: decide(work, key, one_person=yes))

    def recall(self) -> None:
        """Tell a provider that the yes has ended, at any laptop that says so."""
        waiting = [
            (desk, each.id) for desk in self.desks for each in desk.office.ask(all_to_recall)
        ]
        if waiting:
            desk, key = self.chance.choice(waiting)
            self.does(desk, lambda work: provider_told(work, key))

    def give_a_case(self) -> None:
        """Offer a case to a colleague who may take it or not; she answers another day."""
        desk = self.chance.choice(self.desks)
        key = self.one(desk, Case)
        receiver = self.chance.choice(self.desks).actor
        if key is None:
            return
        handover = Handover(
            kind=TransferKind.COLLEAGUE,
            receiving_user=receiver,
            done_so_far="A lawyer was asked",
            still_to_do="His answer",
            introduced="Both met",
        )

        def act(work: UnitOfWork) -> None:
            prepare_transfer(work, key, handover)
            offer(work, key)

        self.does(desk, act)

    def take_outside(self) -> None:
        """Give a case to whoever goes outside, or take it back from her."""
        desk, receiver = self.desks[0], self.chance.choice(self.desks[:4]).actor
        key = self.one(desk, Case)
        if key is not None:
            self.does(desk, lambda work: setattr(work.get(Case, key), "assigned_to", receiver))

    def leave(self) -> None:
        amina, hodan = self.desks[0], self.desks[LEAVES]
        if self.left or not self.chance.randrange(3):
            return
        self.left = True
        gone = hodan.actor
        amina.act(lambda work: setattr(work.get(User, gone), "removed_at", work.now()))
        amina.office.space.align()
        self.done["leave"] += 1

    def exchange(self, place: int) -> None:
        if place != LEAVES or not self.left or self.chance.randrange(4):
            super().exchange(place)

    def who_stay(self) -> list[Desk]:
        return self.desks[:LEAVES] if self.left else self.desks

    def goes_outside(self, desk: Desk) -> bool:
        return desk is self.desks[OUTSIDE]

    def what_may_be_held_back(self) -> set[str]:
        # What she wrote before she had heard that she left waits for a root.
        return {"revoked"} if self.left else set()

    def nothing_is_held_back_and_all_say_the_same(self) -> None:
        super().nothing_is_held_back_and_all_say_the_same()
        for desk in self.who_stay():
            self.nothing_goes_on_that_she_took_back(desk)

    def nothing_goes_on_that_she_took_back(self, desk: Desk) -> None:
        for each in desk.office.ask(lambda reads: reads.matching(Referral, GOES_ON)):
            recalled = desk.office.ask(lambda reads, who=each.person_id: to_recall(reads, who))
            assert each.consent_id not in {one.consent_id for one in recalled}
        mine = {
            each.person_id
            for each in desk.office.ask(lambda r: r.matching(Case, assigned_to=desk.actor))
        }
        of_mine = {each.id for each in desk.office.ask(all_to_recall) if each.person_id in mine}
        assert of_mine == {each.id for each in desk.office.ask(recalls)}, "not on Today"


def all_to_recall(reads: Reads) -> list[Disclosure]:
    seen = reads.matching(Disclosure, *without("person_id", hidden_people(reads)))
    people = sorted({each.person_id for each in seen})
    return [each for person in people for each in to_recall(reads, person)]


def make_images(folder: Path) -> None:
    """Make the laptops of the first day, as `Histories` takes them."""
    with world(folder) as centre:
        amina = centre.founded()
        for name, code in (("Bo Li", "02"), ("Cy Ng", "03")):
            person = centre.enrol(amina, name, code, role=Role.SUPERVISOR)
            centre.join(amina, person, name, code)
            amina.act(lambda work, key=person: setattr(work.get(User, key), "roles", EVERYTHING))
        hodan, dee = (centre.enrol(amina, name, code) for code, name in CaseHistories.people[:2:-1])
        outside = centre.invited(amina, dee, "Dee Oku", "04")
        request = Request.from_bytes(outside.office.space.signed_request())
        amina.office.space.admit(request, outreach=True)
        centre.round(amina, outside)
        outside.reopen()
        centre.join(amina, hodan, "Hodan Ali", "05")
        for desk in centre.desks[1:]:
            # Each on her own laptop, and on no other: otherwise a closed record stays everywhere.
            amina.office.keys.close_here(desk.actor)
        amina.act(enter("Legal aid"))
        for name, who in (("Selam", amina.actor), ("Tesfay", dee)):
            amina.act(lambda work, name=name, who=who: a_case_for(work, name, who))
        cases = amina.office.ask(lambda reads: reads.matching(Case, order_by="id"))
        for case in cases:
            sent = amina.act(lambda work, case=case: prepares(work, case.id))
            amina.act(lambda work, key=sent: asks_and_sends(work, key))
        # Nobody works in these two yet: each may turn out to be a second record of somebody.
        for case, again in zip(cases, ("Selma", "Tesfai"), strict=True):
            second = PersonId(amina.act(add_person(again)))
            amina.act(lambda work, one=case.person_id, two=second: ask(work, one, two, "A scar"))
        amina.office.space.align()
        for _ in range(2):
            centre.round(*centre.desks)


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("centre") / "images"
    folder.mkdir()
    make_images(folder)
    return folder


@pytest.mark.requirement("R-260")
@pytest.mark.timeout(300)
def test_consent_and_circles_hold_in_whatever_order(images: Path) -> None:
    history = CaseHistories(images, SEED)
    history.walk(STEPS)
    assert history.let_go, "no laptop let go of anything"
    for act in ("say yes", "send", "close", "join", "recall"):
        assert history.done[act], f"{act} never passed its gates: the walk shows nothing of it"


SEED, STEPS = 401, 45
