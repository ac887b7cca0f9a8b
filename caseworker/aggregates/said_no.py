"""Whoever said no to being counted is in no figure (product.md, "Basis")."""

from __future__ import annotations

from collections import defaultdict

from caseworker.consent.standing import is_an_answer, last_no, stands
from caseworker.model.consent import Consent, Purpose, Withdrawal
from caseworker.model.ids import PersonId
from caseworker.model.values import Answer
from caseworker.ports import Reads, one_of, present

TOGETHER = 1000
"""How many people are asked for in one question to the store."""


def said_no(reads: Reads) -> frozenset[PersonId]:
    """Return who said no to being counted, or took back everything and said no yes since."""
    asked = reads.fields(
        Consent, ("person_id",), present("person_id"), purpose=Purpose.FIGURES, answer=Answer.NO
    )
    ended = reads.fields(Withdrawal, ("person_id",), purpose=Purpose.FIGURES)
    everything = {key for (key,) in reads.fields(Withdrawal, ("person_id",), everything=True)}
    maybe = sorted({key for (key,) in (*asked, *ended)} | everything)
    refused: set[PersonId] = set()
    for begin in range(0, len(maybe), TOGETHER):
        refused |= _said_no(reads, maybe[begin : begin + TOGETHER], everything)
    return frozenset(refused)


def _said_no(reads: Reads, people: list[PersonId], everything: set[PersonId]) -> set[PersonId]:
    """Return who of *people* said no; *everything* are those who took back everything once."""
    today = reads.now().date()
    answers: defaultdict[PersonId, list[Consent]] = defaultdict(list)
    for consent in reads.matching(Consent, one_of("person_id", people), purpose=Purpose.FIGURES):
        if consent.person_id is not None and is_an_answer(consent):
            answers[consent.person_id].append(consent)
    withdrawals: defaultdict[PersonId, list[Withdrawal]] = defaultdict(list)
    for withdrawal in reads.matching(Withdrawal, one_of("person_id", people)):
        withdrawals[withdrawal.person_id].append(withdrawal)
    return {
        key
        for key in people
        if last_no(answers[key], withdrawals[key]) is not None
        or (
            key in everything
            and not any(stands(each, withdrawals[key], today) for each in answers[key])
        )
    }
