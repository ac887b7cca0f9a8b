"""A filled form as it is read: parts, questions, and answers in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from caseworker.model.partial_date import PartialDate
from caseworker.text import N_, Text
from forms import FormEntry, Group, Question, Repeat
from forms.plain_words import plain

_FILES = frozenset({"image", "audio", "video", "file", "signature"})
_CHOICES = frozenset({"select_one", "select_multiple", "rank"})
_KEPT = N_("Kept with the form")


@dataclass(frozen=True)
class AnswerLine:
    """One question with what was answered; empty where it stayed open."""

    question: str
    answer: str


@dataclass(frozen=True)
class AnswerPart:
    """A group or one instance of a repeat; the title is empty for questions in none."""

    title: str
    lines: tuple[AnswerLine, ...]


def parts_of(entry: FormEntry, text: Text) -> tuple[AnswerPart, ...]:
    """Return what was asked and answered, part by part; what was not asked is left out."""
    return tuple(part for part in _parts(entry, entry.outline(), "", text) if part.lines)


def answer_words(entry: FormEntry, question: Question, text: Text) -> str:
    """Return an answer as one says it: labels of choices, days in words."""
    value = question.value
    if not value:
        return ""
    if question.kind in _CHOICES:
        offered = entry.choices(question.path, every=True)
        labels = {choice.value: plain(choice.label) for choice in offered}
        chosen = [value] if question.kind == "select_one" else value.split()
        return text.listed(labels.get(each, each) for each in chosen)
    if question.kind == "acknowledge":
        return text("Yes")
    if question.kind in _FILES:
        return text(_KEPT)
    return _moment_words(question, value, text)


def _moment_words(question: Question, value: str, text: Text) -> str:
    try:
        match question.kind:
            case "date":
                return text.day(date.fromisoformat(value[:10]))
            case "time":
                return text.clock(time.fromisoformat(value))
            case "date_time":
                return text.moment(datetime.fromisoformat(value))
            case _ if "partial-date" in question.appearance:
                return _partly(PartialDate(value), text)
    except ValueError:
        return value
    return value


def _partly(value: PartialDate, text: Text) -> str:
    return text.day(value.earliest) if value.whole else value.edtf


def _parts(
    entry: FormEntry, items: Iterable[Question | Group | Repeat], title: str, text: Text
) -> Iterator[AnswerPart]:
    loose: list[AnswerLine] = []
    for item in items:
        if isinstance(item, Question):
            if item.kind != "note":
                answer = answer_words(entry, item, text)
                loose.append(AnswerLine(plain(item.label) or item.name, answer))
            continue
        if loose:
            yield AnswerPart(title, tuple(loose))
            loose = []
        if isinstance(item, Group):
            yield from _parts(entry, item.children, plain(item.label) or title, text)
            continue
        for number, instance in enumerate(item.instances, start=1):
            called = f"{plain(item.label) or title} {text.number(number)}"
            yield from _parts(entry, instance.children, called, text)
    if loose:
        yield AnswerPart(title, tuple(loose))
