"""What people do about consent, circles and second records, as the walks of histories try it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any
from uuid import UUID

from caseworker.consent.asking import keep_answers
from caseworker.consent.gate import OtherBasis
from caseworker.consent.other_basis import review_basis
from caseworker.consent.talk import Asked
from caseworker.consent.withdrawal import Scope, withdraw
from caseworker.model.case import Case
from caseworker.model.consent import Basis, BasisUse, Consent, Disclosure, Purpose
from caseworker.model.directory import Provider
from caseworker.model.duplicate import JOINED, Duplicate
from caseworker.model.ids import CaseId, ConsentId, PersonId, ReferralId, UserId
from caseworker.model.person import Person
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.review import Transfer, TransferState
from caseworker.model.staff import User
from caseworker.model.values import Answer
from caseworker.people.closing_at_once import close_at_once
from caseworker.people.duplicates.joining import part
from caseworker.people.restricted import open_again, restrict
from caseworker.permissions import Act, may
from caseworker.ports import UnitOfWork, missing, one_of, present
from caseworker.referral.life_cycle import (
    Wish,
    answered,
    cancel,
    prepare,
    send,
    take_back_sending,
)
from caseworker.steps.transfer import answer
from tests.referral.town import LEAST, free_talk
from tests.sync.stores import add_person, rename

ITEMS = tuple(item.value for item in LEAST)


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


def takes_back_its_yes(work: UnitOfWork, key: UUID) -> None:
    relied_on = work.get(Disclosure, key).consent_id
    assert relied_on is not None
    takes_back(work, relied_on)


def takes_all_back(work: UnitOfWork, key: PersonId) -> None:
    withdraw(work, key, Scope(purpose=Purpose.REFERRAL, everything=True))


def prepares(work: UnitOfWork, key: CaseId) -> ReferralId:
    provider = work.matching(Provider)[0]
    wish = Wish(provider_id=provider.id, need="Advice", data_items=LEAST)
    return prepare(work, key, wish).id


def asks_and_sends(work: UnitOfWork, key: ReferralId) -> None:
    says(Answer.YES)(work, work.get(Referral, key).person_id)
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
ONE_PERSON = one_of("state", JOINED)
ON_A_YES = (present("consent_id"), missing("did_not_go_at"), missing("recalled_at"))
ACTS: dict[str, tuple[Any, ...]] = {
    "register": (1, Person, registers),
    "register again": (2, Person, registers_again),
    "rename": (2, Person, lambda work, key: rename(key, f"Again {work.now():%H%M%S}")(work)),
    "say yes": (12, Person, says(Answer.YES)),
    "say no": (3, Person, says(Answer.NO)),
    "take back": (5, Consent, takes_back),
    "take back what it went out on": (6, Disclosure, takes_back_its_yes, *ON_A_YES),
    "take all back": (1, Person, takes_all_back),
    "prepare": (8, Case, prepares),
    "send": (8, Referral, lambda work, key: send(work, key, "encrypted file"), PREPARED),
    "ask and send": (10, Referral, asks_and_sends, PREPARED),
    "send all the same": (2, Referral, sends_all_the_same, PREPARED),
    "did not go": (1, Referral, take_back_sending, SENT),
    "accepted": (2, Referral, was_accepted, SENT),
    "cancel": (1, Referral, cancel, PREPARED),
    "review": (3, BasisUse, lambda work, key: review_basis(work, key, "Right")),
    "close": (5, Person, closes),
    "open again": (2, Person, lambda work, key: open_again(work, key, "He left")),
    "take over": (8, Transfer, takes_over, OFFERED),
    "part": (2, Duplicate, lambda work, key: part(work, key, "Two sisters"), ONE_PERSON),
}
"""How often each act is tried, of all, and on what."""
