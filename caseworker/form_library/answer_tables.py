"""Answers as tables in the layout of KoBo: one for the form, one for each of its repeats.

Columns are named by the path below the form (`journey/town`) or by labels. A question of which
several choices may be chosen has one column for all and one for each choice (1 chosen, 0 not).
`_index` numbers the rows of a table from 1; `_parent_index` names the row around them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from forms import FormDefinition, FormEntry
from forms.definition import NodeDefinition
from forms.plain_words import plain

Cell = str | int | float
_WHOLE = frozenset({"int", "integer", "long"})
_CHOICES = frozenset({"select_one", "select_multiple", "rank"})
_LARGEST = 2**53
"""Beyond it a spreadsheet rounds, so the digits are written as words."""


@dataclass(frozen=True)
class Record:
    """One filled form."""

    id: UUID
    filled_at: datetime
    entry: FormEntry


@dataclass
class AnswerTable:
    """One sheet."""

    name: str
    header: list[str]
    rows: list[list[Cell]] = field(default_factory=list)


@dataclass(frozen=True)
class _Column:
    definition: NodeDefinition
    kind: str
    heading: str
    choices: tuple[tuple[str, str], ...] = ()
    """Value and label; only where several may be chosen."""


def tables_of(
    form: FormDefinition,
    records: Sequence[Record],
    *,
    labels: bool,
    leave_out: frozenset[str] = frozenset(),
    files: Mapping[str, str] | None = None,
    language: str | None = None,
) -> list[AnswerTable]:
    """Return the tables of *records*, the form itself first.

    *labels* writes labels instead of names; *leave_out* are paths of questions whose answers stay.
    """
    return _Layout(form, files or {}, language, labels=labels, leave_out=leave_out).of(records)


class _Layout:
    def __init__(
        self,
        form: FormDefinition,
        files: Mapping[str, str],
        language: str | None,
        *,
        labels: bool,
        leave_out: frozenset[str],
    ) -> None:
        self._form, self._labels, self._leave_out = form, labels, leave_out
        self._blank = FormEntry(form, files=files, language=language)
        for definition in form.definitions:
            _open_first(self._blank, definition)
        self._columns = {
            around: [self._column(each) for each in _leaves(form, around) if self._asked(each)]
            for around in (form.root, *_repeats(form))
        }
        names = _sheet_names([form.title or form.identifier, *(r.name for r in _repeats(form))])
        self._tables = {
            around: AnswerTable(name, self._header(around))
            for around, name in zip(self._columns, names, strict=True)
        }

    def of(self, records: Sequence[Record]) -> list[AnswerTable]:
        for record in records:
            self._write(record, self._form.root, f"/{self._form.root.name}", 0, "")
        return list(self._tables.values())

    def _write(
        self, record: Record, around: NodeDefinition, path: str, parent: int, parent_name: str
    ) -> None:
        table = self._tables[around]
        index = len(table.rows) + 1
        row: list[Cell] = []
        for column in self._columns[around]:
            below = column.definition.path.removeprefix(around.path)
            row += self._cells(column, record.entry, path + below)
        if around is self._form.root:
            row += [str(record.id), record.filled_at.isoformat(), index]
        else:
            row += [index, parent_name, parent, str(record.id)]
        table.rows.append(row)
        for repeat in _repeats(self._form):
            if _around(repeat.parent) is not around:
                continue
            below = path + repeat.path.removeprefix(around.path)
            if not record.entry.exists(below.rpartition("/")[0]):
                continue
            for place in range(1, record.entry.count(below) + 1):
                instance = f"{below}[{place}]"
                if record.entry.relevant(instance):
                    self._write(record, repeat, instance, index, table.name)

    def _cells(self, column: _Column, entry: FormEntry, path: str) -> list[Cell]:
        value = entry.value(path) if entry.exists(path) else ""
        if column.kind in _CHOICES:
            several = column.kind != "select_one"
            chosen = value.split() if several else [value] if value else []
            labels = dict(column.choices) if self._labels else {}
            said = " ".join(labels.get(each, each) for each in chosen)
            if column.kind != "select_multiple":
                return [said]
            split: list[Cell] = [
                ("" if not value else int(choice in chosen)) for choice, _label in column.choices
            ]
            return [said, *split]
        return [_typed(column.definition, value)]

    def _header(self, around: NodeDefinition) -> list[str]:
        header: list[str] = []
        for column in self._columns[around]:
            header.append(column.heading)
            if column.kind == "select_multiple":
                header += [
                    f"{column.heading}/{label if self._labels else value}"
                    for value, label in column.choices
                ]
        if around is self._form.root:
            return [*header, "_uuid", "_submission_time", "_index"]
        return [*header, "_index", "_parent_table_name", "_parent_index", "_submission__uuid"]

    def _column(self, definition: NodeDefinition) -> _Column:
        path = _spoken(definition)
        question = self._blank.question(path)
        choices = (
            tuple(
                (choice.value, plain(choice.label) or choice.value)
                for choice in self._blank.choices(path, every=True)
            )
            if question.kind in _CHOICES
            else ()
        )
        return _Column(definition, question.kind, self._heading(definition), choices)

    def _heading(self, definition: NodeDefinition) -> str:
        steps = definition.chain[1:]
        if not self._labels:
            return "/".join(step.name for step in steps)
        said = (plain(self._blank.label(_spoken(step))) or step.name for step in steps)
        return "/".join(said)

    def _asked(self, definition: NodeDefinition) -> bool:
        if definition.path in self._leave_out or definition.name.startswith("@"):
            return False
        if any(step.name == "meta" for step in definition.chain):
            return False
        control = self._form.controls.get(definition)
        if control is None:
            return True
        return self._blank.question(_spoken(definition)).kind != "note"


def _leaves(form: FormDefinition, around: NodeDefinition) -> Iterator[NodeDefinition]:
    """Yield the questions whose nearest repeat is *around*, in order."""
    for definition in form.definitions:
        leaf = not definition.children and not definition.repeat and definition is not form.root
        if leaf and _around(definition) is around:
            yield definition


def _around(definition: NodeDefinition | None) -> NodeDefinition | None:
    """Return the nearest repeat at or above *definition*, or the root."""
    while definition is not None and not definition.repeat and definition.parent is not None:
        definition = definition.parent
    return definition


def _repeats(form: FormDefinition) -> list[NodeDefinition]:
    return [definition for definition in form.definitions if definition.repeat]


def _spoken(definition: NodeDefinition) -> str:
    steps = (f"{step.name}[1]" if step.repeat else step.name for step in definition.chain)
    return "/" + "/".join(steps)


def _open_first(entry: FormEntry, definition: NodeDefinition) -> None:
    """Give a repeat an instance, so that its questions can be asked what they are."""
    if not definition.repeat or definition.parent is None:
        return
    path = f"{_spoken(definition.parent)}/{definition.name}"
    if entry.exists(_spoken(definition.parent)) and not entry.count(path):
        entry.add_repeat(path)


def _typed(definition: NodeDefinition, value: str) -> Cell:
    """Return a number as a number; what only looks like one stays words."""
    try:
        if definition.data_type in _WHOLE and abs(int(value)) < _LARGEST:
            return int(value)
        if definition.numeric and len(value) < 16:
            number = float(value)
            return number if number - number == 0 else value
    except (ValueError, OverflowError):
        return value
    return value


def _sheet_names(wanted: list[str]) -> list[str]:
    """Return names that a spreadsheet takes: 31 letters, each once, none of `[]:*?/\\`."""
    names: list[str] = []
    for each in wanted:
        plain_name = "".join(" " if letter in "[]:*?/\\'" else letter for letter in each).strip()
        name, number = plain_name[:31] or "form", 1
        while name.casefold() in {known.casefold() for known in names}:
            number += 1
            name = f"{plain_name[:27]} {number}"
        names.append(name)
    return names
