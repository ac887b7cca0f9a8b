"""A centre for tests of the domain, built through its own use cases on the in-memory twin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from caseworker.consent.talk import Asked, Talk
from caseworker.findings import Findings
from caseworker.model.arrival import Eligibility
from caseworker.model.case import Case
from caseworker.model.consent import (
    CanDecide,
    Capacity,
    Evidence,
    FormOfConsent,
    Purpose,
    Setting,
)
from caseworker.model.duplicate import Duplicate, DuplicateState
from caseworker.model.ids import CaseId, CentreId, DuplicateId, PersonId, ScreeningId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import Person
from caseworker.model.staff import Centre, Role, Training, User
from caseworker.model.values import Answer
from caseworker.ports import Actor, Reads, UnitOfWork
from caseworker.reception.check_in import AtTheGate, arrive
from caseworker.reception.registration import Facts, Registration, register
from caseworker.reception.screening import screen
from caseworker.steps.identification import Opening, open_case
from tests.twin import TwinOffice, actor

T = TypeVar("T")

AMINA = replace(actor(Role.CASEWORKER, Role.RECEPTION), name="Amina Karim", staff_code="07")
JOSEPHINE = replace(actor(Role.SUPERVISOR), name="Josephine Okafor", staff_code="02")
DANIEL = replace(actor(Role.RECEPTION), name="Daniel Mensah", staff_code="11")
OFFICER = replace(actor(Role.DATA_PROTECTION_OFFICER), name="Ines Duarte", staff_code="04")
ADMINISTRATOR = replace(actor(Role.ADMINISTRATOR), name="Tomas Vega", staff_code="01")
TRAINED = replace(
    actor(Role.CASEWORKER, trainings=frozenset({Training.PROTECTION_SCREENING})), staff_code="08"
)

GOOD_TALK = Talk(
    setting=Setting(private=True, limits_told=True, said_back=True, language="ti"),
    capacity=Capacity(CanDecide.YES, age=True, understanding=True, health=True, feelings=True),
    evidence=Evidence(
        form=FormOfConsent.VERBAL,
        certified_by=AMINA.user_id,
        certified_at=datetime(2026, 11, 18, 9, tzinfo=UTC),
    ),
)
YES_TO_RECORD = Asked(purpose=Purpose.RECORD, answer=Answer.YES)


class Scene:
    """A centre and whoever acts in it; time moves only when told."""

    def __init__(self, who: Actor = AMINA) -> None:
        self.moment = datetime(2026, 11, 18, 9, tzinfo=UTC)
        self.office = TwinOffice(who, clock=lambda: self.moment)
        self.do(
            lambda work: work.add(
                Centre(id=CentreId(work.new_id()), name="Harbour Gate centre", country="MT")
            )
        )

    def as_(self, who: Actor) -> Scene:
        """Let *who* act from now on."""
        self.office.becomes(who)
        return self

    def later(self, **passed: float) -> None:
        """Let time pass."""
        self.moment += timedelta(**passed)

    def do(self, act: Callable[[UnitOfWork], T]) -> T:
        """Keep what *act* does and return its answer."""
        return self.office.perform(act)[0]

    def ask(self, question: Callable[[Reads], T]) -> T:
        """Return the answer to *question*."""
        return self.office.ask(question)

    def screened(self, result: Eligibility = Eligibility.ELIGIBLE) -> ScreeningId:
        """Return the screening of somebody who has just arrived."""

        def receive(work: UnitOfWork) -> ScreeningId:
            arrival = arrive(work, AtTheGate(described_as="Somebody"))
            return screen(work, arrival.id, criteria_met=(), result=result).id

        return self.do(receive)

    def registered(self, born: str = "1996", **facts: object) -> PersonId:
        """Return a person who said yes to a record."""
        registration = Registration(
            screening_id=self.screened(),
            facts=Facts(
                given_name="Selam",
                family_name="Tesfay",
                languages=("ti",),
                date_of_birth=PartialDate(born),
                **facts,  # type: ignore[arg-type]  # named as the fields are
            ),
            asked=(YES_TO_RECORD,),
            talk=GOOD_TALK,
        )
        return self.do(lambda work: register(work, registration).id)

    def held_for_one(
        self,
        first: PersonId,
        second: PersonId,
        state: DuplicateState = DuplicateState.ONE_PERSON,
        why: str = "",
    ) -> DuplicateId:
        """Keep what a laptop that knew of no other word says of two records; return its id."""

        def say(work: UnitOfWork) -> DuplicateId:
            said = Duplicate(
                id=DuplicateId(work.new_id()),
                person_id=first,
                duplicate_id=second,
                state=state,
                asked_at=work.now(),
                asked_by=work.actor.user_id,
                decided_at=None if state is DuplicateState.ASKED else work.now(),
                why=why,
            )
            work.add(said)
            return said.id

        return self.do(say)

    def case(self, person_id: PersonId | None = None) -> CaseId:
        """Return an open case of whoever acts."""
        person = person_id or self.registered()

        def begin(work: UnitOfWork) -> CaseId:
            opening = Opening(person_id=person, assigned_to=work.actor.user_id)
            return open_case(work, opening).id

        return self.do(begin)

    def the_case(self, case_id: CaseId) -> Case:
        """Return the case as it stands."""
        return self.ask(lambda reads: reads.get(Case, case_id))

    def the_person(self, person_id: PersonId) -> Person:
        """Return the person as she stands."""
        return self.ask(lambda reads: reads.get(Person, person_id))


def works_here(scene: Scene, *people: Actor) -> None:
    """Put *people* on the list of staff."""

    def act(work: UnitOfWork) -> None:
        for one in people:
            work.add(
                User(
                    id=one.user_id,
                    name=one.name,
                    staff_code=one.staff_code,
                    roles=one.roles,
                    added_at=work.now(),
                )
            )

    scene.do(act)


def codes(findings: Findings) -> set[str]:
    """Return the codes of findings."""
    return {finding.code for finding in findings}
