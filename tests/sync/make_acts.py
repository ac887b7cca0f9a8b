"""Vectors of joinings and closings that are proven, or are not. Shares no product code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.sync.independent_acts import CENTRE, CLOSING, JOINING, SOLE_WORKER, UNSEEN
from tests.sync.independent_agreement import commit_id
from tests.sync.independent_circles import circle_of
from tests.sync.make_agreement import FIRST, Log, fixed, whole
from tests.sync.make_authors import ROOTS, Vector

SELAM, TESFAY, PAIR, CLOSED = map(fixed, ("selam", "tesfay", "pair", "closed"))
HERS = circle_of(SELAM)
ASKED, ONE, TWO, PARTED = "asked", "one person", "two people", "parted"


def vector(
    name: str, expected: str, act: bytes, *here: bytes, log: Log = FIRST
) -> tuple[str, Vector]:
    lines = [("commit", act), *(("here", each) for each in here)]
    lines += [("root", each) for each in ROOTS] + [("entry", each) for each in log.entries]
    return f"act_{name}", (expected, lines)


def vectors() -> dict[str, Vector]:
    return dict([*joinings(), *of_one_alone(), *closings()])


def asking(by: str = "amina", said: str = "", state: str = ASKED, **more: Any) -> bytes:
    fields = {0: [True], 1: [SELAM], 2: [TESFAY], 3: [state], 5: [fixed(said or by)]}
    return whole(by, JOINING, PAIR, fields, audience=HERS, **more)


def deciding(
    *named: bytes, by: str = "hodan", said: str = "", state: str = ONE, **more: Any
) -> bytes:
    deps = [[JOINING, PAIR, sorted(map(commit_id, named))]] if named else []
    fields = {3: [state], 8: [fixed(said or by)]}
    return whole(by, JOINING, PAIR, fields, audience=HERS, deps=deps, **more)


def joinings() -> Iterator[tuple[str, Vector]]:
    asked = asking()
    yield vector("asked", "counts", asked)
    yield vector("asked_for_another", "held back", asking(said="bo"))
    yield vector("asked_by_an_officer", "held back", asking("lucia"))
    yield vector("asked_without_the_log", "held back", asking(log=[]))
    yield vector("two_people", "counts", asking(state=TWO))
    yield vector("joined_alone", "held back", asking(state=ONE))
    yield vector("joined_by_two", "counts", deciding(asked), asked)
    yield vector("joined_before_it_came", "held back", deciding(asked))
    yield vector("joined_unasked", "held back", deciding(), asked)
    yield vector("joined_by_a_caseworker", "held back", deciding(asked, by="bo"), asked)
    yield vector("joined_for_another", "held back", deciding(asked, said="josephine"), asked)
    own = asking("hodan")
    yield vector("joined_as_she_asked_herself", "held back", deciding(own), own)
    fields = {2: [fixed("another")]}
    other = whole("bo", JOINING, PAIR, fields, audience=HERS)
    yield vector("another_record_put_in", "held back", other, asked)
    two = deciding(asked, other)
    yield vector("joined_as_two_are_named", "held back", two, asked, other)
    yield vector("parted", "counts", deciding(state=PARTED))
    yield vector("parted_by_a_caseworker", "held back", deciding(by="bo", state=PARTED))
    ended = Log()
    ended.replaced("hodan", "caseworker")
    late = deciding(asked, log=ended.heads)
    yield vector("joined_in_a_role_that_ended", "held back", late, asked, log=ended)
    comment = whole("bo", JOINING, PAIR, {9: ["A word"]}, audience=HERS)
    yield vector("a_word_about_a_joining", "counts", comment)


def of_one_alone() -> Iterator[tuple[str, Vector]]:
    log = Log(alem=["administrator"])
    key = fixed("the centre")

    def centre(by: str, *before: bytes, alone: bool = True) -> bytes:
        fields = {SOLE_WORKER: [alone, *sorted(map(commit_id, before))]}
        return whole(by, CENTRE, key, fields, audience=key, log=log.heads)

    def joining(*named: bytes) -> bytes:
        deps = [[CENTRE, key, sorted(map(commit_id, named))]] if named else []
        return asking(state=UNSEEN, deps=deps, log=log.heads)

    first, alone = centre("alem", alone=False), centre("alem")
    yield vector("alone_as_the_centre_says", "counts", joining(alone), alone, log=log)
    yield vector("alone_as_nobody_says", "held back", joining(), alone, log=log)
    yield vector("alone_before_it_came", "held back", joining(alone), log=log)
    told = centre("bo")
    yield vector("alone_as_a_caseworker_says", "held back", joining(told), told, log=log)
    later = centre("alem", first)
    both = joining(first, later)
    yield vector("alone_as_it_says_since", "counts", both, first, later, log=log)
    yield vector("alone_no_longer", "held back", joining(first, alone), first, alone, log=log)


def closings() -> Iterator[tuple[str, Vector]]:
    def closing(by: str, said: str = "", *, at_once: bool = False) -> bytes:
        fields = {0: [True], 1: [SELAM], 2: [[fixed(by)]], 5: [fixed(said or by)], 9: [at_once]}
        return whole(by, CLOSING, CLOSED, fields, audience=HERS)

    def later(by: str, number: int, value: Any) -> bytes:
        return whole(by, CLOSING, CLOSED, {number: [value]}, audience=HERS)

    yield vector("closed_by_a_supervisor", "counts", closing("hodan"))
    yield vector("closed_by_a_caseworker", "held back", closing("bo"))
    yield vector("closed_at_once_by_a_caseworker", "counts", closing("bo", at_once=True))
    yield vector("closed_for_another", "held back", closing("bo", "hodan", at_once=True))
    yield vector("opened_by_an_officer", "counts", later("lucia", 7, fixed("lucia")))
    yield vector("opened_by_a_caseworker", "held back", later("bo", 7, fixed("bo")))
    yield vector("looked_at_by_a_caseworker", "held back", later("bo", 11, fixed("bo")))
    yield vector("named_by_a_caseworker", "held back", later("bo", 2, [fixed("bo")]))
    yield vector("named_by_a_supervisor", "counts", later("hodan", 2, [fixed("hodan")]))
    yield vector("closed_for_somebody_else_later", "held back", later("hodan", 1, TESFAY))
    yield vector("a_word_about_a_closing", "counts", later("bo", 3, "A word"))
