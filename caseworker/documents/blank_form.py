"""A blank form on paper: every question, boxes and lines, and in words when it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caseworker.documents import common
from caseworker.documents.blocks import (
    Block,
    Document,
    Fact,
    Facts,
    Heading,
    Options,
    Paragraph,
    Question,
    Signature,
    Space,
)
from caseworker.documents.skip_words import SkipWords, spoken
from caseworker.form_library.versions import UsableForm
from caseworker.text import N_, Text, isolate
from forms import Choice, FormEntry, Group, Repeat
from forms import Question as Asked
from forms.language_names import closest
from forms.plain_words import plain

_MOST_BOXES = 40
"""More choices than this are written by hand: nobody looks through three pages of boxes."""
_LINES = {"multiline": 5, "note": 0, "signature": 0}
_ANSWERS = {
    "date": N_("Day, month, year"),
    "time": N_("Hour and minute"),
    "date_time": N_("Day, month, year, and hour"),
    "integer": N_("A whole number"),
    "decimal": N_("A number"),
    "geopoint": N_("The place, as roughly as is safe"),
    "image": N_("A picture is kept with the form: write where it is"),
    "audio": N_("A recording is kept with the form: write where it is"),
    "video": N_("A video is kept with the form: write where it is"),
    "file": N_("A file is kept with the form: write where it is"),
    "rank": N_("Write the order into the boxes"),
    "select_multiple": N_("More than one may be chosen"),
}
_SEVERAL_TIMES = 3
"""How often the questions of a repeat stand on the paper."""
_NESTED = 2
"""And those of a repeat inside of another."""


def blank_form(usable: UsableForm, text: Text) -> Document:
    """Return the blank form in the language of *text*, where the form speaks it."""
    form = usable.definition
    entry = FormEntry(form, language=closest(form.languages, text.language), files=usable.files)
    return Document(
        language=text.language,
        title=text(form.title or form.identifier),
        subtitle=text("Version {version}", version=isolate(form.version)),
        who_may_see=text(common.FOR_THE_CENTRE),
        blocks=(
            Facts((Fact(text("Case or number")), Fact(text("Day")), Fact(text("Filled in by")))),
            *_Writer(entry, text).blocks(),
        ),
    )


class _Writer:
    def __init__(self, entry: FormEntry, text: Text) -> None:
        self._entry, self._text = entry, text
        self._skips = SkipWords(entry, text)
        for definition in entry.form.definitions:
            above = spoken(definition.parent) if definition.parent is not None else ""
            path = f"{above}/{definition.name}"
            if definition.repeat and entry.exists(above) and not entry.count(path):
                entry.add_repeat(path)

    def blocks(self) -> Iterator[Block]:
        yield from self._items(self._entry.outline(hidden=True))

    def _items(self, items: Iterable[Asked | Group | Repeat]) -> Iterator[Block]:
        for item in items:
            if isinstance(item, Asked):
                yield from self._question(item)
            elif isinstance(item, Group):
                yield from self._head(item)
                yield from self._items(item.children)
            else:
                yield from self._repeat(item)

    def _head(self, item: Group | Repeat) -> Iterator[Block]:
        label = plain(item.label)
        if label:
            yield Heading(label)
        when = self._when(item.path)
        if when:
            yield Paragraph(when, small=True)
        if isinstance(item, Group) and item.hint:
            yield Paragraph(plain(item.hint), small=True)

    def _repeat(self, item: Repeat) -> Iterator[Block]:
        yield from self._head(item)
        yield Paragraph(self._text("Once for each. Add a sheet where the room ends."), small=True)
        nested = item.path.count("[") > 0
        for number in range(1, (_NESTED if nested else _SEVERAL_TIMES) + 1):
            if item.instances:
                label = plain(item.label)
                yield Heading(f"{label} {self._text.number(number)}".strip())
                yield from self._items(item.instances[0].children)

    def _question(self, item: Asked) -> Iterator[Block]:
        label = plain(item.label) or item.name
        hints = (
            self._when(item.path),
            plain(item.hint),
            self._text(_ANSWERS[item.kind]) if item.kind in _ANSWERS else "",
            plain(item.guidance),
        )
        said = tuple(hint for hint in hints if hint)
        if item.kind == "note":
            yield Paragraph(label)
            for hint in said:
                yield Paragraph(hint, small=True)
            return
        if item.kind == "signature":
            yield Signature(label, " ".join(said))
            return
        yield Question(label, said)
        options = self._options(item)
        if options:
            yield Options(options)
        if not options or "other" in {choice.value for choice in self._choices(item)}:
            yield Space(_LINES.get(item.kind, 1))

    def _options(self, item: Asked) -> tuple[str, ...]:
        if item.kind == "acknowledge":
            return (self._text("Yes"),)
        choices = self._choices(item)
        if len(choices) > _MOST_BOXES:
            return ()
        return tuple(plain(choice.label) or choice.value for choice in choices)

    def _choices(self, item: Asked) -> tuple[Choice, ...]:
        return self._entry.choices(item.path, every=True)

    def _when(self, path: str) -> str:
        definition = self._entry.form.at(path) if path else None
        return self._skips.of(definition) if definition is not None else ""
