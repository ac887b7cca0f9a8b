"""Vectors of erasures that two people agreed to, or did not. Shares no product code."""

from __future__ import annotations

import hashlib
from typing import Any

from tests.sync.independent_agreement import (
    AGREED_BY,
    CASE,
    DECIDED_BY,
    ERASURE,
    PERSON,
    PERSON_ID,
    commit_id,
)
from tests.sync.independent_circles import circle_of
from tests.sync.independent_membership import cbor, sha

Vector = tuple[str, list[tuple[str, bytes]]]
ARRIVAL = 2


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


def vectors() -> dict[str, Vector]:
    centre, hers = fixed("centre"), circle_of(SELAM)

    def decision(by: str = "lucia", person: bytes = SELAM, said: str = "") -> bytes:
        fields = {0: [True], PERSON_ID: [person], DECIDED_BY: [fixed(said or by)]}
        return whole(by, ERASURE, APPROVAL, fields, audience=centre)

    def agreement(by: str = "josephine", said: str = "") -> bytes:
        fields = {AGREED_BY: [fixed(said or by)]}
        return whole(by, ERASURE, APPROVAL, fields, audience=centre)

    def erasing(
        *named: bytes, kind: int = PERSON, entity: bytes = SELAM, audience: bytes = hers
    ) -> bytes:
        deps = [[ERASURE, APPROVAL, sorted(map(commit_id, named))]] if named else []
        return whole("lucia", kind, entity, {0: [False]}, audience=audience, deps=deps)

    found: dict[str, Vector] = {}

    def add(name: str, expected: str, commit: bytes, *here: bytes) -> None:
        lines = [("commit", commit), *(("here", each) for each in here)]
        found[f"agreement_{name}"] = expected, lines

    decided, agreed = decision(), agreement()
    case, elsewhere = fixed("case"), circle_of(TESFAY)
    both = (decided, agreed)
    add("by_two", "counts", erasing(*both), *both)
    add("of_her_case", "counts", erasing(*both, kind=CASE, entity=case), *both)
    add("of_what_lies_outside", "counts", erasing(kind=ARRIVAL, entity=fixed("arrival")))
    add("alone", "held back", erasing())
    add("not_agreed", "held back", erasing(decided), decided)
    add("agreement_has_not_come", "held back", erasing(*both), decided)
    add("agreement_not_named", "held back", erasing(decided), *both)
    herself = agreement("lucia")
    add("agreed_with_herself", "held back", erasing(decided, herself), decided, herself)
    pretended = agreement("lucia", said="josephine")
    add("agreed_for_another", "held back", erasing(decided, pretended), decided, pretended)
    for_her = decision("josephine", said="lucia")
    add("decided_for_another", "held back", erasing(for_her, agreed), for_her, agreed)
    other = decision(person=TESFAY)
    add("about_another", "held back", erasing(other, agreed), other, agreed)
    of_another = erasing(*both, kind=CASE, entity=case, audience=elsewhere)
    add("of_the_case_of_another", "held back", of_another, *both)
    return found
