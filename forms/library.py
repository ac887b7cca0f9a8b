"""The forms that come with the program, by name; each is compiled once per process."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources

from forms.access import Access, access_in
from forms.compiler import compile_tables
from forms.definition import FormDefinition
from forms.errors import FormError, FormProblem
from forms.reader import read_form
from forms.translation import Translate, asked, merge, settings

SOURCE_LANGUAGE = "en"
_TRANSLATED: dict[tuple[str, tuple[str, ...]], FormDefinition] = {}


@cache
def names() -> tuple[str, ...]:
    """Return the names of the built-in forms, in alphabetical order."""
    folder = resources.files("forms").joinpath("definitions")
    found = (entry.name for entry in folder.iterdir() if entry.name.endswith(".md"))
    return tuple(sorted(name.removesuffix(".md") for name in found))


@cache
def source(name: str) -> str:
    """Return the Markdown tables of the built-in form *name*.

    Raises FormError with code `library.unknown`.
    """
    if name not in names():
        raise FormError(
            FormProblem(
                code="library.unknown",
                message="There is no form called “{name}”.",
                remedy="Choose one from the list of forms.",
                values=(("name", name),),
            )
        )
    file = resources.files("forms").joinpath("definitions").joinpath(f"{name}.md")
    return file.read_text(encoding="utf-8")


@cache
def _settings(name: str) -> dict[str, str]:
    return settings(source(name))


@cache
def access(name: str) -> Access:
    """Return who may open the built-in form *name*, without compiling it. Raises FormError."""
    return access_in(_settings(name))


@cache
def title(name: str) -> str:
    """Return the title of the built-in form *name* in English, without compiling it."""
    return _settings(name).get("form_title", name)


@cache
def version(name: str) -> str:
    """Return the version of the built-in form *name*, without compiling it."""
    return _settings(name).get("version", "")


@cache
def questions(name: str) -> int:
    """Return how many questions the built-in form *name* can ask, without compiling it."""
    return asked(source(name))


@cache
def picture(name: str) -> bytes | None:
    """Return the content of a picture that built-in forms show, or None."""
    folder = resources.files("forms").joinpath("definitions", "media")
    found = next((entry for entry in folder.iterdir() if entry.name == name), None)
    return found.read_bytes() if found is not None else None


@cache
def load(name: str) -> FormDefinition:
    """Return the built-in form *name* in its source language. Raises FormError."""
    return read_form(compile_tables(source(name)).xml)


def load_translated(name: str, languages: Iterable[str], translate: Translate) -> FormDefinition:
    """Return the built-in form *name* in several languages. Raises FormError.

    *translate* gives (message, language) -> translation. The first call decides: a form is
    compiled once per name and set of languages.
    """
    wanted = tuple(languages)
    if (name, wanted) not in _TRANSLATED:
        tables = merge(source(name), SOURCE_LANGUAGE, wanted, translate)
        _TRANSLATED[name, wanted] = read_form(compile_tables(tables).xml)
    return _TRANSLATED[name, wanted]
