"""The guides use the very words of the screen, in every language, and explain every error."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from caseworker import errors
from caseworker.text import LANGUAGES, SOURCE_LANGUAGE

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ("user", "supervisor", "administrator")
MOST_LINES = 360

BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
CHAPTER = re.compile(r'^<a id="([a-z-]+)"></a>\n\n## \S.*$', re.MULTILINE)
STEP = re.compile(r"^(\d+)\. ", re.MULTILINE)
PLACE = re.compile(r"\{\w+\}")


def guide(name: str, language: str) -> str:
    return (ROOT / "docs" / "guide" / f"{name}.{language}.md").read_text(encoding="utf-8")


def as_read(words: str) -> str:
    """Return *words* as a guide writes them: "…" where the screen fills something in."""
    return PLACE.sub("…", words).replace("\u2068", "").replace("\u2069", "")


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return every source text with what *language* says for it, from the catalogue itself."""
    source = language == SOURCE_LANGUAGE
    folder = ROOT / "caseworker" / "resources" / "locale" / ("fr" if source else language)
    with (folder / "LC_MESSAGES" / "caseworker.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    said: dict[str, str] = {}
    for message in messages:
        sources = message.id if isinstance(message.id, list | tuple) else [message.id]
        words = message.string if isinstance(message.string, list | tuple) else [message.string]
        # A plural has more forms than sources in some languages, and fewer in others.
        forms = sources if source else [each or "" for each in words]
        said |= dict(zip(sources, forms, strict=False))
    return said


def interface_texts(language: str) -> frozenset[str]:
    return frozenset(as_read(words) for words in catalogue(language).values() if words)


def known_errors() -> list[type[errors.KnownError]]:
    return [
        each
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, errors.KnownError) and hasattr(each, "code")
    ]


def chapters(text: str) -> list[tuple[str, list[str]]]:
    """Return each chapter with the numbers of its steps, in order."""
    found = list(CHAPTER.finditer(text))
    ends = [each.start() for each in found[1:]] + [len(text)]
    return [
        (each[1], STEP.findall(text[each.end() : end]))
        for each, end in zip(found, ends, strict=True)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", GUIDES)
def test_every_bold_word_stands_on_the_screen(name: str, language: str) -> None:
    bold = {as_read(words) for words in BOLD.findall(guide(name, language))}
    assert bold
    assert sorted(bold - interface_texts(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", known_errors(), ids=lambda error: error.code)
def test_every_error_is_explained_to_the_administrator(
    error: type[errors.KnownError], language: str
) -> None:
    words = {source: as_read(said) for source, said in catalogue(language).items()}
    line = next(
        line
        for line in guide("administrator", language).splitlines()
        if f"**{words[error.happened]}**" in line
    )
    assert words[error.safe] in line
    assert words[error.next_step] in line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", GUIDES)
def test_all_languages_have_the_same_chapters_and_steps(name: str, language: str) -> None:
    here = guide(name, language)
    assert chapters(here) == chapters(guide(name, SOURCE_LANGUAGE))
    assert here.count("\n## ") == len(chapters(here))
    assert all(steps for _chapter, steps in chapters(here))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", GUIDES)
def test_guides_stay_short_and_leave_no_place_open(name: str, language: str) -> None:
    text = guide(name, language)
    assert len(text.splitlines()) <= MOST_LINES
    assert "[[" not in text
    assert not PLACE.search(text)


@pytest.mark.parametrize("name", GUIDES)
def test_every_language_names_the_same_keys_and_commands(name: str) -> None:
    typed = {
        language: sorted(re.findall(r"`([A-Za-z~%][^`]*)`", guide(name, language)))
        for language in LANGUAGES
    }
    for language in LANGUAGES:
        kept = [words for words in typed[language] if words not in {"like this", "ainsi", "así"}]
        assert kept == [words for words in typed[SOURCE_LANGUAGE] if words != "like this"]
