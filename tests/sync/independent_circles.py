"""Who holds a circle, read from docs/formats/membership.md alone; no product code."""

from __future__ import annotations

from typing import Any

from tests import independent_cbor
from tests.sync.independent_membership import entry_id, sha

READ_PEOPLE = {"reception", "caseworker", "supervisor"}


def circle_of(person: bytes) -> bytes:
    return sha(b"caseworker circle 1", person)[:16]


def handing_in_of(device: bytes) -> bytes:
    return sha(b"caseworker handing in 1", device)[:16]


def in_force(entries: list[bytes], kind: int, subject: bytes) -> list[dict[int, Any]]:
    log = {entry_id(each): independent_cbor.loads(each) for each in entries}
    about = {key: each for key, each in log.items() if (each[6], each[7]) == (kind, subject)}
    replaced = {key for each in about.values() for key in each[8]}
    return [each[9] for key, each in about.items() if key not in replaced]


def holds(entries: list[bytes], device: bytes, audience: bytes) -> str:
    """Return "yes" or "no" of a laptop and an audience; all *entries* count."""
    laptop, circle = in_force(entries, 3, device), in_force(entries, 4, audience)
    outreach = any(each.get(5) is True for each in laptop)
    given = bool(circle) and all(device in each.get(4, []) for each in circle)
    classes = {each[1] for each in circle}
    if not circle or not classes & {"record", "handing in", "centre"}:
        told = not outreach
    elif "record" in classes:
        told = (given or not outreach) and all_belong(entries, laptop, circle)
    elif "handing in" in classes:
        told = given or not outreach
    else:
        told = True
    return "yes" if told else "no"


def all_belong(
    entries: list[bytes], laptop: list[dict[int, Any]], circle: list[dict[int, Any]]
) -> bool:
    closed = [set(each[2]) for each in circle if each[2]]
    members = set.intersection(*closed) if closed else set()
    return not closed or all(
        person in members or not reads_people(entries, person)
        for each in laptop
        for person in each[3]
    )


def reads_people(entries: list[bytes], person: bytes) -> bool:
    roles = [set(each[3]) for each in in_force(entries, 2, person)]
    return not roles or bool(set.intersection(*roles) & READ_PEOPLE)
