"""The report of one month after another, through the product's own path."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseworker.aggregates.going_out import prepare, send
from caseworker.aggregates.monthly_report import Report, prepare_report
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.aggregates.publication import Publication
from caseworker.aggregates.relation import relation_of
from caseworker.model.case import Case, CaseStatus
from caseworker.model.ids import CaseId, PersonId, ProviderId, ReferralId
from caseworker.model.person import Person, Sex
from caseworker.model.referral import Referral, ReferralState
from caseworker.model.review import Closure, ClosureReason
from caseworker.ports import UnitOfWork
from tests.scene import AMINA, JOSEPHINE, Scene

MONTHS = ((date(2026, 11, 1), date(2026, 11, 30)), (date(2026, 12, 1), date(2026, 12, 31)))
ANSWERS = (ReferralState.SENT, ReferralState.ACCEPTED, ReferralState.DECLINED)
REASONS = (ClosureReason.RETURNED, ClosureReason.SUPPORT_ENDED)


def come(scene: Scene, people: int, referred: int, closed: int) -> None:
    """Register *people* with a case each, of whom some are referred and some leave."""
    before = scene.as_(AMINA).ask(lambda reads: reads.count(Person))
    for number in range(people):
        born = str(1950 + (before + number) * 7 % 55)
        person = scene.registered(born=born, sex=(Sex.FEMALE, Sex.MALE)[number % 2])
        case = scene.case(person)
        if number < referred:
            refer(scene, person, case, ANSWERS[number % 3])
        if number < closed:
            close(scene, case, REASONS[number % 2])


def refer(scene: Scene, person: PersonId, case: CaseId, state: ReferralState) -> None:
    def act(work: UnitOfWork) -> None:
        work.add(
            Referral(
                id=ReferralId(work.new_id()), case_id=case, person_id=person,
                provider_id=ProviderId(uuid4()), need="A room", state=state,
                prepared_at=work.now(), prepared_by=work.actor.user_id, sent_at=work.now(),
            )
        )  # fmt: skip

    scene.do(act)


def close(scene: Scene, case_id: CaseId, reason: ClosureReason) -> None:
    def act(work: UnitOfWork) -> None:
        case = work.get(Case, case_id)
        case.status, case.closed_at = CaseStatus.CLOSED, work.now()
        work.add(
            Closure(
                id=work.new_id(), case_id=case_id, reason=reason,
                prepared_at=work.now(), prepared_by=work.actor.user_id,
            )
        )  # fmt: skip

    scene.do(act)


def report(scene: Scene, days: tuple[date, date]) -> Report:
    """Prepare the report of *days* and send it."""
    scene.as_(JOSEPHINE)
    made = scene.ask(lambda reads: prepare_report(reads, *days, scene.moment))
    scene.do(lambda work: send(work, made.tables, "Ministry", "monthly report"))
    return made


def holds(made: Report) -> None:
    """Check that what is small is hidden, what is shown is so, and nobody works one out."""
    for table in made.tables:
        assert table.attack.narrowed == ()
        for cell, number in table.table.counts.items():
            if table.publication.is_known(cell):
                assert table.publication.shown[cell] == number
                assert not Policy.DEFAULT.is_small(number)


parts = st.tuples(st.integers(0, 30), st.integers(0, 20), st.integers(0, 12))


@pytest.mark.requirement("R-449")
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(parts, min_size=2, max_size=4))
def test_every_month_has_its_report_and_none_gives_anybody_away(
    months: list[tuple[int, int, int]],
) -> None:
    scene = Scene()
    for number, (people, referred, closed) in enumerate(months):
        come(scene, people, referred, closed)
        holds(report(scene, MONTHS[number // 2]))
        scene.later(days=8)


def test_the_report_is_sent_again_after_somebody_came() -> None:
    scene = Scene()
    come(scene, 30, 20, 12)
    first = report(scene, MONTHS[0])
    scene.later(days=1)
    come(scene, 2, 1, 1)
    second = report(scene, MONTHS[0])
    holds(second)
    people = Population.REGISTERED
    told = [
        next(each.publication.shown for each in made.tables if each.scope.population is people)
        for made in (first, second)
    ]
    changes = {told[1][cell] - number for cell, number in told[0].items() if cell in told[1]}
    assert not changes & {1, 2, 3, 4}


def test_who_stands_to_whom_does_not_hang_on_what_else_is_counted() -> None:
    """Beside another population other publications come before; their places differ."""
    scene = Scene()
    come(scene, 30, 20, 12)
    first = report(scene, MONTHS[0])
    earlier = {each.scope.population: each.publication for each in first.tables}
    after = scene.ask(
        lambda reads: prepare(
            reads, Scope(Population.REFERRED, *MONTHS[0]), [Facet.ANSWER], scene.moment
        )
    )
    populations = (Population.REGISTERED, Population.REFERRED)
    known = {earlier[population].digest for population in populations}
    assert after.publication.relations.keys() == known
    again = Publication.from_document(after.publication.document())
    assert again.digest == after.publication.digest
    for population in populations:
        one = earlier[population]
        assert relation_of(again, one) is after.publication.relations[one.digest]
