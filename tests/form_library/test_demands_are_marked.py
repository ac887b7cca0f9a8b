"""What a test says that it shows is what it demands, number for number."""

from __future__ import annotations

import pytest

from tests.form_library import (
    test_demands_on_assessment,
    test_demands_on_house_and_help,
    test_demands_on_talks,
)

MODULES = (test_demands_on_assessment, test_demands_on_house_and_help, test_demands_on_talks)
TESTS = [
    test for module in MODULES for name, test in vars(module).items() if name.startswith("test_")
]


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.__name__)
def test_the_marks_are_the_demands(test) -> None:  # type: ignore[no-untyped-def]  # a test function
    marks = {mark.name: mark for mark in test.pytestmark}
    demanded = {demand.number for demand in marks["parametrize"].args[1]}
    assert set(marks["requirement"].args) == demanded
