"""From the journal to rows: what all commits on an entity say together.

The pure `merge` decides; here its answer becomes a row, and the heads that the order of arrival
does not tell. Rows are a function of the set of commits, so any two laptops that hold the same
commits have the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields
from typing import Any, get_args
from uuid import UUID

from caseworker.model.entity import Entity
from caseworker.sync.commit_format import Header
from caseworker.sync.commits import EXISTS
from caseworker.sync.merge import FieldState, Life, MergedEntity, State
from caseworker.sync.values import set_of
from db.store.journal.history import Told
from db.store.registry import field_names, kind_of_number, registered
from db.store.values import UNREADABLE, from_bytes, hints_of, plain_codec, to_bytes, without_none

_UUID_SIZE = 16
PlainRow = dict[str, Any]
"""Field names with their plain values."""


@dataclass(frozen=True)
class HeadException:
    """Heads of a field that are not simply its last change by arrival."""

    field: int
    commits: tuple[bytes, ...]
    state: State


def single(told: Sequence[Told]) -> PlainRow | None:
    """Return the row of an entity that one commit made and no other touched; None: not so simple.

    The way of almost everything that arrives for the first time.
    """
    if len(told) != 1 or not told[0].counts:
        return None
    values: dict[int, Any] = {}
    for number, field in told[0].fields.items():
        if len(field) > 1:
            return None
        values[number] = field[0]
    if values.pop(EXISTS, None) is not True:
        return None
    kind = kind_of_number().get(told[0].kind)
    return None if kind is None else _row(kind, values)


def row_of(kind: type[Entity], entity: MergedEntity, told: Sequence[Told]) -> PlainRow | None:
    """Return the row of a merged entity, or None where it has none: a stub, hidden or erased.

    No value that this version cannot read makes a record vanish: where nothing stands in for it,
    the newest that can be read does, of all that was *told*.
    """
    if entity.life is not Life.LIVING:
        return None
    read = {number: (bare, fits) for _name, number, bare, fits, _fallback in _fields(kind)}
    values = {
        field: value
        for field, state in entity.fields.items()
        if field != EXISTS and (value := _chosen(state, *read.get(field, _ANYTHING))) is not None
    }
    return _row(kind, values) or _row(kind, values | _readable(kind, values, told))


def exceptions_of(entity: MergedEntity, told: Sequence[Told]) -> list[HeadException]:
    """Return the heads that the order of arrival does not tell, conflicts among them."""
    last: dict[int, bytes] = {}
    for each in told:
        last |= dict.fromkeys(each.fields, each.commit)
    states = entity.fields
    found = []
    for field, commit in sorted(last.items()):
        state = states.get(field)
        commits = tuple(sorted(head.commit for head in state.heads)) if state else ()
        decided = state.state if state else State.SETTLED
        if commits != (commit,) or decided is not State.SETTLED:
            found.append(HeadException(field, commits, decided))
    return found


def _chosen(state: FieldState, bare: type | None, fits: Callable[[Any], bool]) -> Any:
    """Return the one plain value that a row can hold.

    Of values that all apply: all, where they are sets or words, so that every screen and paper
    shows them. Otherwise the newest of those that govern and that this version can read; the others
    of an open conflict stand in the journal, and are shown from there.
    """
    governing = [from_bytes(value) for value in state.governs]
    newest = None if state.shown is None else from_bytes(state.shown)
    possible = [newest, *governing] if state.shown in state.governs else governing
    if len(governing) > 1:
        possible = [_together(governing), *possible]
    return next((value for value in possible if _is_read(value, bare, fits)), newest)


def _together(plain: list[Any]) -> Any:
    if all(isinstance(each, list) for each in plain):
        return from_bytes(set_of(to_bytes(member) for each in plain for member in each))
    if all(isinstance(each, str) for each in plain):
        return "\n".join(sorted(each for each in plain if each.strip()))
    return None


def _row(kind: type[Entity], values: Mapping[int, Any]) -> PlainRow | None:
    row: PlainRow = {}
    for name, number, bare, fits, fallback in _fields(kind):
        value = values.get(number)
        if not _is_read(value, bare, fits):
            # Written by another version: the journal keeps what this one cannot read.
            value = fallback
        if value is MISSING:
            return None
        row[name] = value
    return row


def _readable(
    kind: type[Entity], values: Mapping[int, Any], told: Sequence[Told]
) -> dict[int, Any]:
    """Return the newest value that can be read, of each required field whose value cannot be."""
    found = {}
    for _name, number, bare, fits, fallback in _fields(kind):
        if fallback is not MISSING or _is_read(values.get(number), bare, fits):
            continue
        readable = [
            (Header.from_bytes(each.header).clock, each.commit, each.fields[number][0])
            for each in told
            if each.counts and number in each.fields
            and _is_read(each.fields[number][0], bare, fits)
        ]  # fmt: skip
        if readable:
            found[number] = max(readable, key=lambda one: one[:2])[2]
    return found


def _is_read(value: Any, bare: type | None, fits: Callable[[Any], bool]) -> bool:
    return type(value) is bare or (value is not None and fits(value))


_ANYTHING = (None, lambda _: True)
"""What fits a field that this version does not know."""

_Fields = Sequence[tuple[str, int, type | None, Callable[[Any], bool], Any]]


def _fields(kind: type[Entity]) -> _Fields:
    """Return of each field its name and number, what plain values fit it, and its fallback.

    All of one type, where it is a plain one; of others is asked. The fallback is `MISSING` where
    nothing can stand in for a value that does not fit.
    """
    found = _fields_of_kind.get(kind)
    if found is None:
        hints, numbers = hints_of(kind), registered(kind).fields
        found = [
            (each.name, numbers[each.name], _bare(hint), _fitting(hint), _fallback(hint, each))
            for each in fields(kind)
            if each.name in field_names(kind)
            for hint in (hints[each.name],)
        ]
        _fields_of_kind[kind] = found
    return found


_fields_of_kind: dict[type[Entity], _Fields] = {}


def _bare(hint: Any) -> type | None:
    bare = without_none(hint)
    return bare if bare in (str, int, bool, bytes, float) else None


def _fitting(hint: Any) -> Callable[[Any], bool]:
    bare = without_none(hint)
    if _bare(hint) is not None:
        return lambda _: False
    if bare is UUID:
        return lambda plain: type(plain) is bytes and len(plain) == _UUID_SIZE
    _, from_plain = plain_codec(bare)

    def fits(plain: Any) -> bool:
        try:
            from_plain(plain)
        except UNREADABLE:
            return False
        return True

    return fits


def _fallback(hint: Any, declared: Field[Any]) -> Any:
    if type(None) in get_args(hint):
        return None
    if declared.default is not MISSING:
        return plain_codec(hint)[0](declared.default)
    if declared.default_factory is not MISSING:
        return plain_codec(hint)[0](declared.default_factory())
    return MISSING
