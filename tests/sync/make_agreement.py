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
from tests.sync.independent_circles import circle_of, health_part_of
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

    def agreement(*seen: bytes, by: str = "josephine", said: str = "") -> bytes:
        fields = {AGREED_BY: [fixed(said or by)]}
        deps = [[ERASURE, APPROVAL, sorted(map(commit_id, seen))]] if seen else []
        return whole(by, ERASURE, APPROVAL, fields, audience=centre, deps=deps)

    def erasing(
        *named: bytes, kind: int = PERSON, entity: bytes = SELAM, audience: bytes = hers
    ) -> bytes:
        deps = [[ERASURE, APPROVAL, sorted(map(commit_id, named))]] if named else []
        return whole("lucia", kind, entity, {0: [False]}, audience=audience, deps=deps)

    found: dict[str, Vector] = {}

    def add(name: str, expected: str, commit: bytes, *here: bytes) -> None:
        lines = [("commit", commit), *(("here", each) for each in here)]
        found[f"agreement_{name}"] = expected, lines

    decided = decision()
    agreed = agreement(decided)
    case, elsewhere = fixed("case"), circle_of(TESFAY)
    both = (decided, agreed)
    add("by_two", "counts", erasing(*both), *both)
    add("of_her_case", "counts", erasing(*both, kind=CASE, entity=case), *both)
    about_health = erasing(*both, kind=CASE, entity=case, audience=health_part_of(SELAM))
    add("of_her_part_about_health", "counts", about_health, *both)
    add("of_what_lies_outside", "counts", erasing(kind=ARRIVAL, entity=fixed("arrival")))
    add("alone", "held back", erasing())
    add("not_agreed", "held back", erasing(decided), decided)
    add("agreement_has_not_come", "held back", erasing(*both), decided)
    add("decision_has_not_come", "held back", erasing(*both), agreed)
    add("agreement_not_named", "held back", erasing(decided), *both)
    herself = agreement(decided, by="lucia")
    add("agreed_with_herself", "held back", erasing(decided, herself), decided, herself)
    pretended = agreement(decided, by="lucia", said="josephine")
    add("agreed_for_another", "held back", erasing(decided, pretended), decided, pretended)
    for_her = decision("josephine", said="lucia")
    to_hers = agreement(for_her)
    add("decided_for_another", "held back", erasing(for_her, to_hers), for_her, to_hers)
    other = decision(person=TESFAY)
    to_other = agreement(other)
    add("about_another", "held back", erasing(other, to_other), other, to_other)
    of_another = erasing(*both, kind=CASE, entity=case, audience=elsewhere)
    add("of_the_case_of_another", "held back", of_another, *both)
    blind = agreement()
    add("agreed_to_nothing_seen", "held back", erasing(decided, blind), decided, blind)
    # She names somebody else after, and before, the other one looked.
    add(
        "named_after_it_was_agreed",
        "held back",
        erasing(decided, to_other),
        *(decided, other, to_other),
    )
    changing = agreement(decided, other)
    add("named_two", "held back", erasing(decided, changing), *(decided, other, changing))
    add("seen_is_hidden", "held back", erasing(decided, changing), decided, changing)
    again = agreement(decided, agreed, by="hodan")
    add("agreed_again", "counts", erasing(decided, again), *(decided, agreed, again))
    return found
