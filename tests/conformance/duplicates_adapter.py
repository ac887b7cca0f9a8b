"""Finding people who are registered twice behind the interface of the conformance runner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from statistics import median_low

from caseworker.people.duplicates.index import PeopleIndex
from caseworker.people.duplicates.known import Known


class Index:
    """Records that are known; asked for those most like another."""

    def __init__(self, records: Iterable[Mapping[str, str]]) -> None:
        kept = list(records)
        told = [_year_told(record) for record in kept]
        years = [year for year in told if year is not None]
        self._year = median_low(years) if years else datetime.now(UTC).year
        self._people = PeopleIndex(known_person(record, self._year) for record in kept)

    def query(self, record: Mapping[str, str], k: int) -> list[tuple[str, float]]:
        """Return ids and scores of the *k* records most like *record*, best first."""
        found = self._people.query(known_person(record, self._year), k)
        return [(one.key, one.score) for one in found]


def index(records: Iterable[Mapping[str, str]]) -> Index:
    """Return an index of *records*, dicts of strings as the conformance runner tells them."""
    return Index(records)


def _year_told(record: Mapping[str, str]) -> int | None:
    """Return in which year the age was told, where both age and year of birth are."""
    born, age = record.get("date_of_birth", ""), record.get("age", "")
    return int(born[:4]) + int(age) if born[:4].isdigit() and age.isdigit() else None


def known_person(record: Mapping[str, str], today: int) -> Known[str]:
    """Return a record as it is compared; ages were told in the year *today*."""
    born, age = record.get("date_of_birth", ""), record.get("age", "")
    year, month, day, about = 0, 0, 0, 0
    if born:
        year, month, day = (*(int(part) for part in born.split("-")), 0, 0)[:3]
    elif age.isdigit():
        year, about = today - int(age), 1
    nationality, phone = record.get("nationality", ""), record.get("phone", "")
    return Known(
        key=record.get("id", ""),
        given_name=record.get("given_name", ""),
        family_name=record.get("family_name", ""),
        year=year,
        month=month,
        day=day,
        about=about,
        sex=record.get("sex", ""),
        nationalities=(nationality,) if nationality else (),
        phones=(phone,) if phone else (),
    )
