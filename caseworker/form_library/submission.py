"""One filled form as XForms writes it: an XML instance with its id and version, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from xml.sax.saxutils import escape, quoteattr

from caseworker.form_library.answer_tables import Record
from caseworker.form_library.table_files import clean
from caseworker.text import N_
from forms import FormDefinition, FormError, FormProblem
from forms.definition import NodeDefinition
from forms.markup import Element, parse
from forms.xpath.values import NUMERIC_TYPES

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OPENROSA = "http://openrosa.org/xforms"


@dataclass(frozen=True)
class ReadSubmission:
    """What an XML instance says, as `FormEntry` resumes from; empty where it cannot be used."""

    answers: dict[str, str]
    problems: tuple[FormProblem, ...] = ()


def as_submission(record: Record, leave_out: frozenset[str] = frozenset()) -> bytes:
    """Return the XML instance of *record*; what is not relevant is not in it."""
    form = record.entry.form
    return (_HEAD + _element(record, form.root, f"/{form.root.name}", leave_out)).encode()


def read_submission(
    content: bytes, form: FormDefinition, unique: Callable[[], str]
) -> ReadSubmission:
    """Return the answers in *content*, an instance of *form*; *unique* names repeat instances.

    Nothing is raised: what is wrong is among the problems, with the question concerned. An answer
    of the wrong type is left out and told.
    """
    try:
        root = parse(content)
    except FormError as error:
        return ReadSubmission({}, error.problems)
    identifier, version = root.get("id"), root.get("version") or ""
    if root.name != form.root.name or identifier != form.identifier or version != form.version:
        problem = FormProblem(
            code="answers.other_form",
            message=N_("These are answers of another form, or of another version of it."),
            remedy=N_("Choose the form and version in which they were given."),
            values=(("form", identifier or root.name), ("version", version)),
        )
        return ReadSubmission({}, (problem,))
    answers: dict[str, str] = {}
    problems = tuple(_read(root, form.root, f"/{form.root.name}", answers, unique))
    return ReadSubmission(answers, problems)


def _element(
    record: Record, definition: NodeDefinition, path: str, leave_out: frozenset[str]
) -> str:
    entry = record.entry
    if definition.path in leave_out or not entry.relevant(path):
        return ""
    name = definition.name
    if not definition.children:
        return f"<{name}>{escape(clean(entry.value(path)))}</{name}>"
    inside = ""
    for child in definition.children.values():
        below = f"{path}/{child.name}"
        if child.name.startswith("@") or (definition.parent is None and child.name == "meta"):
            continue
        if child.repeat:
            for place in range(1, entry.count(below) + 1):
                inside += _element(record, child, f"{below}[{place}]", leave_out)
        else:
            inside += _element(record, child, below, leave_out)
    if definition.parent is not None:
        return f"<{name}>{inside}</{name}>"
    meta = f"<orx:meta><orx:instanceID>uuid:{record.id}</orx:instanceID></orx:meta>"
    about = f"id={quoteattr(entry.form.identifier)} version={quoteattr(entry.form.version)}"
    return f'<{name} xmlns:orx="{_OPENROSA}" {about}>{inside}{meta}</{name}>'


def _read(
    root: Element,
    form: NodeDefinition,
    start: str,
    answers: dict[str, str],
    unique: Callable[[], str],
) -> Iterator[FormProblem]:
    waiting = [(root, form, start)]
    while waiting:
        element, around, path = waiting.pop()
        places: dict[str, int] = {}
        for child in element.elements():
            if child.name == "meta":
                continue
            definition = around.children.get(child.name)
            if definition is None:
                yield _problem("answers.unknown_question", child.name, f"{path}/{child.name}")
                continue
            below = f"{path}/{child.name}"
            if definition.repeat:
                places[child.name] = places.get(child.name, 0) + 1
                below = f"{below}[{places[child.name]}]"
                answers[below] = unique()
            if definition.children:
                waiting.append((child, definition, below))
            elif text := child.text():
                if fits(definition, text):
                    answers[below] = text
                else:
                    yield _problem("answers.wrong_type", definition.name, below)


def fits(definition: NodeDefinition, text: str) -> bool:
    """Return whether *text* is an answer of the type of *definition*."""
    kind = definition.data_type
    try:
        if kind in {"int", "integer", "long"}:
            int(text)
        elif kind in NUMERIC_TYPES:
            float(text)
        elif kind == "date":
            date.fromisoformat(text[:10])
        elif kind == "time":
            time.fromisoformat(text)
        elif kind == "dateTime":
            datetime.fromisoformat(text)
        elif kind == "geopoint":
            return 2 <= len([float(part) for part in text.split()]) <= 4
    except ValueError:
        return False
    return True


def _problem(code: str, name: str, path: str) -> FormProblem:
    messages = {
        "answers.unknown_question": (
            N_("The answers name “{name}”, which the form does not ask."),
            N_("It is left out. Compare the version of the form."),
        ),
        "answers.wrong_type": (
            N_("The answer to “{name}” is not of the kind that is asked for."),
            N_("It is left out. Correct it where the answers come from."),
        ),
    }
    message, remedy = messages[code]
    return FormProblem(
        code=code,
        message=message,
        remedy=remedy,
        severity="warning",
        path=path,
        values=(("name", name),),
    )
