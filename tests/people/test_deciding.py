"""Two versions of a field are shown only to those who may see and write the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from caseworker.answers import collect
from caseworker.centre.settings import the_centre
from caseworker.errors import NotAllowed
from caseworker.form_library.filling import keep_filled
from caseworker.form_library.versions import built_in
from caseworker.model.assessment import Assessment, Factor, Level, Polarity
from caseworker.model.audit import FormAnswer
from caseworker.model.case import Case
from caseworker.model.entity import Entity
from caseworker.model.ids import AssessmentId, CaseId
from caseworker.model.incident import Incident, IncidentKind, StaffConcern
from caseworker.model.person import Person
from caseworker.model.plan import ServiceDelivery
from caseworker.model.staff import Role, Training, User
from caseworker.people.deciding import NOBODY, act_for, may_decide
from caseworker.people.restricted import restrict
from caseworker.ports import Actor, UnitOfWork
from caseworker.sync.conflicts import Conflict
from caseworker.views.conflicts import settle
from db.store.registry import kinds
from forms import FormEntry
from tests.scene import ADMINISTRATOR, AMINA, DANIEL, JOSEPHINE, OFFICER, TRAINED, Scene
from tests.twin import actor

BINTA = replace(actor(Role.CASEWORKER), name="Binta Sow", staff_code="09")


def conflict(kind: type[Entity], key: UUID, field: str) -> Conflict:
    return Conflict(kind=kind, entity=key, field=field, protective=False, versions=())


def sees(scene: Scene, who: Actor, about: Conflict) -> bool:
    return scene.as_(who).ask(lambda reads: may_decide(reads, about))


def factor(scene: Scene, case_id: CaseId) -> Conflict:
    """Return a conflict that leads to its person only through assessment and case."""

    def write(work: UnitOfWork) -> Factor:
        assessment = Assessment(id=AssessmentId(work.new_id()), case_id=case_id,
                                held_on=date(2026, 11, 18), held_by=AMINA.user_id)  # fmt: skip
        work.add(assessment)
        made = Factor(id=work.new_id(), assessment_id=assessment.id, level=next(iter(Level)),
                      polarity=next(iter(Polarity)), what="A relative threatens her")  # fmt: skip
        work.add(made)
        return made

    return conflict(Factor, scene.do(write).id, "what")


def enrolled(scene: Scene, who: Actor) -> None:
    scene.do(lambda work: work.add(User(id=who.user_id, name=who.name, staff_code=who.staff_code,
                                        roles=who.roles, added_at=work.now())))  # fmt: skip


def added(scene: Scene, entity: Entity) -> UUID:
    scene.do(lambda work: work.add(entity))
    return entity.id


def test_every_kind_is_decided_about_by_somebody_or_named_as_nobodys() -> None:
    open_kinds = {kind for kind in kinds() if act_for(kind, "") is not None}
    assert open_kinds | NOBODY == set(kinds())
    assert not open_kinds & NOBODY


def test_whoever_is_left_out_of_a_record_sees_none_of_its_versions(scene: Scene) -> None:
    enrolled(scene, AMINA)
    case_id = scene.case()
    person_id = scene.the_case(case_id).person_id
    deep = factor(scene, case_id)
    shallow = conflict(Person, person_id, "called")
    assert sees(scene, BINTA, deep)
    assert sees(scene, BINTA, shallow)
    scene.as_(JOSEPHINE).do(
        lambda work: restrict(work, person_id, open_to=(AMINA.user_id,), reason="A relative")
    )
    for about in (deep, shallow):
        assert sees(scene, AMINA, about)
        assert not sees(scene, BINTA, about)
        assert not sees(scene, JOSEPHINE, about)
    with pytest.raises(NotAllowed):
        scene.as_(BINTA).do(lambda work: settle(work, deep, ""))


def test_reception_sees_what_it_writes_and_nothing_of_cases(scene: Scene) -> None:
    case_id = scene.case()
    person_id = scene.the_case(case_id).person_id
    assert sees(scene, DANIEL, conflict(Person, person_id, "called"))
    assert not sees(scene, DANIEL, conflict(Case, case_id, "risk"))
    assert not sees(scene, DANIEL, factor(scene, case_id))


def test_nobody_gives_herself_a_role_by_choosing_a_version(scene: Scene) -> None:
    enrolled(scene, BINTA)
    roles = conflict(User, BINTA.user_id, "roles")
    for who in (BINTA, DANIEL, JOSEPHINE):
        assert not sees(scene, who, roles)
        with pytest.raises(NotAllowed):
            scene.as_(who).do(lambda work: settle(work, roles, frozenset(Role)))
    assert sees(scene, ADMINISTRATOR, roles)


def test_who_sees_a_record_is_decided_by_those_who_may_restrict_it(scene: Scene) -> None:
    person_id = scene.registered()
    about = conflict(Person, person_id, "restricted")
    assert not sees(scene, AMINA, about)
    assert sees(scene, JOSEPHINE, about)


def test_a_concern_about_staff_is_shown_to_nobody(scene: Scene) -> None:
    concern = StaffConcern(
        id=uuid4(), raised_at=scene.moment, raised_by=AMINA.user_id, channel="Ombudsperson"
    )
    about = conflict(StaffConcern, added(scene, concern), "channel")
    for who in (AMINA, JOSEPHINE, OFFICER, ADMINISTRATOR):
        assert not sees(scene, who, about)


@pytest.mark.requirement("R-392")
def test_an_account_of_an_incident_is_for_those_trained_for_it(scene: Scene) -> None:
    incident = Incident(id=uuid4(), kind=next(iter(IncidentKind)), noticed_at=scene.moment,
                        noticed_by=AMINA.user_id)  # fmt: skip
    key = added(scene, incident)
    assert sees(scene, AMINA, conflict(Incident, key, "outcome"))
    assert not sees(scene, AMINA, conflict(Incident, key, "account"))
    trained = replace(AMINA, trainings=frozenset({Training.GENDER_BASED_VIOLENCE}))
    assert sees(scene, trained, conflict(Incident, key, "account"))


@pytest.mark.requirement("R-283")
def test_an_answer_opens_as_its_form_does(scene: Scene) -> None:
    case_id = scene.case()

    def answer(form: str) -> Conflict:
        made = FormAnswer(
            id=uuid4(),
            form=form,
            form_version="1",
            subject=case_id,
            path="a",
            value="b",
            answered_at=scene.moment,
            answered_by=AMINA.user_id,
        )
        return conflict(FormAnswer, added(scene, made), "value")

    screening = answer("screening_flags")
    assert not sees(scene, AMINA, screening)
    assert sees(scene, TRAINED, screening)
    assert not sees(scene, TRAINED, answer("a form of this centre"))


def test_where_the_way_to_the_person_breaks_off_nobody_sees_it(scene: Scene) -> None:
    lost = factor(scene, CaseId(uuid4()))
    assert not sees(scene, AMINA, lost)
    assert not sees(scene, JOSEPHINE, conflict(Case, uuid4(), "risk"))


def answered(scene: Scene, subject: UUID, form: str, **said: str) -> Conflict:
    """Return a conflict about the first answer of a form filled about *subject*."""
    entry = FormEntry(built_in(form))
    for path, value in said.items():
        entry.set(f"/data/{path.replace('__', '/')}", value)
    filled = scene.do(lambda work: keep_filled(work, subject, collect(entry)))
    answers = scene.ask(lambda reads: reads.matching(FormAnswer, subject=filled.id))
    return conflict(FormAnswer, answers[0].id, "value")


def test_an_answer_about_help_that_was_given_is_decided_too(scene: Scene) -> None:
    case_id = scene.as_(AMINA).case()

    def given(work: UnitOfWork) -> UUID:
        help_given = ServiceDelivery(
            id=work.new_id(),
            case_id=case_id,
            what="A coat",
            given_on=work.now().date(),
            given_by=AMINA.user_id,
        )
        answer = FormAnswer(
            id=work.new_id(),
            form="implementation",
            form_version="1",
            subject=help_given.id,
            path="/a",
            value="warm",
            answered_at=work.now(),
            answered_by=AMINA.user_id,
        )
        work.add(help_given)
        work.add(answer)
        return answer.id

    assert sees(scene, AMINA, conflict(FormAnswer, scene.do(given), "value"))


def test_an_answer_of_a_filled_form_is_decided_by_whoever_reads_the_form(scene: Scene) -> None:
    case_id = scene.as_(AMINA).case()
    about = answered(scene, case_id, "legal_screening", deadline="yes")
    assert sees(scene, AMINA, about)
    assert not sees(scene, DANIEL, about)
    assert not sees(scene, OFFICER, about)
    scene.as_(AMINA)
    centre = scene.ask(lambda reads: the_centre(reads).id)
    said = answered(scene, centre, "satisfaction", recommend="no")
    assert sees(scene, JOSEPHINE, said)
    assert not sees(scene, AMINA, said), "what people say is read by supervisors alone"
