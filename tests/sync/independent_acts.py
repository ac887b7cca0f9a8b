"""Whether a joining or closing is proven, read from docs/formats/commit.md; no product code."""

from __future__ import annotations

from typing import Any

from tests.sync.independent_agreement import Log, commit_id, log_of, parts

CENTRE, CLOSING, JOINING = 11, 51, 76
CASEWORK = {"caseworker", "supervisor"}
CLOSERS = {"supervisor", "data protection officer"}
UNSEEN = "one person, not looked at"
JOINS = {"one person", UNSEEN}
SOLE_WORKER = 6


def read(act: bytes, others: list[bytes], log: Log) -> str:
    """Return "counts" or "held back" of a commit; *others* are all that is here."""
    header, body = parts(act)
    here = {commit_id(each): each for each in others}

    def has(person: bytes, roles: set[str]) -> bool:
        return bool(log.roles(person, log_of(header)) & roles)

    def named(kind: int) -> list[tuple[bytes, Any, list[Any]]]:
        keys = {key for each, _, keys in header[13] if each == kind for key in keys}
        return [(key, *parts(here[key])) for key in keys] if keys <= here.keys() else []

    for kind, entity, fields, *_ in body:
        told = {number: field[0] for number, field in fields.items()}
        fits = True
        if kind == JOINING:
            fits = joins(entity, told, header[3], has, named)
        if kind == CLOSING:
            fits = closes(told, header[3], has)
        if not fits:
            return "held back"
    return "counts"


def joins(entity: bytes, told: dict[int, Any], author: bytes, has: Any, named: Any) -> bool:
    records, state, asked_by, decided_by = {1, 2}, 3, 5, 8
    if told.get(0) is True:
        if told.get(asked_by) != author or not has(author, CASEWORK):
            return False
        return told.get(state) not in JOINS or (told[state] == UNSEEN and works_alone(has, named))
    if told.keys() & {*records, asked_by}:
        return False
    if not told.keys() & {state, decided_by}:
        return True
    if told.get(decided_by, author) != author or not has(author, {"supervisor"}):
        return False
    return told.get(state) not in JOINS or was_asked(entity, author, named)


def was_asked(entity: bytes, author: bytes, named: Any) -> bool:
    meant: dict[int, set[bytes]] = {1: set(), 2: set()}
    asked = False
    for _, header, body in named(JOINING):
        for kind, key, fields, *_ in body:
            if (kind, key) == (JOINING, entity):
                for field in meant.keys() & fields.keys():
                    meant[field].add(fields[field][0])
                by = fields.get(5, [None])[0]
                asked = asked or (by == header[3] and by != author)
    return asked and all(len(each) == 1 for each in meant.values())


def works_alone(has: Any, named: Any) -> bool:
    said = {
        key: (fields[SOLE_WORKER], header[3])
        for key, header, body in named(CENTRE)
        for kind, _, fields, *_ in body
        if kind == CENTRE and SOLE_WORKER in fields
    }
    replaced = {base for field, _ in said.values() for base in field[1:]}
    left = [each for key, each in said.items() if key not in replaced]
    return bool(left) and all(
        field[0] is True and has(author, {"administrator"}) for field, author in left
    )


def closes(told: dict[int, Any], author: bytes, has: Any) -> bool:
    if told.get(0) is True:
        at_once = told.get(9) is True and has(author, {"caseworker"})
        return told.get(5) == author and (has(author, CLOSERS) or at_once)
    if told.keys() & {1, 5}:
        return False
    return not told.keys() & {2, 6, 7, 10, 11} or has(author, CLOSERS)
