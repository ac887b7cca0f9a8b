"""Whether two people stand behind an erasure, read from docs/formats/commit.md; no product code."""

from __future__ import annotations

from typing import Any

import cbor2

from tests.sync.independent_circles import circle_of, health_part_of
from tests.sync.independent_membership import sha

PERSON, CASE, NOTE, ERASURE = 28, 8, 9, 57
PERSON_ID, DECIDED_BY, AGREED_BY, CALLED_OFF_BY, CARRIED_OUT_BY = 2, 7, 9, 12, 14
OFFICER, SUPERVISOR = "data protection officer", "supervisor"
OF_A_RECORD = {CASE, NOTE}


def commit_id(whole: bytes) -> bytes:
    return sha(b"caseworker commit 1", cbor2.loads(whole)[0])


def read(erasing: bytes, others: list[bytes], roles: dict[bytes, set[str]]) -> str:
    """Return "counts" or "held back" of an erasing commit; *others* are all that is here.

    *roles* are those that people ever had.
    """
    header, body = parts(erasing)
    here = {commit_id(each): each for each in others}
    agreed_about: set[bytes] = set()
    for kind, entity, named in header[13]:
        if kind == ERASURE and set(named) <= here.keys() and not too_late(entity, named, here):
            for each in named:
                agreed_about |= about(entity, each, here, roles)
    for kind, entity, fields, *_ in body:
        if fields.get(0, [None])[0] is not False:
            continue
        if kind == PERSON and entity not in agreed_about:
            return "held back"
        records = {circle(each) for each in agreed_about for circle in (circle_of, health_part_of)}
        if kind in OF_A_RECORD and header[9] not in records:
            return "held back"
    return "counts"


def too_late(entity: bytes, named: list[bytes], here: dict[bytes, bytes]) -> bool:
    """Return whether one of the *named* calls it off, and none of them carried it out before."""
    off, done = False, False
    for each in named:
        header, body = parts(here[each])
        for fields in of(entity, body):
            off = off or bool(said(fields, CALLED_OFF_BY))
            done = done or header[3] in said(fields, CARRIED_OUT_BY)
    return off and not done


def about(
    entity: bytes, agreeing: bytes, here: dict[bytes, bytes], roles: dict[bytes, set[str]]
) -> set[bytes]:
    """Return whose record a commit agrees to erase, empty where it does not."""
    if agreeing not in here:
        return set()
    header, body = parts(here[agreeing])
    if header[3] not in set().union(*(said(each, AGREED_BY) for each in of(entity, body))):
        return set()
    if not {OFFICER, SUPERVISOR} & roles.get(header[3], set()):
        return set()
    seen = [
        key
        for kind, of_it, keys in header[13]
        if (kind, of_it) == (ERASURE, entity)
        for key in keys
    ]
    decided, people = set(), set()
    for key in seen:
        if key not in here:
            return set()
        other, its_body = parts(here[key])
        for fields in of(entity, its_body):
            if OFFICER in roles.get(other[3], set()):
                decided |= said(fields, DECIDED_BY) & {other[3]}
            people |= said(fields, PERSON_ID)
    return people if decided - {header[3]} and len(people) == 1 else set()


def of(entity: bytes, body: list[Any]) -> list[dict[int, Any]]:
    return [fields for kind, key, fields, *_ in body if (kind, key) == (ERASURE, entity)]


def said(fields: dict[int, Any], number: int) -> set[Any]:
    return {fields[number][0]} if number in fields else set()


def parts(whole: bytes) -> tuple[dict[int, Any], list[Any]]:
    header, _device, _person, _seed, body = cbor2.loads(whole)
    return cbor2.loads(header), body
