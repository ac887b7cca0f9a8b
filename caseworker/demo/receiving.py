"""Chapter: people arrive, hear what the centre is, say yes, and are registered."""

from __future__ import annotations

from caseworker.demo import talks
from caseworker.demo.residents import ADOLESCENTS, ADULTS, CHILDREN, Resident
from caseworker.demo.staff import DANIEL
from caseworker.demo.story import Act, Story
from caseworker.model.arrival import OrientationTopic
from caseworker.model.ids import ArrivalId, HouseholdId, PersonId, ScreeningId
from caseworker.model.partial_date import PartialDate
from caseworker.model.person import HouseholdMembership, Person, Sex, Tie
from caseworker.model.values import Answer
from caseworker.people.ties import Guardian
from caseworker.ports import UnitOfWork
from caseworker.reception.check_in import AtTheGate, arrive, check_in
from caseworker.reception.registration import (
    Facts,
    HouseholdPlace,
    Registration,
    register,
)
from caseworker.reception.screening import explain, latest_screening, screen

CRITERIA = ("Comes from abroad and has no home here", "Asks for help without being sent")
KIT = ("hygiene", "blanket")
ASSENT_FROM = 6
"""Years: from this age on a child is asked."""


def tell(story: Story) -> int:
    """Tell how everybody was received; return how many numbers were given."""
    first = [one for one in ADULTS if not one.joins]
    joined = [*(one for one in ADULTS if one.joins), *ADOLESCENTS]
    for place, one in enumerate(first):
        story.tell(DANIEL, story.at(one.days, f"09:{place:02}"), _received(story, one))
    for place, one in enumerate(joined):
        story.tell(DANIEL, story.at(one.days, f"10:{place:02}"), _joins(story, one))
    for place, one in enumerate(CHILDREN):
        story.tell(DANIEL, story.at(one.days, f"10:{30 + place:02}"), _child(story, one))
    return len(first)


def _received(story: Story, one: Resident) -> Act:
    def act(work: UnitOfWork) -> None:
        language = one.languages[0]
        seen = AtTheGate(
            described_as=one.seen, people=one.people, children=one.children, language=language
        )
        arrival = arrive(work, seen)
        check_in(work, arrival.id, bed=one.bed, kit=KIT)
        screening = screen(work, arrival.id, criteria_met=CRITERIA[:1])
        explain(
            work,
            screening.id,
            topics=tuple(OrientationTopic),
            language=language,
            medium="spoken",
            said_back=True,
        )
        household = HouseholdPlace(journey=one.journey, country_of_origin=one.country, head=True)
        person = register(
            work,
            Registration(
                screening_id=screening.id,
                facts=facts(one, story.now.year),
                asked=talks.lines(notes=one.notes, photo=one.photo, figures=one.figures),
                talk=talks.talk(work, language, one.shows),
                household=household if one.people > 1 else None,
            ),
        )
        story.ids[one.key] = person.id

    return act


def _joins(story: Story, one: Resident) -> Act:
    def act(work: UnitOfWork) -> None:
        head = work.get(Person, story.ids[one.joins])
        person = register(
            work,
            Registration(
                screening_id=_screening(work, head),
                facts=facts(one, story.now.year),
                asked=talks.lines(notes=one.notes, photo=one.photo, figures=one.figures),
                talk=talks.talk(work, one.languages[0], one.shows),
                household=HouseholdPlace(household_id=_household(work, head)),
            ),
        )
        story.ids[one.key] = person.id

    return act


def _child(story: Story, one: Resident) -> Act:
    def act(work: UnitOfWork) -> None:
        parent = work.get(Person, story.ids[one.joins])
        person = register(
            work,
            Registration(
                screening_id=_screening(work, parent),
                facts=facts(one, story.now.year),
                asked=talks.lines(),
                talk=talks.guardians_talk(work, one.languages[0], talks.spoken),
                guardian=Guardian(
                    tie=Tie.MOTHER if parent.sex is Sex.FEMALE else Tie.FATHER,
                    relative_id=PersonId(parent.id),
                    verified_how="Birth record seen, and the child confirms it",
                ),
                assent=Answer.YES if one.age >= ASSENT_FROM else Answer.NOT_ASKED,
                household=HouseholdPlace(household_id=_household(work, parent)),
            ),
        )
        story.ids[one.key] = person.id

    return act


def facts(one: Resident, year: int) -> Facts:
    """Return what registration writes about *one*, aged as the story says in *year*."""
    born = f"{year - one.age:04d}"
    whole = f"{born}-{1 + len(one.given) % 9:02d}-{10 + len(one.family):02d}"
    return Facts(
        given_name=one.given,
        family_name=one.family,
        called=one.called,
        date_of_birth=PartialDate(f"{born}~" if one.about else whole),
        sex=one.sex,
        nationalities=(one.country,),
        country_of_birth="" if one.country == "XX" else one.country,
        languages=one.languages,
        interpreter_needed=one.languages[0] in talks.INTERPRETERS,
        interpreter_sex=Sex(one.asked_for) if one.asked_for else Sex.NOT_ASKED,
        documents=one.documents,
        immediate_needs=one.needs,
        vulnerabilities=one.care,
        childcare_needed=one.children > 0,
        diet=one.diet,
    )


def _screening(work: UnitOfWork, person: Person) -> ScreeningId:
    found = latest_screening(work, ArrivalId(person.arrival_id)) if person.arrival_id else None
    if found is None:
        raise LookupError(person.id)
    return found.id


def _household(work: UnitOfWork, person: Person) -> HouseholdId:
    return work.matching(HouseholdMembership, person_id=person.id)[0].household_id
