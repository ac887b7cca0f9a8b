"""Withdrawal and re-consent over the set of commits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis.stateful import run_state_machine_as_test

from caseworker.model.consent import Consent, Withdrawal
from caseworker.sync.commits import EXISTS, Commit, CommitId, EntityRef
from caseworker.sync.merge import merge
from tests.sync.consents import ended
from tests.sync.exchanging import START, STEADY, TO_BE_CAUGHT, YEAR
from tests.sync.granting import Granting
from tests.sync.laptop import (
    ABOUT,
    CONSENT,
    LAST,
    PURPOSE,
    RECIPIENT,
    RULES,
    WITHDRAWAL,
    Laptop,
    Office,
)

YES = EntityRef(CONSENT, b"yes")
NO = EntityRef(WITHDRAWAL, b"taken back".ljust(16))
SCOPE = {ABOUT: b"selam", PURPOSE: "refer", RECIPIENT: "Open Door"}


def ended_of(commits: Iterable[Commit]) -> set[EntityRef]:
    return set(ended(merge(list(commits), RULES), Office()))


def test_a_withdrawal_ends_exactly_the_grants_that_it_must() -> None:
    run_state_machine_as_test(Granting, settings=STEADY)


class ClockDecides(Office):
    """Lets a withdrawal end only what is older by the clock."""

    def ends(self, withdrawal: Withdrawal, consent: Consent) -> bool:
        later = withdrawal.withdrawn_at > consent.asked_at
        return later and super().ends(withdrawal, consent)


class NoSecondYes(Office):
    """Lets a withdrawal end what was given by somebody who knew of it."""

    def ends(self, withdrawal: Withdrawal, consent: Consent) -> bool:
        return super().ends(withdrawal, replace(consent, knows_withdrawals=()))


class ByTheLetter(Office):
    """Takes a recipient whose name is written otherwise for another one."""

    def ends(self, withdrawal: Withdrawal, consent: Consent) -> bool:
        same = withdrawal.everything or withdrawal.recipient == consent.recipient
        return same and super().ends(withdrawal, consent)


class ToEverybody(Office):
    """Lets a withdrawal end what was said to others as well."""

    def ends(self, withdrawal: Withdrawal, consent: Consent) -> bool:
        return super().ends(replace(withdrawal, everything=True), consent)


@pytest.mark.parametrize("office", [ClockDecides, NoSecondYes, ByTheLetter, ToEverybody])
def test_mutants_are_caught(office: type[Office]) -> None:
    machine = type(office.__name__, (Granting,), {"office": office})
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine, settings=TO_BE_CAUGHT)


@pytest.mark.requirement("R-432")
def test_a_withdrawal_beats_a_clock_decades_ahead() -> None:
    ahead, right = Laptop("ahead", skew=30 * YEAR), Laptop("right")
    consent = ahead.make(START, YES, SCOPE)
    withdrawal = right.make(START, NO, SCOPE)
    assert ended_of([consent, withdrawal]) == {YES}


def test_nobody_can_teach_a_consent_afterwards_that_it_knew() -> None:
    desk = Laptop("desk")
    consent = desk.make(START, YES, {**SCOPE, LAST: []})
    withdrawal = desk.make(START, NO, SCOPE)
    blind = dict.fromkeys([(YES, LAST), (YES, EXISTS)], frozenset[CommitId]())
    taught = [
        desk.write(START, {(YES, RECIPIENT): "x"}),
        desk.write(START, {(YES, LAST): [NO.id]}, seen=blind),
        desk.write(START, {(YES, LAST): [NO.id], (YES, EXISTS): True}, seen=blind),
    ]
    assert ended_of([consent, withdrawal, *taught]) == {YES}
