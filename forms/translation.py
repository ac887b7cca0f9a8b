"""Translating forms: their words as gettext messages, and translations put back as languages.

The forms themselves are written in one language; translations live in catalogues beside them.
`translate` is given to `merge` by the caller, so that forms know nothing of catalogues.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from forms.errors import FormError, FormProblem

Translate: TypeAlias = Callable[[str, str], str]
"""(message, language) -> the message in that language, or itself where it is not translated."""

TEXT_COLUMNS = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
_PIPE = re.compile(r"(?<!\\)\|")
_SEPARATOR = re.compile(r"^[\s|:\-]+$")


@dataclass(frozen=True)
class Message:
    """One text of a form, and where it stands: sheet, name of the question or choice, column."""

    text: str
    sheet: str
    name: str
    column: str
    line: int


_ASKS_NOTHING = ("begin", "end", "note", "calculate", "hidden", "start", "today", "deviceid")
"""How the types of rows begin that show nothing to answer."""


def messages(markdown: str) -> list[Message]:
    """Return the texts that the tables in *markdown* show to people, in order.

    Places like `${name}` stay in the message; a translation must keep them.
    """
    found: list[Message] = []
    for row in _rows(markdown):
        for column in TEXT_COLUMNS:
            text = row.cells.get(column, "")
            if text and row.sheet in {"survey", "choices"}:
                found.append(Message(text, row.sheet, row.cells.get("name", ""), column, row.line))
        title = row.cells.get("form_title", "")
        if row.sheet == "settings" and title:
            found.append(Message(title, "settings", "", "form_title", row.line))
    return found


def settings(markdown: str) -> dict[str, str]:
    """Return the row of settings of the tables in *markdown*, empty where there is none."""
    return next((dict(row.cells) for row in _rows(markdown) if row.sheet == "settings"), {})


def asked(markdown: str) -> int:
    """Return how many questions the tables in *markdown* can ask; notes and groups ask nothing."""
    types = (row.cells.get("type", "").split() for row in _rows(markdown) if row.sheet == "survey")
    return sum(bool(words) and not words[0].startswith(_ASKS_NOTHING) for words in types)


def merge(markdown: str, source: str, languages: Iterable[str], translate: Translate) -> str:
    """Return the tables with one text column for each of *languages*, *source* being its own.

    A message without a translation stands in the source language. Raises FormError with code
    `translation.places` if a translation lost a `${name}`.
    """
    wanted = [source, *(language for language in languages if language != source)]
    sheets: dict[str, list[_Row]] = {}
    for row in _rows(markdown):
        sheets.setdefault(row.sheet, []).append(row)
    lines: list[str] = []
    for sheet, rows in sheets.items():
        header = list(dict.fromkeys(name for row in rows for name in row.cells))
        if sheet == "settings" and "default_language" not in header:
            header.append("default_language")
            for row in rows:
                row.cells["default_language"] = source
        translated = sheet in {"survey", "choices"}
        columns = _columns(header, wanted) if translated else [(name, name, "") for name in header]
        lines.append(f"| {sheet} |")
        lines.append(_line(title for title, _, _ in columns))
        lines.extend(
            _line(_cell(row, name, language, source, translate) for _, name, language in columns)
            for row in rows
        )
    if "settings" not in sheets:
        lines += ["| settings |", _line(["default_language"]), _line([source])]
    return "\n".join(lines) + "\n"


def _columns(header: list[str], languages: list[str]) -> list[tuple[str, str, str]]:
    columns: list[tuple[str, str, str]] = []
    for name in header:
        if name in TEXT_COLUMNS:
            columns += [(f"{name}::{language}", name, language) for language in languages]
        else:
            columns.append((name, name, ""))
    return columns


def _cell(row: _Row, name: str, language: str, source: str, translate: Translate) -> str:
    text = row.cells.get(name, "")
    if not text or not language or language == source:
        return text
    translated = translate(text, language) or text
    if sorted(_places(translated)) != sorted(_places(text)):
        raise FormError(
            FormProblem(
                code="translation.places",
                message="A translation has lost or changed a place to fill, such as ${name}.",
                remedy="Keep what stands between ${ and } as it is.",
                sheet=row.sheet,
                row=row.line,
                column=name,
                values=(("language", language), ("text", text)),
            )
        )
    return translated


def _places(text: str) -> list[str]:
    return re.findall(r"\$\{[^}]*\}", text)


def _line(cells: Iterable[str]) -> str:
    escaped = (cell.replace("|", "\\|").replace("\n", " ") for cell in cells)
    return f"| | {' | '.join(escaped)} |"


@dataclass
class _Row:
    sheet: str
    cells: dict[str, str]
    line: int


def _rows(markdown: str) -> list[_Row]:
    rows: list[_Row] = []
    sheet = ""
    header: list[str] | None = None
    for number, line in enumerate(markdown.splitlines(), 1):
        if not line.lstrip().startswith("|") or _SEPARATOR.match(line):
            continue
        first, *cells = [cell.strip().replace("\\|", "|") for cell in _PIPE.split(line.strip()[1:])]
        if first:
            sheet, header = first, None
            if not any(cells):
                continue
        if header is None:
            header = cells
            continue
        values = {name: value for name, value in zip(header, cells, strict=False) if name and value}
        if values:
            rows.append(_Row(sheet, values, number))
    return rows
