"""The time to keep a record: when it is over, who looks at it, and what is decided (R-442)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseworker.centre.settings import the_centre
from caseworker.errors import InvalidValue, NotAllowed
from caseworker.model.case import Case, CaseStatus
from caseworker.model.erasure import Erasure, ErasureCause, KeptLonger
from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.people.arrivals import arrivals_of
from caseworker.people.duplicates.standing import other_records_of, second_records
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork, before, missing, one_of
from caseworker.text import N_

_PORTION = 400


@dataclass(frozen=True)
class TimeOver:
    """A record whose time is over."""

    person_id: PersonId
    since: date


def times_over(reads: Reads, *, most: int) -> list[TimeOver]:
    """Return the records whose time is over and about which nobody has decided, oldest first.

    A record's time begins when its last case ends; without any case, when it was made, or when she
    came again. Of several records of one person it begins when the work in all of them has ended.
    """
    years = the_centre(reads).keep_closed_for
    if not years:
        return []
    today = reads.now().date()
    limit = _years_before(reads.now(), years)
    newest = {
        each.person_id: each for each in reads.matching(KeptLonger, order_by=("decided_at", "id"))
    }
    settled = {person for person, each in newest.items() if each.until >= today}
    settled |= {each.person_id for each in _under_way(reads)}
    old = reads.matching(Person, before("registered_at", limit))
    in_question = [person for person in old if person.id not in settled]
    records = _records_of_one(reads)
    found = []
    for start in range(0, len(in_question), _PORTION):
        some = in_question[start : start + _PORTION]
        cases: dict[PersonId, list[Case]] = {person.id: [] for person in some}
        for case in reads.matching(Case, one_of("person_id", list(cases))):
            cases[case.person_id].append(case)
        for person in some:
            others = records.get(person.id, ())
            ended = _last_of(
                _ended_at(reads, person, cases[person.id]),
                *(_ended_in(reads, other) for other in others),
            )
            if ended is not None and ended < limit:
                found.append(TimeOver(person.id, _years_after(ended, years).date()))
    return sorted(found, key=lambda each: each.since)[:most]


def is_over(reads: Reads, person_id: PersonId) -> bool:
    """Return whether the time to keep this record is over."""
    years = the_centre(reads).keep_closed_for
    others = other_records_of(reads, person_id)
    ended = _last_of(*(_ended_in(reads, each) for each in (person_id, *others)))
    return bool(years) and ended is not None and ended < _years_before(reads.now(), years)


def keep_longer(
    work: UnitOfWork, person_id: PersonId, *, reason: str, until: date, law: str = ""
) -> KeptLonger:
    """Keep a record, with the reason, until somebody looks again; the newest decision counts.

    Raises:
        NotAllowed: the actor is no data protection officer.
        InvalidValue: the reason is missing, or the day has passed.
    """
    require(work.actor, Act.DECIDE_REQUEST)
    work.get(Person, person_id)
    if not reason.strip():
        raise InvalidValue(what=N_("Why the record is kept"))
    if until <= work.now().date():
        raise InvalidValue(what=N_("The day to look again"))
    kept = KeptLonger(
        id=work.new_id(),
        person_id=person_id,
        reason=reason,
        law=law,
        until=until,
        decided_at=work.now(),
        decided_by=work.actor.user_id,
    )
    work.add(kept)
    work.record("record kept longer", person_id)
    return kept


def kept_by_law(reads: Reads, person_id: PersonId) -> KeptLonger | None:
    """Return the decision to keep the record for a law, where it is the newest and holds."""
    held = reads.matching(KeptLonger, person_id=person_id, order_by=("-decided_at", "-id"), limit=1)
    if not held or not held[0].law.strip() or held[0].until < reads.now().date():
        return None
    return held[0]


def erase_as_time_is_over(work: UnitOfWork, person_id: PersonId) -> Erasure:
    """Decide that a record whose time is over is erased; a second person agrees before it is.

    Raises:
        NotAllowed: the actor is no data protection officer, the time is not over, or an erasure
            of this record is under way.
    """
    require(work.actor, Act.DECIDE_REQUEST)
    under_way = any(each.person_id == person_id for each in _under_way(work))
    if under_way or not is_over(work, person_id):
        raise NotAllowed(act=Act.DECIDE_REQUEST.value)
    erasure = Erasure(
        id=work.new_id(),
        number=erasure_number(work),
        person_id=person_id,
        cause=ErasureCause.TIME_IS_OVER,
        asked_at=work.now(),
        decided_at=work.now(),
        decided_by=work.actor.user_id,
    )
    work.add(erasure)
    work.record("erasure decided", erasure.id)
    return erasure


def erasure_number(work: UnitOfWork) -> str:
    """Return the number of the next erasure: laptop and counter, nothing about anybody."""
    return f"{work.device_code}-E{work.next_number('erasure')}"


def _under_way(reads: Reads) -> list[Erasure]:
    return reads.matching(Erasure, missing("carried_out_at"), missing("called_off_at"))


def _records_of_one(reads: Reads) -> dict[PersonId, tuple[PersonId, ...]]:
    """Return for each person of several records, by each of them, the others."""
    groups: dict[PersonId, set[PersonId]] = {}
    for second, first in second_records(reads).items():
        groups.setdefault(first, {first}).add(second)
    return {each: tuple(group - {each}) for group in groups.values() for each in group}


def _ended_in(reads: Reads, person_id: PersonId) -> datetime | None:
    person = reads.get(Person, person_id)
    return _ended_at(reads, person, reads.matching(Case, person_id=person_id))


def _last_of(*ended: datetime | None) -> datetime | None:
    """Return when the work in all records had ended, or None while it goes on in one."""
    known = [each for each in ended if each is not None]
    return max(known) if len(known) == len(ended) else None


def _ended_at(reads: Reads, person: Person, cases: Sequence[Case]) -> datetime | None:
    """Return when the work with a person ended, or None while it goes on."""
    if any(case.status is CaseStatus.OPEN for case in cases):
        return None
    ended = max((case.closed_at or case.opened_at for case in cases), default=person.registered_at)
    # Whoever came again was here since.
    came = arrivals_of(reads, person) if person.earlier_arrivals else ()
    return max([ended, *(arrival.arrived_at for arrival in came)])


def _years_before(moment: datetime, years: int) -> datetime:
    return _years_after(moment, -years)


def _years_after(moment: datetime, years: int) -> datetime:
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:  # 29 February
        return moment.replace(year=moment.year + years, day=28)
