"""How much of a caseload can be told month after month, and how much of who came.

`python -m benchmarks.month_by_month` lets invented centres work for eight months: each month a
seventh comes and an eighth leaves. At the end of each the open cases and the registrations of the
month go out by seven bands of age and by sex, protected against all that went out before.
"""

from __future__ import annotations

from datetime import date
from random import Random

from caseworker.aggregates.going_out import prepare, send
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.model.case import Case, CaseStatus
from caseworker.model.ids import CaseId, PersonId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Sex
from caseworker.ports import UnitOfWork
from tests.scene import JOSEPHINE, Scene

SIZES = (72, 130, 250, 1_000)
MONTHS = 8
_BY = (Facet.AGE, Facet.SEX)
_BORN = (2024, 2017, 2011, 2002, 1988, 1974, 1955)
_WEIGHTS = (5, 8, 8, 35, 28, 11, 5)


def main() -> None:
    """Print a line for each size of centre: hidden counts of all, month after month."""
    for size in SIZES:
        centre = _Centre(size)
        cases, registered = zip(*(centre.month() for _month in range(MONTHS)), strict=True)
        print(f"{size:5} open cases hidden: {', '.join(cases)}")
        print(f"{size:5} registered hidden: {', '.join(registered)}")


class _Centre:
    def __init__(self, size: int) -> None:
        self._scene, self._chance, self._size = Scene().as_(JOSEPHINE), Random(size), size
        self._open: list[CaseId] = []
        self._number = 0
        self._come(size)

    def month(self) -> tuple[str, str]:
        """Tell of one month, then let people come and leave."""
        today = self._scene.moment.date()
        first = date(today.year, today.month, 1)
        shares = (
            self._told(Scope(Population.WITH_OPEN_CASE, first, today)),
            self._told(Scope(Population.REGISTERED, first, today)),
        )
        # The same day of the next month, so that months share no day.
        following = date(today.year + today.month // 12, today.month % 12 + 1, today.day)
        self._scene.later(days=(following - today).days)
        self._leave(self._size // 8)
        self._come(self._size // 7)
        return shares

    def _told(self, scope: Scope) -> str:
        table = self._scene.ask(lambda reads: prepare(reads, scope, _BY, self._scene.moment))
        self._scene.do(lambda work: send(work, [table], "Ministry", ""))
        return f"{len(table.publication.hidden)} of {len(table.publication.told)}"

    def _come(self, people: int) -> None:
        def act(work: UnitOfWork) -> None:
            for _person in range(people):
                person = Person(
                    id=PersonId(work.new_id()),
                    date_of_birth=PartialDate(str(self._chance.choices(_BORN, _WEIGHTS)[0])),
                    sex=self._chance.choice((Sex.FEMALE, Sex.MALE)),
                    registered_at=work.now(),
                    registered_by=work.actor.user_id,
                )
                self._number += 1
                case = Case(
                    id=CaseId(work.new_id()), number=str(self._number), person_id=person.id,
                    opened_at=work.now(), opened_by=work.actor.user_id,
                )  # fmt: skip
                work.add(person)
                work.add(case)
                self._open.append(case.id)

        self._scene.do(act)

    def _leave(self, people: int) -> None:
        self._chance.shuffle(self._open)
        gone, self._open = self._open[:people], self._open[people:]

        def act(work: UnitOfWork) -> None:
            for key in gone:
                case = work.get(Case, key)
                case.status, case.closed_at = CaseStatus.CLOSED, work.now()

        self._scene.do(act)


if __name__ == "__main__":
    main()
