"""Vectors of erasures that two people agreed to, or did not. Shares no product code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from tests.sync.independent_agreement import (
    AGREED_BY,
    CALLED_OFF_BY,
    CARRIED_OUT_BY,
    CASE,
    DECIDED_BY,
    ERASURE,
    OFFICER,
    PERSON,
    PERSON_ID,
    SUPERVISOR,
    commit_id,
)
from tests.sync.independent_circles import circle_of, health_part_of
from tests.sync.independent_membership import cbor, sha

Vector = tuple[str, list[tuple[str, bytes]]]
ARRIVAL = 2
ROLES = {"lucia": [OFFICER], "josephine": [SUPERVISOR], "hodan": [SUPERVISOR]}


def fixed(name: str, size: int = 16) -> bytes:
    return hashlib.sha256(b"vector " + name.encode()).digest()[:size]


SELAM, TESFAY, APPROVAL = fixed("selam"), fixed("tesfay"), fixed("approval")


def whole(
    by: str,
    kind: int,
    entity: bytes,
    fields: dict[int, Any],
    *,
    audience: bytes,
    deps: list[list[Any]] | None = None,
) -> bytes:
    """Return a commit of one entry; only who signed it is looked at here, so nobody does."""
    seed = fixed(f"seed of {by} {kind} {sorted(fields)} {entity.hex()}")
    salt = sha(b"caseworker salt 1", seed, entity)[:16]
    entry = sha(b"caseworker entry 1", cbor([salt, kind, entity, fields]))
    header = {
        1: 1, 2: fixed("unit"), 3: fixed(by), 4: fixed("laptop of " + by), 5: fixed("run of " + by),
        6: 1, 7: b"", 8: [1_794_989_000_000, 0], 9: audience, 10: 1, 11: 1,
        12: sha(b"caseworker entries 1", entry), 13: deps or [],
    }  # fmt: skip
    return cbor([cbor(header), bytes(64), bytes(64), seed, [[kind, entity, fields]]])


CENTRE, HERS = fixed("centre"), circle_of(SELAM)


def decision(by: str = "lucia", person: bytes = SELAM, said: str = "") -> bytes:
    fields = {0: [True], PERSON_ID: [person], DECIDED_BY: [fixed(said or by)]}
    return whole(by, ERASURE, APPROVAL, fields, audience=CENTRE)


def agreement(*seen: bytes, by: str = "josephine", said: str = "") -> bytes:
    fields = {AGREED_BY: [fixed(said or by)]}
    deps = [[ERASURE, APPROVAL, sorted(map(commit_id, seen))]] if seen else []
    return whole(by, ERASURE, APPROVAL, fields, audience=CENTRE, deps=deps)


def erasing(
    *named: bytes, kind: int = PERSON, entity: bytes = SELAM, audience: bytes = HERS
) -> bytes:
    deps = [[ERASURE, APPROVAL, sorted(map(commit_id, named))]] if named else []
    return whole("lucia", kind, entity, {0: [False]}, audience=audience, deps=deps)


def vector(
    name: str, expected: str, commit: bytes, *here: bytes, **other: list[str]
) -> tuple[str, Vector]:
    roles = {**ROLES, **other}
    lines = [("commit", commit), *(("here", each) for each in here)]
    lines += [("roles", cbor([fixed(who), sorted(roles[who])])) for who in sorted(roles)]
    return f"agreement_{name}", (expected, lines)


def vectors() -> dict[str, Vector]:
    return dict([*who_agreed(), *in_which_role(), *what_was_called_off()])


def who_agreed() -> Iterator[tuple[str, Vector]]:
    decided = decision()
    agreed = agreement(decided)
    case, elsewhere = fixed("case"), circle_of(TESFAY)
    both = (decided, agreed)
    yield vector("by_two", "counts", erasing(*both), *both)
    yield vector("of_her_case", "counts", erasing(*both, kind=CASE, entity=case), *both)
    about_health = erasing(*both, kind=CASE, entity=case, audience=health_part_of(SELAM))
    yield vector("of_her_part_about_health", "counts", about_health, *both)
    yield vector("of_what_lies_outside", "counts", erasing(kind=ARRIVAL, entity=fixed("arrival")))
    yield vector("alone", "held back", erasing())
    yield vector("not_agreed", "held back", erasing(decided), decided)
    yield vector("agreement_has_not_come", "held back", erasing(*both), decided)
    yield vector("decision_has_not_come", "held back", erasing(*both), agreed)
    yield vector("agreement_not_named", "held back", erasing(decided), *both)
    herself = agreement(decided, by="lucia")
    yield vector("agreed_with_herself", "held back", erasing(decided, herself), decided, herself)
    pretended = agreement(decided, by="lucia", said="josephine")
    yield vector("agreed_for_another", "held back", erasing(decided, pretended), decided, pretended)
    for_her = decision("josephine", said="lucia")
    to_hers = agreement(for_her)
    yield vector("decided_for_another", "held back", erasing(for_her, to_hers), for_her, to_hers)
    other = decision(person=TESFAY)
    to_other = agreement(other)
    yield vector("about_another", "held back", erasing(other, to_other), other, to_other)
    of_another = erasing(*both, kind=CASE, entity=case, audience=elsewhere)
    yield vector("of_the_case_of_another", "held back", of_another, *both)
    blind = agreement()
    yield vector("agreed_to_nothing_seen", "held back", erasing(decided, blind), decided, blind)
    # She names somebody else after, and before, the other one looked.
    yield vector(
        "named_after_it_was_agreed",
        "held back",
        erasing(decided, to_other),
        *(decided, other, to_other),
    )
    changing = agreement(decided, other)
    yield vector("named_two", "held back", erasing(decided, changing), *(decided, other, changing))
    yield vector("seen_is_hidden", "held back", erasing(decided, changing), decided, changing)
    again = agreement(decided, agreed, by="hodan")
    yield vector("agreed_again", "counts", erasing(decided, again), *(decided, agreed, again))


def in_which_role() -> Iterator[tuple[str, Vector]]:
    decided = decision()
    both = (decided, agreement(decided))
    yield vector(
        "agreed_by_a_caseworker", "held back", erasing(*both), *both, josephine=["caseworker"]
    )
    yield vector("agreed_by_an_officer", "counts", erasing(*both), *both, josephine=[OFFICER])
    yield vector("decided_by_a_supervisor", "held back", erasing(*both), *both, lucia=[SUPERVISOR])
    yield vector(
        "agreed_by_somebody_without_roles", "held back", erasing(*both), *both, josephine=[]
    )


def what_was_called_off() -> Iterator[tuple[str, Vector]]:
    decided = decision()
    both = (decided, agreement(decided))
    off = whole("hodan", ERASURE, APPROVAL, {CALLED_OFF_BY: [fixed("hodan")]}, audience=CENTRE)
    yield vector("called_off", "held back", erasing(*both, off), *both, off)
    yield vector("called_off_has_not_come", "held back", erasing(*both, off), *both)
    yield vector("called_off_unseen", "counts", erasing(*both), *both, off)
    done = whole("lucia", ERASURE, APPROVAL, {CARRIED_OUT_BY: [fixed("lucia")]}, audience=CENTRE)
    yield vector(
        "called_off_after_it_was_done", "counts", erasing(*both, off, done), *both, off, done
    )
