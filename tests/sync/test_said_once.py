"""What she said stands as it was written down: no program changes a yes or no afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from enum import StrEnum
from uuid import UUID

import pytest

from caseworker.consent.gate import passage
from caseworker.model.consent import Consent, Purpose, Withdrawal
from caseworker.model.directory import Provider
from caseworker.model.ids import PersonId
from caseworker.model.values import Answer
from caseworker.ports import Reads, UnitOfWork
from db.store.journal import capture
from db.store.verify import verify
from tests.directory.entries import enter
from tests.sync.acts_of_consent import ITEMS, says, takes_back
from tests.sync.stores import Desk, World, add_person


class Unheard(StrEnum):
    """An answer of another version."""

    PERHAPS = "perhaps"


@contextmanager
def altered() -> Iterator[None]:
    """Let a program write what an honest one does not."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(capture, "require_may_change", lambda *_told: None)
        yield


def opens(desk: Desk, person: UUID, *items: str) -> bool:
    def seen(reads: Reads) -> bool:
        provider = reads.matching(Provider)[0]
        found = passage(
            reads,
            PersonId(person),
            Purpose.REFERRAL,
            provider_id=provider.id,
            recipient="",
            data_items=items,
            other_basis=None,
            today=reads.now().date(),
        )
        return found.consent is not None

    return desk.office.ask(seen)


def teach_it_the_withdrawal(work: UnitOfWork, yes: Consent) -> None:
    yes.knows_withdrawals = tuple(each.id for each in work.matching(Withdrawal))


def turn_a_no_into_a_yes(work: UnitOfWork, yes: Consent) -> None:
    teach_it_the_withdrawal(work, yes)
    for consent in work.matching(Consent, answer=Answer.NO):
        consent.answer = Answer.YES
        consent.data_items = yes.data_items


def widen_what_goes_along(_work: UnitOfWork, yes: Consent) -> None:
    yes.data_items = (*yes.data_items, "health")


@pytest.mark.requirement("R-260", "R-432")
@pytest.mark.parametrize(
    ("word", "change", "items"),
    [
        ("taken back", teach_it_the_withdrawal, ITEMS),
        ("no", turn_a_no_into_a_yes, ITEMS),
        ("yes", widen_what_goes_along, (*ITEMS, "health")),
    ],
)
def test_no_program_opens_by_a_change_what_she_closed(
    centre: World,
    two: tuple[Desk, Desk],
    word: str,
    change: Callable[[UnitOfWork, Consent], None],
    items: tuple[str, ...],
) -> None:
    amina, bo = two
    centre.altered = True
    amina.act(enter("Legal aid"))
    selam = PersonId(amina.act(add_person("Selam")))
    amina.act(lambda work: says(Answer.YES)(work, selam))
    (yes,) = amina.office.ask(lambda reads: reads.matching(Consent))
    if word == "taken back":
        amina.act(lambda work: takes_back(work, yes.id))
    if word == "no":
        amina.act(lambda work: says(Answer.NO)(work, selam))
    centre.round(amina, bo)
    with altered():
        bo.act(lambda work: change(work, work.get(Consent, yes.id)))
    centre.round(bo, amina)
    assert not opens(amina, selam, *items)
    assert verify(amina.office).problems == ()


def claims_to_have_written(said: Consent, **other: object) -> Callable[[UnitOfWork], None]:
    """Write something *other* under the id of *said*, as if nobody had written it before."""

    def act(work: UnitOfWork) -> None:
        values = {each.name: getattr(said, each.name) for each in fields(said)}
        work.add(Consent(**values | other))

    return act


@pytest.mark.requirement("R-260", "R-432")
@pytest.mark.parametrize("first", [Answer.YES, Answer.NO])
@pytest.mark.parametrize("second", list(Answer))
def test_of_two_who_claim_the_same_answer_the_safer_one_holds(
    centre: World, two: tuple[Desk, Desk], first: Answer, second: Answer
) -> None:
    amina, bo = two
    amina.act(enter("Legal aid"))
    selam = PersonId(amina.act(add_person("Selam")))
    centre.round(amina, bo)
    amina.act(lambda work: says(first)(work, selam))
    (said,) = amina.office.ask(lambda reads: reads.matching(Consent))
    bo.act(claims_to_have_written(said, answer=second, data_items=ITEMS))
    centre.round(amina, bo, amina)
    safest = [Answer.NO, Answer.PREFERS_NOT_TO_SAY, Answer.NOT_ASKED, Answer.YES]
    expected = min(first, second, key=safest.index)
    for desk in (amina, bo):
        (holds,) = desk.office.ask(lambda reads: reads.matching(Consent))
        assert holds.answer is expected
        assert opens(desk, selam, *ITEMS) is (expected is Answer.YES)
        assert verify(desk.office).problems == ()


@pytest.mark.requirement("R-260", "R-432")
def test_a_word_that_no_version_knows_hides_no_no(centre: World, two: tuple[Desk, Desk]) -> None:
    amina, bo = two
    amina.act(enter("Legal aid"))
    selam = PersonId(amina.act(add_person("Selam")))
    centre.round(amina, bo)
    amina.act(lambda work: says(Answer.NO)(work, selam))
    (said,) = amina.office.ask(lambda reads: reads.matching(Consent))
    bo.act(claims_to_have_written(said, answer=Unheard.PERHAPS))
    centre.round(amina, bo, amina)
    for desk in (amina, bo):
        (holds,) = desk.office.ask(lambda reads: reads.matching(Consent))
        assert holds.answer is Answer.NO


@pytest.mark.requirement("R-260", "R-432")
def test_who_claims_the_same_yes_teaches_it_no_withdrawal(
    centre: World, two: tuple[Desk, Desk]
) -> None:
    amina, bo = two
    amina.act(enter("Legal aid"))
    selam = PersonId(amina.act(add_person("Selam")))
    centre.round(amina, bo)
    amina.act(lambda work: says(Answer.YES)(work, selam))
    (said,) = amina.office.ask(lambda reads: reads.matching(Consent))
    amina.act(lambda work: takes_back(work, said.id))
    (taken,) = amina.office.ask(lambda reads: reads.matching(Withdrawal))
    bo.act(claims_to_have_written(said, knows_withdrawals=(taken.id,)))
    centre.round(amina, bo, amina)
    for desk in (amina, bo):
        assert not opens(desk, selam, *ITEMS)
        assert verify(desk.office).problems == ()
