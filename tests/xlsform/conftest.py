from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count

import pytest

from forms import FormEntry, Surroundings, read_form
from forms.compiler import compile_tables

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


@pytest.fixture
def surroundings() -> Surroundings:
    numbers: Iterator[int] = count(1)
    return Surroundings(
        now=lambda: NOON,
        random=lambda: 0.25,
        unique=lambda: f"00000000-0000-4000-8000-{next(numbers):012d}",
        properties={"deviceid": "device"},
    )


@pytest.fixture
def begin(surroundings: Surroundings) -> Callable[..., FormEntry]:
    """Begin a form that is written as Markdown tables in the test."""

    def begin_form(tables: str, **options: object) -> FormEntry:
        form = read_form(compile_tables(tables).xml)
        return FormEntry(form, surroundings=surroundings, **options)  # type: ignore[arg-type]  # as given

    return begin_form


@pytest.fixture
def result_of(surroundings: Surroundings) -> Callable[[str], str]:
    """The text that an expression gives, as a calculation of a text question."""

    def compute(expression: str) -> str:
        escaped = expression.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        xml = (
            '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">'
            '<h:head><model><instance><data id="t"><a>3</a><b/><c/></data></instance>'
            f'<bind nodeset="/data/c" calculate="{escaped}"/></model></h:head><h:body/></h:html>'
        )
        return FormEntry(read_form(xml), surroundings=surroundings).value("/data/c")

    return compute
