"""Consent, circles, hand-overs and a colleague who leaves, in any order, on laptops that differ.

As `test_long_histories`, but records are closed and let go of, one laptop goes outside, and of each
circle only those are asked that hold it: they have the same, and nobody else has any of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest

from caseworker.consent.asking import keep_answers
from caseworker.consent.gate import OtherBasis
from caseworker.consent.other_basis import review_basis
from caseworker.consent.talk import Asked
from caseworker.consent.withdrawal import Scope, to_recall, withdraw
from caseworker.model.case import Case
from caseworker.model.consent import Basis, BasisUse, Consent, Disclosure, Purpose
from caseworker.model.directory import Provider
from caseworker.model.duplicate import Duplicate
from caseworker.model.ids import CaseId, ConsentId, PersonId, ReferralId, UserId
from caseworker.model.person import Person
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.review import Transfer, TransferKind, TransferState
from caseworker.model.staff import Role, User
from caseworker.model.values import Answer
from caseworker.people.closing_at_once import close_at_once
from caseworker.people.duplicates.joining import decide, part
from caseworker.people.restricted import open_again, restrict
from caseworker.permissions import Act, may
from caseworker.ports import UnitOfWork, missing, one_of
from caseworker.referral.life_cycle import (
    Wish,
    answered,
    cancel,
    prepare,
    send,
    take_back_sending,
)
from caseworker.referral.recall import provider_told
from caseworker.steps.transfer import Handover, answer, offer
from caseworker.steps.transfer import prepare as prepare_transfer
from caseworker.sync.circles import governed_as, holds, is_narrowed
from caseworker.sync.enrolment import Request
from db.store.exchange.state_sums import differing
from db.store.verify import verify
from tests.directory.entries import enter
from tests.referral.town import LEAST, free_talk
from tests.sync.altered import held_back
from tests.sync.stores import Desk, add_person, rename, world
from tests.sync.test_long_histories import EVERYTHING, Histories

OUTSIDE = 3
LEAVES = 4
ITEMS = tuple(item.value for item in LEAST)
Rows = dict[bytes, set[bytes]]


class CaseHistories(Histories):
    """Amina, Bo and Cy at the office, Dee who goes outside, and Hodan, who leaves one day."""

    people = (*Histories.people, ("04", "Dee Oku"), ("05", "Hodan Ali"))

    def __init__(self, images: Path, seed: int) -> None:
        super().__init__(images, seed)
        self.acts = ACTS
        self.left = False
        self.let_go = 0
        """Circles that some laptop at the office does not hold in the end."""

    def others(self) -> dict[str, tuple[int, Callable[[], None]]]:
        return super().others() | {
            "exchange": (16, lambda: self.exchange(self.chance.randrange(len(self.desks)))),
            "exchange all": (6, self.exchange_all),
            "give a case": (4, self.give_a_case),
            "take a case outside": (3, self.take_outside),
            "leave": (1, self.leave),
            "log in again": (2, lambda: self.chance.choice(self.desks[:LEAVES]).reopen()),
            "give a role": (0, self.give_a_role),
        }

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

    def nothing_is_held_back_and_all_say_the_same(self) -> None:
        stay = self.desks[:LEAVES] if self.left else self.desks
        have: dict[str, Rows] = {}
        for desk in stay:
            # What she wrote before she had heard that she left waits for a root.
            assert set(held_back(desk)) <= ({"revoked"} if self.left else set()), desk.name
            assert desk.office.space.status().waiting == 0
            assert verify(desk.office).problems == (), desk.name
            with desk.office.store.reading.connect() as connection:
                assert not differing(connection)
                members = desk.office.store.log(connection).members
                rows = connection.exec_driver_sql(
                    "SELECT audience, id FROM journal_commit"
                    " WHERE position NOT IN (SELECT position FROM journal_left)"
                )
                have[desk.name] = defaultdict(set)
                for audience, key in rows:
                    have[desk.name][audience].add(key)
        circles = set().union(*have.values())
        for circle in circles:
            held = [each for each in stay if holds(members, device(each), circle)]
            assert held, "a circle that nobody holds"
            self.let_go += not set(stay) - {self.desks[OUTSIDE]} <= set(held)
            first, *others = [have[each.name][circle] for each in held]
            assert others == [first] * len(others), [each.name for each in held]
            for each in stay:
                # Whoever goes outside keeps what she wrote for all.
                hers = each is self.desks[OUTSIDE] and not is_narrowed(
                    members, governed_as(members, circle)
                )
                assert each in held or hers or not have[each.name][circle], each.name
        for desk in stay:
            self.nothing_goes_on_that_she_took_back(desk)

    def nothing_goes_on_that_she_took_back(self, desk: Desk) -> None:
        for each in desk.office.ask(lambda reads: reads.matching(Referral, GOES_ON)):
            recalled = desk.office.ask(lambda reads, who=each.person_id: to_recall(reads, who))
            assert each.consent_id not in {one.consent_id for one in recalled}


def device(desk: Desk) -> bytes:
    return desk.office.store.identity.device_id


def registers(work: UnitOfWork, _key: PersonId) -> None:
    a_case_for(work, "Hiwot", work.actor.user_id)


def registers_again(work: UnitOfWork, _key: PersonId) -> None:
    """Without a case: what turns out to be a second record has none that is open."""
    add_person("Hiwet")(work)


def a_case_for(work: UnitOfWork, name: str, who: UserId) -> None:
    case = Case(
        id=CaseId(work.new_id()), number=f"T-{work.now():%H%M%S}",
        person_id=PersonId(add_person(name)(work)), opened_at=work.now(),
        opened_by=work.actor.user_id, assigned_to=who,
    )  # fmt: skip
    work.add(case)


def says(word: Answer) -> Callable[[UnitOfWork, PersonId], None]:
    def act(work: UnitOfWork, key: PersonId) -> None:
        provider = work.matching(Provider)[0]
        line = Asked(
            purpose=Purpose.REFERRAL, provider_id=provider.id, data_items=ITEMS, answer=word
        )
        keep_answers(work, (line,), free_talk(work), person_id=key)

    return act


def takes_back(work: UnitOfWork, key: ConsentId) -> None:
    consent = work.get(Consent, key)
    assert consent.person_id is not None
    withdraw(work, consent.person_id, Scope.of(consent))


def takes_all_back(work: UnitOfWork, key: PersonId) -> None:
    withdraw(work, key, Scope(purpose=Purpose.REFERRAL, everything=True))


def prepares(work: UnitOfWork, key: CaseId) -> None:
    provider = work.matching(Provider)[0]
    prepare(work, key, Wish(provider_id=provider.id, need="Advice", data_items=LEAST))


def sends(work: UnitOfWork, key: Any) -> None:
    send(work, key, "encrypted file")


def sends_all_the_same(work: UnitOfWork, key: ReferralId) -> None:
    basis = OtherBasis(basis=Basis.VITAL_INTERESTS, reason="Unconscious", person_told=True)
    send(work, key, "told by telephone", basis)


def was_accepted(work: UnitOfWork, key: ReferralId) -> None:
    answered(work, key, ReferralState.ACCEPTED, "Come on Monday")


def closes(work: UnitOfWork, key: PersonId) -> None:
    how = restrict if may(work.actor, Act.RESTRICT) else close_at_once
    staff = sorted(user.id for user in work.matching(User, missing("removed_at")))
    # By chance, and mostly with an administrator: otherwise nobody has to let go.
    chance = Random(str(work.now()))
    named = {work.actor.user_id, *staff[: chance.randrange(4)], chance.choice(staff)}
    how(work, key, open_to=tuple(sorted(named)), reason="A cousin")


def takes_over(work: UnitOfWork, key: UUID) -> None:
    answer(work, work.get(Transfer, key).case_id, accepted=True)


GOES_ON = one_of("state", (ReferralState.PREPARED, ReferralState.SENT, ReferralState.ACCEPTED))
PREPARED = one_of("state", (ReferralState.PREPARED,))
SENT = one_of("state", (ReferralState.SENT,))
OFFERED = one_of("state", (TransferState.OFFERED,))
ACTS: dict[str, tuple[Any, ...]] = {
    "register": (1, Person, registers),
    "register again": (2, Person, registers_again),
    "rename": (2, Person, lambda work, key: rename(key, f"Again {work.now():%H%M%S}")(work)),
    "say yes": (12, Person, says(Answer.YES)),
    "say no": (3, Person, says(Answer.NO)),
    "take back": (5, Consent, takes_back),
    "take all back": (1, Person, takes_all_back),
    "prepare": (8, Case, prepares),
    "send": (16, Referral, lambda work, key: send(work, key, "encrypted file"), PREPARED),
    "send all the same": (2, Referral, sends_all_the_same, PREPARED),
    "did not go": (1, Referral, take_back_sending, SENT),
    "accepted": (2, Referral, was_accepted, SENT),
    "cancel": (1, Referral, cancel, PREPARED),
    "recall": (8, Disclosure, provider_told, missing("recalled_at")),
    "review": (3, BasisUse, lambda work, key: review_basis(work, key, "Right")),
    "close": (5, Person, closes),
    "open again": (2, Person, lambda work, key: open_again(work, key, "He left")),
    "take over": (8, Transfer, takes_over, OFFERED),
    "join": (8, Duplicate, lambda work, key: decide(work, key, one_person=True)),
    "part": (1, Duplicate, lambda work, key: part(work, key, "Two sisters")),
}
"""How often each act is tried, of all, and on what."""


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
        amina.act(lambda work: a_case_for(work, "Selam", amina.actor))
        amina.act(lambda work: a_case_for(work, "Tesfay", dee))
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
    for act in ("say yes", "take back", "send", "send all the same", "close", "leave"):
        assert history.done[act], f"{act} never passed its gates: the walk shows nothing of it"


SEED, STEPS = 409, 45
