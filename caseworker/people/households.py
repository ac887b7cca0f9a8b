"""Households: who came together, and the ties as they are said (R-169, R-209)."""

from __future__ import annotations

from uuid import UUID

from caseworker.answers import Answers, fill, typed
from caseworker.findings import pass_gate, stops
from caseworker.model.ids import HouseholdId, PersonId, RelationshipId
from caseworker.model.person import Household, HouseholdMembership, Person, Relationship, Tie
from caseworker.ports import Reads, UnitOfWork, missing
from caseworker.text import N_


def household_of(reads: Reads, person_id: PersonId) -> Household | None:
    """Return the household in which a person is now, or None."""
    places = reads.matching(
        HouseholdMembership, missing("until"), person_id=person_id, order_by="-since", limit=1
    )
    return reads.find(Household, places[0].household_id) if places else None


def keep_household(
    work: UnitOfWork, person: Person, answers: Answers, known: tuple[Relationship, ...]
) -> tuple[Household, tuple[Relationship, ...]]:
    """Keep the facts of the journey, and what each is said to be to *person*.

    A tie is a claim: it opens nothing until somebody has verified it. One that was verified stays
    as it is, and so does one that was taken out of the form.

    Raises:
        GateClosed: somebody is named without what they are to the person.
    """
    household = household_of(work, person.id) or _new_household(work, person)
    fill(household, answers.of("household"))
    ties = {tie.id: tie for tie in known}
    kept = []
    for row in answers.rows.get("relationship", ()):
        said = {name: text for name, text in row.items() if name != "id"}
        if not any(said.values()):
            continue
        _tell_the_tie(said)
        kept.append(_tie(work, person, UUID(row["id"]), said, ties))
    return household, tuple(kept)


def _new_household(work: UnitOfWork, person: Person) -> Household:
    household = Household(id=HouseholdId(work.new_id()), formed_at=work.now())
    work.add(household)
    work.add(
        HouseholdMembership(
            id=work.new_id(),
            household_id=household.id,
            person_id=person.id,
            head=True,
            since=work.now(),
        )
    )
    return household


def _tell_the_tie(said: dict[str, str]) -> None:
    if said.get("tie"):
        return
    what, why = (
        N_("What one of them is to the first person is missing"),
        N_("Not related is an answer too. Without one, nobody knows who belongs together."),
    )
    pass_gate((stops("tie-missing", what, why, "R-209", answer="relationship.tie"),))


def _tie(
    work: UnitOfWork,
    person: Person,
    key: UUID,
    said: dict[str, str],
    known: dict[RelationshipId, Relationship],
) -> Relationship:
    tie = known.get(RelationshipId(key))
    if tie is None:
        values = typed(Relationship, said)
        tie = Relationship(
            id=RelationshipId(key),
            person_id=person.id,
            tie=values.pop("tie", Tie.OTHER_RELATIVE),
            claimed_at=work.now(),
            **values,
        )
        work.add(tie)
    elif tie.verified_at is None:
        fill(tie, said)
    return tie
