"""What a test says that it shows is what it demands, number for number."""

from __future__ import annotations

import pytest

from tests.form_library import (
    test_demands_on_assessment,
    test_demands_on_health_and_dignity,
    test_demands_on_house_and_help,
    test_demands_on_steps,
    test_demands_on_talks,
)

MODULES = (
    test_demands_on_assessment,
    test_demands_on_health_and_dignity,
    test_demands_on_house_and_help,
    test_demands_on_steps,
    test_demands_on_talks,
)


def _marks(test: object) -> dict[str, pytest.Mark]:
    """Return the marks of a test that runs through demands; of anything else, nothing."""
    marks = {mark.name: mark for mark in getattr(test, "pytestmark", ())}
    through = marks["parametrize"].args[0] if "parametrize" in marks else ""
    return marks if through == "demand" else {}


TESTS = [
    test for module in MODULES for test in vars(module).values() if "requirement" in _marks(test)
]


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.__name__)
def test_the_marks_are_the_demands(test) -> None:  # type: ignore[no-untyped-def]  # a test function
    marks = _marks(test)
    demanded = {demand.number for demand in marks["parametrize"].args[1]}
    assert set(marks["requirement"].args) == demanded
