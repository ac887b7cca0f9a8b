"""Who holds a circle, read from docs/formats/membership.md alone; no product code."""

from __future__ import annotations

from typing import Any

from tests import independent_cbor
from tests.sync.independent_membership import entry_id, sha

READ_PEOPLE = {"reception", "caseworker", "supervisor"}


def circle_of(person: bytes) -> bytes:
    return sha(b"caseworker circle 1", person)[:15] + b"\0"


def health_part_of(person: bytes) -> bytes:
    return circle_of(person)[:15] + b"\1"


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
    of_health = audience[15:] == b"\1" and {each[1] for each in circle} <= {"record"}
    record = in_force(entries, 4, audience[:15] + b"\0")
    if of_health and record and not circle:
        return holds(entries, device, audience[:15] + b"\0")
    of_health = of_health or any(each[1] == "health" for each in circle)
    if of_health and not somebody_reads_health(entries, laptop):
        return "no"
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


def somebody_reads_health(entries: list[bytes], laptop: list[dict[int, Any]]) -> bool:
    people = {each for told in laptop for each in told[3] if reads_people(entries, each)}
    told = [independent_cbor.loads(each) for each in entries]
    of_class = {each[7] for each in told if each[6] == 4 and each[9][1] == "health"}
    for audience in of_class:
        named = [set(each[2]) for each in in_force(entries, 4, audience) if each[2]]
        if named and people and not people & set.intersection(*named):
            return False
    return True


def reads_people(entries: list[bytes], person: bytes) -> bool:
    roles = [set(each[3]) for each in in_force(entries, 2, person)]
    return not roles or bool(set.intersection(*roles) & READ_PEOPLE)
