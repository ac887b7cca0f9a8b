"""Whether two people stand behind an erasure, read from docs/formats/commit.md; no product code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cbor2

from tests.sync.independent_circles import circle_of, health_part_of
from tests.sync.independent_membership import entry_id, sha, verdicts

LOG, ARRIVAL, PERSON, CASE, REFUSAL, ERASURE, INBOUND, ASKED = 0, 2, 28, 8, 36, 57, 58, 77
PERSON_ID, DECIDED_BY, CALLED_OFF_BY, CARRIED_OUT_BY = 2, 7, 12, 14
AGREED = {9: 21, 23: 24}
"""Who agreed, and the field that names what lies beyond the record."""
INBOUND_ID, ASKED_BY = 1, 3
OFFICER, SUPERVISOR, CASEWORKER = "data protection officer", "supervisor", "caseworker"


@dataclass
class Log:
    """The membership log: its entries and the roots of its space."""

    entries: list[bytes]
    roots: list[bytes]

    def roles(self, person: bytes, heads: set[bytes]) -> set[str]:
        """Return the roles that somebody had by the entries that *heads* were built on."""
        told = {entry_id(each): cbor2.loads(each) for each in self.entries}
        words = dict(zip(told, verdicts(self.entries, self.roots), strict=True))
        past: set[bytes] = set()
        ahead = list(heads)
        while ahead:
            key = ahead.pop()
            if key not in told:
                return set()
            if key not in past:
                past.add(key)
                ahead += [*told[key][8], *([told[key][5]] if told[key][5] else [])]
        found = [
            self._in_force(person, {k: told[k] for k in past if words[k] in counting})
            for counting in ({"counted"}, {"counted", "disputed", "waiting"})
        ]
        return found[0] & found[1]

    def _in_force(self, person: bytes, entries: dict[bytes, Any]) -> set[str]:
        about = {key: e for key, e in entries.items() if (e[6], e[7]) == (2, person)}
        gone = {key for each in about.values() for key in each[8]}
        given = [set(each[9][3]) for key, each in about.items() if key not in gone]
        return set.intersection(*given) if given else set()


def commit_id(whole: bytes) -> bytes:
    return sha(b"caseworker commit 1", cbor2.loads(whole)[0])


def read(erasing: bytes, others: list[bytes], log: Log) -> str:
    """Return "counts" or "held back" of an erasing commit; *others* are all that is here."""
    header, body = parts(erasing)
    here = {commit_id(each): each for each in others}
    agreed: list[tuple[bytes, set[bytes]]] = []
    for kind, entity, named in header[13]:
        if kind == ERASURE and set(named) <= here.keys() and not too_late(entity, named, here):
            for each in named:
                agreed += about(header, entity, here[each], here, log)
    for kind, entity, fields, *_ in body:
        if fields.get(0, [None])[0] is not False or kind == REFUSAL:
            continue
        covered = any(covers(kind, entity, header[9], *each) for each in agreed)
        if kind == INBOUND:
            covered = covered or asked(header, entity, here, log)
        if not covered:
            return "held back"
    return "counts"


def covers(kind: int, entity: bytes, circle: bytes, person: bytes, beyond: set[bytes]) -> bool:
    if kind == PERSON:
        return entity == person and circle == circle_of(person)
    return circle in (circle_of(person), health_part_of(person)) or entity in beyond


def too_late(entity: bytes, named: list[bytes], here: dict[bytes, bytes]) -> bool:
    """Return whether one of the *named* calls it off, and none of them carried it out before."""
    off, done = False, False
    for each in named:
        header, body = parts(here[each])
        for fields in of(ERASURE, entity, body):
            off = off or bool(said(fields, CALLED_OFF_BY))
            done = done or header[3] in said(fields, CARRIED_OUT_BY)
    return off and not done


def about(
    erasing: dict[int, Any], entity: bytes, agreeing: bytes, here: dict[bytes, bytes], log: Log
) -> list[tuple[bytes, set[bytes]]]:
    """Return whose record a commit agrees to erase and what beyond it, each time that it does."""
    header, body = parts(agreeing)
    seen = [
        key
        for kind, of_it, keys in header[13]
        if (kind, of_it) == (ERASURE, entity)
        for key in keys
    ]
    if header[3] == erasing[3] or not set(seen) <= here.keys():
        return []
    heads = log_of(erasing) | log_of(header)
    deciders, people = set(), set()
    for key in seen:
        other, its_body = parts(here[key])
        heads |= log_of(other)
        for fields in of(ERASURE, entity, its_body):
            deciders |= said(fields, DECIDED_BY) & {other[3]}
            people |= said(fields, PERSON_ID)
    deciders = {each for each in deciders if OFFICER in log.roles(each, heads)}
    if (
        not deciders - {header[3]}
        or len(people) != 1
        or OFFICER not in log.roles(erasing[3], heads)
        or not {OFFICER, SUPERVISOR} & log.roles(header[3], heads)
    ):
        return []
    found = []
    for fields in of(ERASURE, entity, body):
        for by, beyond in AGREED.items():
            if header[3] in said(fields, by):
                found.append((*people, set(fields[beyond][0]) if beyond in fields else set()))
    return found


def asked(erasing: dict[int, Any], inbound: bytes, here: dict[bytes, bytes], log: Log) -> bool:
    """Return whether somebody else asked that what a partner wrote is erased."""
    for kind, entity, keys in erasing[13]:
        if kind != ASKED or not set(keys) <= here.keys():
            continue
        for key in keys:
            header, body = parts(here[key])
            heads = log_of(erasing) | log_of(header)
            for fields in of(ASKED, entity, body):
                if (
                    header[3] != erasing[3]
                    and header[3] in said(fields, ASKED_BY)
                    and said(fields, INBOUND_ID) == {inbound}
                    and all(
                        {CASEWORKER, SUPERVISOR} & log.roles(who, heads)
                        for who in (header[3], erasing[3])
                    )
                ):
                    return True
    return False


def log_of(header: dict[int, Any]) -> set[bytes]:
    return {key for kind, _, keys in header[13] if kind == LOG for key in keys}


def of(kind: int, entity: bytes, body: list[Any]) -> list[dict[int, Any]]:
    return [fields for each, key, fields, *_ in body if (each, key) == (kind, entity)]


def said(fields: dict[int, Any], number: int) -> set[Any]:
    return {fields[number][0]} if number in fields else set()


def parts(whole: bytes) -> tuple[dict[int, Any], list[Any]]:
    header, _device, _person, _seed, body = cbor2.loads(whole)
    return cbor2.loads(header), body
