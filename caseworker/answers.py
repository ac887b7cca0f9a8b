"""Answers of a form and fields of an entity: one truth, written in two ways (R-286).

A form writes text. A field bound to `assessment.needs` lives in the entity and nowhere else; an
answer bound to nothing is kept as one `FormAnswer` a path. Enumerations are written by their
names in small letters, several values with blanks between them, a value object by its parts
(`case.risk_level` and `case.risk_reason` are the two parts of `case.risk`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from types import MappingProxyType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from caseworker.errors import Bug, InvalidValue
from caseworker.form_access import require_form
from caseworker.instance_paths import by_identity, by_place
from caseworker.model.audit import FormAnswer
from caseworker.model.entity import Entity
from caseworker.model.partial_date import PartialDate
from caseworker.ports import Reads, UnitOfWork
from caseworker.text import N_
from forms import FormDefinition, FormEntry

E = TypeVar("E", bound=Entity)
V = TypeVar("V")
Row = Mapping[str, str]
_NOT_ANSWERS = "/meta/instanceID"
"""What a form keeps beside answers: its own id."""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What was answered in one form, sorted by where it belongs."""

    form: str
    version: str
    bound: Mapping[str, str] = field(default_factory=dict)
    """`assessment.needs` to its text, for fields outside repeats."""
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    """Entity of a repeat (`factor`) to its rows: field name to text, `id` to the instance's id."""
    free: Mapping[str, str] = field(default_factory=dict)
    """Lasting path (`instance_paths`) to text, for answers bound to nothing."""

    def of(self, entity: str) -> dict[str, str]:
        """Return the bound texts of one entity by field name."""
        start = f"{entity}."
        return {
            name.removeprefix(start): text
            for name, text in self.bound.items()
            if name.startswith(start)
        }


def collect(entry: FormEntry) -> Answers:
    """Return the answers of *entry* as they stand; what is not relevant is blank."""
    bound: dict[str, str] = {}
    rows: dict[str, dict[str, dict[str, str]]] = {}
    paths: set[str] = set()
    for value in entry.fields():
        paths.add(value.path)
        if value.instance:
            entity, name = value.field.split(".", 1)
            row = rows.setdefault(entity, {}).setdefault(value.instance, {"id": value.instance})
            row[name] = value.value
        else:
            bound[value.field] = value.value
    rowed = {instance for found in rows.values() for instance in found}
    answers = entry.answers()
    lasting = by_identity(answers)
    free: dict[str, str] = {}
    for path, text in answers.items():
        if path.endswith("]"):
            if text not in rowed:
                free[lasting[path]] = path[path.rindex("[") + 1 : -1]
        elif path not in paths and not path.endswith(_NOT_ANSWERS):
            free[lasting[path]] = text
    return Answers(
        form=entry.form.identifier,
        version=entry.form.version,
        bound=bound,
        rows={entity: tuple(found.values()) for entity, found in rows.items()},
        free=free,
    )


def typed(kind: type, texts: Row) -> dict[str, Any]:
    """Return the texts as values of the fields of *kind*; unknown names are left out.

    Raises:
        InvalidValue: a text is no value of its field.
    """
    hints = _hints(kind)
    values = {name: _value(hints[name], text) for name, text in texts.items() if name in hints}
    parts = {name: text for name, text in texts.items() if name not in hints}
    for name, hint in hints.items():
        mine = {
            part.removeprefix(f"{name}_"): text
            for part, text in parts.items()
            if part.startswith(f"{name}_")
        }
        value_class = _value_class(hint)
        if mine and value_class is not None and any(mine.values()):
            values[name] = value_class(**typed(value_class, mine))
    return values


def made(kind: type[V], texts: Row) -> V:
    """Return a new frozen value of *kind* from the texts that are not blank.

    Raises:
        InvalidValue: a text is no value of its field, or a field that needs one has none.
    """
    values = typed(kind, {name: text for name, text in texts.items() if text})
    try:
        return kind(**values)
    except TypeError as error:
        raise InvalidValue(what=N_("A form with an open question")) from error


def fill(entity: Entity, texts: Row) -> None:
    """Set the fields that *texts* name on *entity*; equal values are left alone."""
    for name, value in typed(type(entity), texts).items():
        if getattr(entity, name) != value:
            setattr(entity, name, value)


def written(entity: object) -> dict[str, str]:
    """Return every field of an entity or value as the text that a form shows."""
    texts: dict[str, str] = {}
    for each in fields(entity):  # type: ignore[arg-type]  # always a dataclass
        value = getattr(entity, each.name)
        if is_dataclass(value) and not isinstance(value, PartialDate):
            texts |= {f"{each.name}_{part}": text for part, text in written(value).items()}
        else:
            texts[each.name] = _text(value)
    return texts


def entry_of(
    form: FormDefinition,
    entities: Mapping[str, object],
    *,
    rows: Mapping[str, Sequence[Entity]] = MappingProxyType({}),
    free: Mapping[str, str] = MappingProxyType({}),
    language: str | None = None,
    files: Mapping[str, str] = MappingProxyType({}),
) -> FormEntry:
    """Return an entry of *form* that shows what is kept: entities, rows of repeats, free answers.

    *entities* and *rows* are named as the form binds them (`assessment`, `factor`); *files* are
    the lists beside the form.
    """
    first = {
        f"{entity}.{name}": text
        for entity, known in entities.items()
        for name, text in written(known).items()
        if text
    }
    entry = FormEntry(form, prefill=first, language=language, files=files)
    if not rows and not free:
        return entry
    of_rows = row_answers(form, rows)
    kept = {**entry.answers(), **of_rows, **by_place(free, instances_in(of_rows))}
    return FormEntry(form, kept, language=language, files=files)


def keep_rows(
    work: UnitOfWork,
    kind: type[E],
    rows: Sequence[Row],
    **owner: Any,
) -> None:
    """Keep the rows of a repeat as entities of *kind* that belong to *owner*.

    The instance's id is the entity's. A row that was taken out gets its `removed_at`; a row
    without a word is no row.
    """
    known = {entity.id: entity for entity in work.matching(kind, **owner)}
    seen = set()
    for row in rows:
        texts = {name: text for name, text in row.items() if name != "id"}
        if not any(texts.values()):
            continue
        key = UUID(row["id"])
        seen.add(key)
        if key in known:
            fill(known[key], texts)
        else:
            work.add(kind(id=key, **typed(kind, texts), **owner))
    for key, entity in known.items():
        gone = key not in seen
        if gone is (getattr(entity, "removed_at", None) is None):
            setattr(entity, "removed_at", work.now() if gone else None)  # noqa: B010  rows alone have it


def keep_free(work: UnitOfWork, subject: UUID, answers: Answers, *, named: bool = True) -> None:
    """Keep the answers bound to nothing, one row a path; what was cleared becomes empty.

    Who answered, and the hour, are left out where they are not *named* (R-407).

    Raises:
        NotAllowed: neither role nor training opens the form.
    """
    require_form(work.actor, answers.form)
    answered_at = work.now() if named else day_of(work.now())
    answered_by = work.actor.user_id if named else None
    known = {
        answer.path: answer
        for answer in work.matching(FormAnswer, subject=subject, form=answers.form)
    }
    for path in sorted({*known, *answers.free}):
        text = answers.free.get(path, "")
        if path in known:
            if known[path].value != text:
                known[path].value = text
                known[path].form_version = answers.version
                known[path].answered_at = answered_at
                known[path].answered_by = answered_by
        else:
            work.add(
                FormAnswer(
                    id=work.new_id(),
                    form=answers.form,
                    form_version=answers.version,
                    subject=subject,
                    path=path,
                    value=text,
                    answered_at=answered_at,
                    answered_by=answered_by,
                )
            )


def day_of(moment: datetime) -> datetime:
    """Return the day of *moment* without its hour: all of a day look alike."""
    return moment.replace(hour=12, minute=0, second=0, microsecond=0)


def free_answers(reads: Reads, subject: UUID, form: str) -> dict[str, str]:
    """Return the kept answers of a form about *subject* that are bound to nothing.

    Raises:
        NotAllowed: neither role nor training opens the form.
    """
    require_form(reads.actor, form)
    found = reads.matching(FormAnswer, subject=subject, form=form)
    return {answer.path: answer.value for answer in found if answer.value}


def row_answers(form: FormDefinition, rows: Mapping[str, Sequence[Entity]]) -> dict[str, str]:
    """Return *rows* as a form keeps its repeats: an id for each instance, then its answers."""
    answers: dict[str, str] = {}
    for node in form.definitions:
        if node.field is None or not node.repeated:
            continue
        entity, name = node.field.split(".", 1)
        repeat = next(each for each in node.chain if each.repeat).path
        for place, row in enumerate(rows.get(entity, ()), start=1):
            instance = f"{repeat}[{place}]"
            answers[instance] = str(row.id)
            text = written(row).get(name, "")
            if text:
                answers[node.path.replace(repeat, instance, 1)] = text
    return answers


def instances_in(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the ids of the lines among *answers*, by the place of each."""
    return {path: identity for path, identity in answers.items() if path.endswith("]")}


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _value_class(hint: Any) -> type | None:
    inner = _without_none(hint)
    is_value = isinstance(inner, type) and is_dataclass(inner) and inner is not PartialDate
    return inner if is_value else None


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in {Union, UnionType}:
        return next(each for each in get_args(hint) if each is not type(None))
    return hint


def _value(hint: Any, text: str) -> Any:
    optional, inner = hint is not _without_none(hint), _without_none(hint)
    several = get_origin(inner)
    if several in {tuple, frozenset}:
        member = get_args(inner)[0]
        return several(_one(member, word) for word in text.split())
    if optional and not text:
        return None
    return _one(inner, text)


def _one(kind: Any, text: str) -> Any:
    plain = getattr(kind, "__supertype__", kind)
    try:
        if issubclass(plain, Enum):
            return _member(plain, text)
        return _READERS[plain](text)
    except (ValueError, KeyError, InvalidOperation) as error:
        raise InvalidValue(what=text) from error


def _member(kind: type[Enum], text: str) -> Enum:
    if text:
        return kind[text.upper()]
    unanswered = {"NOT_ASKED", "NOT_JUDGED", "NOT_LOOKED_AT"} & set(kind.__members__)
    return kind[unanswered.pop()] if unanswered else next(iter(kind))


_YES = frozenset({"yes", "true", "OK", "1"})

_READERS: dict[type, Any] = {
    str: str,
    bool: _YES.__contains__,
    int: int,
    Decimal: Decimal,
    date: date.fromisoformat,
    UUID: UUID,
    PartialDate: lambda text: PartialDate(text, as_typed=text),
}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return value.name.lower()
    if isinstance(value, tuple | frozenset):
        return " ".join(_text(each) for each in value)
    if isinstance(value, PartialDate):
        return value.edtf
    if isinstance(value, str | int | Decimal | UUID | date):
        return str(value)
    if isinstance(value, bytes):
        return ""
    raise Bug
