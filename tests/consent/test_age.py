"""Whose word counts at which age; a disputed age counts as a child's."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from caseworker.consent.age import Band, band, is_child, needed
from caseworker.consent.children import child_findings
from caseworker.consent.talk import Talk
from caseworker.model.consent import KindOfConsent
from caseworker.model.ids import CentreId, PersonId, UserId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person
from caseworker.model.staff import Centre
from caseworker.model.values import Answer
from tests.scene import GOOD_TALK, Scene, codes

TODAY = date(2026, 11, 18)
CENTRE = Centre(id=CentreId(uuid4()), name="Harbour Gate")


def person(born: str | None, *, disputed: bool = False) -> Person:
    key = PersonId(uuid4())
    return Person(
        id=key,
        date_of_birth=PartialDate(born) if born else None,
        age_disputed=disputed,
        registered_at=datetime(2026, 11, 18, tzinfo=UTC),
        registered_by=UserId(key),
    )


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2022", Band.INFANT),
        ("2018-03", Band.CHILD),
        ("2013-11-18", Band.YOUNG_ADOLESCENT),
        ("2010-01-01", Band.ADOLESCENT),
        ("2008-11-18", Band.ADULT),
        ("2008-11-19", Band.ADOLESCENT),
        ("1996~", Band.ADULT),
        (None, Band.ADULT),
    ],
)
def test_bands(born: str | None, expected: Band) -> None:
    assert band(person(born), CENTRE, TODAY) is expected


def test_an_estimate_near_eighteen_counts_as_a_childs() -> None:
    assert is_child(person("2008~"), TODAY)
    assert not is_child(person("2005~"), TODAY)


@pytest.mark.parametrize("born", [None, "1990", "2008~"])
def test_a_disputed_age_counts_as_a_childs(born: str | None) -> None:
    disputed = person(born, disputed=True)
    assert is_child(disputed, TODAY)
    assert band(disputed, CENTRE, TODAY) is not Band.ADULT


@pytest.mark.requirement("R-437", "R-438")
def test_a_child_of_ten_needs_a_guardian_and_is_heard() -> None:
    wanted = needed(person("2016"), CENTRE, TODAY)
    guardian = Talk(
        setting=GOOD_TALK.setting, evidence=GOOD_TALK.evidence, kind=KindOfConsent.GUARDIAN
    )
    assert codes(child_findings(wanted, GOOD_TALK, Answer.NOT_ASKED)) == {
        "guardian-needed",
        "assent-missing",
    }
    assert codes(child_findings(wanted, guardian, Answer.NO)) == {"child-says-no"}
    assert child_findings(wanted, guardian, Answer.YES) == ()


def test_bands_are_the_centres_own(scene: Scene) -> None:
    strict = Centre(id=CENTRE.id, name="Other", age_bands=(6, 12, 18, 18))
    assert needed(person("2010"), strict, TODAY).guardian
    assert not needed(person("2010"), CENTRE, TODAY).guardian
