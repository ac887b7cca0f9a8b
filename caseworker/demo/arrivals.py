"""Who came by number: those of the past weeks who went on, and the three who wait today."""

from __future__ import annotations

from caseworker.demo.staff import DANIEL
from caseworker.demo.story import Act, Story
from caseworker.model.arrival import UrgentNeed
from caseworker.ports import UnitOfWork
from caseworker.reception.check_in import AtTheGate, arrive, leave

WAITING = (
    (
        "07:45",
        AtTheGate(
            described_as="Woman, about 30, and two children",
            people=3,
            children=2,
            language="ti",
            urgent_needs=frozenset({UrgentNeed.MEDICAL}),
            urgent_help="Nurse sees them first",
        ),
    ),
    ("07:50", AtTheGate(described_as="Man, about 40", language="fr")),
    (
        "08:05",
        AtTheGate(
            described_as="Boy, says he is 16",
            language="prs",
            children=1,
            urgent_needs=frozenset({UrgentNeed.CHILD_ALONE}),
            someone_stays=True,
        ),
    ),
)
FIRST_WAITING = 41
"""The number of the first who waits today."""

_PASSED_THROUGH = (
    AtTheGate(described_as="Man, about 25", language="ar"),
    AtTheGate(described_as="Two women, about 20", people=2, language="fr"),
    AtTheGate(described_as="Man, about 50, with a stick", language="uk",
              urgent_needs=frozenset({UrgentNeed.MEDICAL})),
    AtTheGate(described_as="Family of four", people=4, children=2, language="so",
              urgent_needs=frozenset({UrgentNeed.FOOD_OR_WATER, UrgentNeed.CARE_FOR_BABY})),
    AtTheGate(described_as="Woman, about 60", language="es"),
)  # fmt: skip


def tell(story: Story, registered: int) -> None:
    """Tell who passed through and who waits; *registered* numbers are given to others."""
    for place in range(FIRST_WAITING - 1 - registered):
        seen = _PASSED_THROUGH[place % len(_PASSED_THROUGH)]
        story.tell(DANIEL, story.at(62 - place, "17:10"), _passes_through(seen))
    for clock, seen in WAITING:
        story.tell(DANIEL, story.at(0, clock), _waits(seen))


def _passes_through(seen: AtTheGate) -> Act:
    def act(work: UnitOfWork) -> None:
        leave(work, arrive(work, seen).id)

    return act


def _waits(seen: AtTheGate) -> Act:
    return lambda work: arrive(work, seen)
