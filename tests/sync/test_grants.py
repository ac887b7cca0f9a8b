"""Withdrawal and re-consent over the set of commits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest
from hypothesis.stateful import run_state_machine_as_test

from caseworker.sync.commits import EXISTS, Clock, Commit, CommitId, EntityRef, Reliance
from caseworker.sync.grants import ended_grants
from caseworker.sync.merge import Merged, merge
from tests.sync.exchanging import START, STEADY, TO_BE_CAUGHT, YEAR
from tests.sync.granting import Granting
from tests.sync.laptop import (
    ABOUT,
    CONSENT,
    GRANTS,
    LAST,
    PURPOSE,
    RECIPIENT,
    RULES,
    WITHDRAWAL,
    Laptop,
    Office,
)

YES = EntityRef(CONSENT, b"yes")
NO = EntityRef(WITHDRAWAL, b"taken back")
SCOPE = {ABOUT: b"selam", PURPOSE: "refer", RECIPIENT: "Open Door"}


def ended(commits: Iterable[Commit]) -> set[EntityRef]:
    known = list(commits)
    return set(ended_grants(known, merge(known, RULES), GRANTS))


def test_a_withdrawal_ends_exactly_the_grants_that_it_must() -> None:
    run_state_machine_as_test(Granting, settings=STEADY)


class ClockDecides(Office):
    """Lets a withdrawal end only what is older by the clock."""

    def ended(
        self, commits: Iterable[Commit], merged: Merged
    ) -> Mapping[EntityRef, frozenset[EntityRef]]:
        def clock(ref: EntityRef) -> Clock:
            return merged.entities[ref].fields[EXISTS].heads[0].clock

        return {
            consent: newer
            for consent, by in ended_grants(commits, merged, GRANTS).items()
            if (newer := frozenset(each for each in by if clock(each) > clock(consent)))
        }


class NoSecondYes(Office):
    """Lets a withdrawal end what was given by somebody who knew of it."""

    def ended(
        self, commits: Iterable[Commit], merged: Merged
    ) -> Mapping[EntityRef, frozenset[EntityRef]]:
        return ended_grants(commits, merged, replace(GRANTS, knows=4711))


@pytest.mark.parametrize("office", [ClockDecides, NoSecondYes])
def test_mutants_are_caught(office: type[Office]) -> None:
    machine = type(office.__name__, (Granting,), {"office": office})
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine, settings=TO_BE_CAUGHT)


@pytest.mark.requirement("R-432")
def test_a_withdrawal_beats_a_clock_decades_ahead() -> None:
    ahead, right = Laptop("ahead", skew=30 * YEAR), Laptop("right")
    consent = ahead.make(START, YES, SCOPE)
    withdrawal = right.make(START, NO, SCOPE)
    assert ended([consent, withdrawal]) == {YES}


def test_nobody_can_teach_a_consent_afterwards_that_it_knew() -> None:
    desk = Laptop("desk")
    consent, withdrawal = desk.make(START, YES, SCOPE), desk.make(START, NO, SCOPE)
    relied = (Reliance(entity=NO, commits=frozenset({withdrawal.id})),)
    blind = dict.fromkeys([(YES, LAST), (YES, EXISTS)], frozenset[CommitId]())
    taught = [
        desk.write(START, {(YES, RECIPIENT): "x"}, deps=relied),
        desk.write(START, {(YES, LAST): [NO.id]}, seen=blind),
        desk.write(START, {(YES, LAST): [NO.id], (YES, EXISTS): True}, seen=blind, deps=relied),
    ]
    assert ended([consent, withdrawal, *taught]) == {YES}
