"""What she said stands as it was written down: no program changes a yes or no afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
