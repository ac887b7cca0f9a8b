"""Every value and every error has words, in every language that is complete."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from enum import Enum
from pathlib import Path

import pytest

import caseworker.model
from caseworker import errors
from caseworker.text import LANGUAGES, Text, isolate
from caseworker.words import item_name, source_name

UNSPOKEN = {"InterpreterTie", "FeedbackState"}
"""Enumerations that no screen names yet."""


def enumerations() -> list[type[Enum]]:
    found: set[type[Enum]] = set()
    for module in pkgutil.iter_modules(caseworker.model.__path__):
        names = vars(importlib.import_module(f"caseworker.model.{module.name}")).values()
        found |= {each for each in names if isinstance(each, type) and issubclass(each, Enum)}
    return sorted(
        (each for each in found if each.__module__.startswith("caseworker")),
        key=lambda each: each.__name__,
    )


@pytest.mark.parametrize("kind", enumerations(), ids=lambda kind: kind.__name__)
def test_every_value_is_named(kind: type[Enum]) -> None:
    if kind.__name__ in UNSPOKEN:
        return
    assert all(source_name(value) for value in kind)


def known_errors() -> list[type[errors.KnownError]]:
    found = [
        each
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, errors.KnownError)
    ]
    return [each for each in found if hasattr(each, "code")]


@pytest.mark.parametrize("kind", known_errors(), ids=lambda kind: kind.__name__)
def test_every_error_says_what_happened_what_is_safe_and_what_next(
    kind: type[errors.KnownError],
) -> None:
    for sentence in (kind.happened, kind.safe, kind.next_step):
        assert sentence.endswith("."), sentence
    assert errors.__doc__ is not None
    assert kind.__name__ in errors.__doc__


def sources() -> list[Path]:
    packages = (Path(caseworker.__path__[0]), Path(caseworker.__path__[0]).parent / "ui")
    return [path for package in packages for path in sorted(package.rglob("*.py"))]


def test_no_words_hide_in_a_formatted_string() -> None:
    """The catalogues do not find words there, so that they would stay English."""
    marks = {"_", "N_", "ngettext", "text", "plural", "within"}
    hidden = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.JoinedStr):
                continue
            for call in (each for each in ast.walk(node) if isinstance(each, ast.Call)):
                name = getattr(call.func, "id", getattr(call.func, "attr", ""))
                first = call.args[0] if call.args else None
                if name in marks and isinstance(first, ast.Constant):
                    hidden.append(f"{path.name}:{call.lineno}")
    assert hidden == []


def test_codes_are_unique() -> None:
    codes = [kind.code for kind in known_errors()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("language", LANGUAGES)
def test_digits_follow_the_language(language: str) -> None:
    text = Text(language)
    assert text.number(12) == ("١٢" if language == "ar" else "12")
    assert text.right_to_left is (language == "ar")


@pytest.mark.parametrize(
    ("item", "words"),
    [("first name", "First name"), ("plan", "The plan"), ("her bicycle", "her bicycle")],
)
def test_what_was_agreed_is_named(item: str, words: str) -> None:
    assert item_name(item, Text("en")) == words


def test_an_unknown_language_speaks_english() -> None:
    assert Text("tlh").language == "en"


def test_isolates_wrap() -> None:
    assert isolate("7QK-482") == "\u20687QK-482\u2069"
