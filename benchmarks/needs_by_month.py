"""What can be told of needs month after month, and how long it takes.

`python -m benchmarks.needs_by_month` lets people come to invented centres for a year, who need
several things at once. After each month its registrations go out by age and sex, then by each
public need alone, nine tables a month, protected against all that went out before.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from caseworker.aggregates.going_out import prepare, send
from caseworker.aggregates.populations import NEEDS, Facet, Population, Scope
from caseworker.model.ids import PersonId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person, Sex
from caseworker.ports import UnitOfWork
from tests.scene import JOSEPHINE, Scene

COMING = (12, 35, 140)
"""How many people are registered each month."""
MONTHS = 12
_BORN = (2024, 2017, 2011, 2002, 1988, 1974, 1955)
_WEIGHTS = (5, 8, 8, 35, 28, 11, 5)
_HOW_OFTEN = (0.3, 0.45, 0.4, 0.25, 0.12, 0.1, 0.2, 0.03, 0.15)
"""How often each need is named, in the order of `NEEDS`."""


def main() -> None:
    """Print for each centre what is hidden of each kind of table, and the seconds they take."""
    public = [need for need in NEEDS if need is not Facet.NEEDED_SAFETY]
    for people in COMING:
        scene, chance = Scene().as_(JOSEPHINE), Random(people)
        by_age, by_needs = _Told(), _Told()
        for _month in range(MONTHS):
            first = scene.moment.date().replace(day=1)
            following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            _come(scene, chance, people)
            scope = Scope(Population.REGISTERED, first, following - timedelta(days=1))
            by_age.add(scene, scope, Facet.AGE, Facet.SEX)
            for need in public:
                by_needs.add(scene, scope, need)
            scene.later(days=(following - scene.moment.date()).days)
        print(f"{people:4} a month: by age and sex {by_age}; by needs {by_needs}")


@dataclass
class _Told:
    """What went out: its counts, how many of them were hidden, and what it took."""

    counts: int = 0
    hidden: int = 0
    narrowed: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, scene: Scene, scope: Scope, *facets: Facet) -> None:
        begun = time.process_time()
        table = scene.ask(lambda reads: prepare(reads, scope, facets, scene.moment))
        self.seconds.append(time.process_time() - begun)
        scene.do(lambda work: send(work, [table], "Ministry", ""))
        self.counts += len(table.publication.told)
        self.hidden += len(table.publication.hidden)
        self.narrowed += len(table.attack.narrowed)

    def __str__(self) -> str:
        return (
            f"{self.hidden} of {self.counts} hidden, {self.narrowed} told too closely,"
            f" {sum(self.seconds):.0f} s, at most {max(self.seconds):.1f}"
        )


def _come(scene: Scene, chance: Random, people: int) -> None:
    def act(work: UnitOfWork) -> None:
        for _person in range(people):
            needs = zip(NEEDS.values(), _HOW_OFTEN, strict=True)
            work.add(
                Person(
                    id=PersonId(work.new_id()),
                    date_of_birth=PartialDate(str(chance.choices(_BORN, _WEIGHTS)[0])),
                    sex=chance.choice((Sex.FEMALE, Sex.MALE)),
                    immediate_needs=tuple(need for need, often in needs if chance.random() < often),
                    registered_at=work.now(),
                    registered_by=work.actor.user_id,
                )
            )

    scene.do(act)


if __name__ == "__main__":
    main()
