"""Records of the store, and somebody at the desk, as they are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from caseworker.model.ids import PersonId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Channel, NameVariant, Person, SafeContact, Sex
from caseworker.people.duplicates.known import Known
from caseworker.ports import Reads, one_of

_PHONES = (Channel.PHONE, Channel.MESSAGE)
_TOLD_SEX = (Sex.FEMALE, Sex.MALE, Sex.OTHER)
_FIELDS = (
    "id", "given_name", "family_name", "called", "date_of_birth", "sex", "nationalities",
)  # fmt: skip
_NOBODY = PersonId(UUID(int=0))


@dataclass(frozen=True, kw_only=True)
class AtTheDesk:
    """What is known of whoever stands there, as far as it is typed."""

    given_name: str = ""
    family_name: str = ""
    called: str = ""
    date_of_birth: PartialDate | None = None
    sex: Sex = Sex.NOT_ASKED
    nationalities: tuple[str, ...] = ()


def at_the_desk(somebody: AtTheDesk) -> Known[PersonId]:
    """Return whoever stands there as she is compared; she has no record."""
    return _known(_NOBODY, (), **vars(somebody))


def as_known(reads: Reads, person: Person) -> Known[PersonId]:
    """Return one record as it is compared."""
    ways = reads.matching(SafeContact, one_of("channel", _PHONES), person_id=person.id)
    told = {name: getattr(person, name) for name in _FIELDS if name != "id"}
    return _known(person.id, tuple(way.address for way in ways), **told)


def everybody(reads: Reads) -> Iterator[Known[PersonId]]:
    """Yield every record, and each further name of somebody once more."""
    phones: dict[UUID, tuple[str, ...]] = defaultdict(tuple)
    for person_id, address in reads.fields(
        SafeContact, ("person_id", "address"), one_of("channel", _PHONES)
    ):
        phones[person_id] += (address,)
    people: dict[UUID, Known[PersonId]] = {}
    for key, given, family, called, born, sex, nationalities in reads.fields(Person, _FIELDS):
        one = _known(key, phones[key], given, family, called, born, sex, nationalities)
        people[key] = one
        yield one
    for person_id, name in reads.fields(NameVariant, ("person_id", "name")):
        of = people.get(person_id)
        if of is not None:
            yield _named_otherwise(of, name)


def _known(
    key: PersonId,
    phones: tuple[str, ...],
    given_name: str,
    family_name: str,
    called: str,
    date_of_birth: PartialDate | None,
    sex: Sex,
    nationalities: tuple[str, ...],
) -> Known[PersonId]:
    year, month, day, about = _birth(date_of_birth)
    return Known(
        key=key,
        given_name=given_name or called,
        family_name=family_name,
        year=year,
        month=month,
        day=day,
        about=about,
        sex=sex.value if sex in _TOLD_SEX else "",
        nationalities=nationalities,
        phones=phones,
    )


def _named_otherwise(known: Known[PersonId], name: str) -> Known[PersonId]:
    given, _space, family = name.partition(" ")
    return replace(known, given_name=given, family_name=family)


def _birth(born: PartialDate | None) -> tuple[int, int, int, int]:
    """Return year, month, day as far as they are known, and by how much the year may be off."""
    if born is None:
        return 0, 0, 0, 0
    year, month, day = (*(int(part) for part in born.edtf.rstrip("~").split("-")), 0, 0)[:3]
    return year, month, day, int(born.estimated)
