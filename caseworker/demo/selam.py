"""Chapter: Selam and her two children, as the design shows her case."""

from __future__ import annotations

from caseworker.consent.asking import keep_answers
from caseworker.consent.talk import Asked
from caseworker.demo import casework, talks
from caseworker.demo.casework import Aim, Look, case_of, person_of
from caseworker.demo.staff import AMINA
from caseworker.demo.story import Story
from caseworker.model.case import Step
from caseworker.model.consent import Purpose
from caseworker.model.ids import ProviderId, UserId
from caseworker.model.person import Channel
from caseworker.model.referral import DataItem
from caseworker.model.values import Answer, Risk, RiskLevel
from caseworker.notes.contacts import Reached, Way, log_contact
from caseworker.notes.writing import Words, write
from caseworker.ports import UnitOfWork
from caseworker.steps import progress, review

KEY = "selam"
SCHOOL = (DataItem.FIRST_NAME, DataItem.LANGUAGES, DataItem.NEED)

GOALS = (
    Aim("A place to stay after the centre", "A room with a door I can close.",
        "A contract in her own name", ("Ask for the form of the housing list",
        "Fill it in together", "Visit two rooms"), done=2),
    Aim("A school place for her son", "He should be with children his age.",
        "He goes to school every day", ("Ask Open Door school for a place",
        "Visit the school with Natnael"), done=1, look_in=None),
    Aim("See a dentist", "", "No more pain at night", ("Ask the health post for a day",)),
)  # fmt: skip
_DAYS_OF_GOALS = (5, 4, 2)

_LOOK = Look(
    hopes="A quiet room, school for the children, and work as a seamstress.",
    needs="housing education health",
    strengths="Sewed for a whole street; keeps calm; speaks with everybody.",
    risk=("household", "Alone with two children, and little sleep"),
    protects=("community", "Women of the Horn know her and go along"),
    first="training other",
    summary="Selam looks for a place of her own and a school for Natnael.",
)


def tell(story: Story) -> None:
    """Tell Selam's story until this morning."""
    way = Way(
        channel=Channel.MESSAGE,
        address="555 0417",
        when="mornings until noon",
        pretext="the library",
        note="Never in the evening: the telephone is shared.",
    )
    story.tell(AMINA, story.at(15, "11:20"), casework.opened(story, KEY, AMINA, way))
    story.tell(AMINA, story.at(15, "11:40"), casework.finished(story, KEY, Step.IDENTIFICATION))
    story.tell(AMINA, story.at(13, "10:15"), lambda work: _yes_to_the_school(story, work))
    risk = Risk(RiskLevel.LOW, "Safe here; looks ahead.")
    story.tell(AMINA, story.at(6, "15:30"), casework.assessed(story, KEY, _LOOK, risk))
    for number, (aim, days) in enumerate(zip(GOALS, _DAYS_OF_GOALS, strict=True)):
        at = story.at(days, "10:40")
        story.tell(AMINA, at, casework.goal_added(story, KEY, number, aim, AMINA))
        story.tell(AMINA, story.at(1, f"16:{number}0"), casework.acts_done(story, KEY, number, aim))
    story.tell(AMINA, story.at(3, "09:15"), lambda work: _goes_on(story, work))
    story.tell(AMINA, story.at(2, "11:00"), lambda work: _note(story, work))
    story.tell(AMINA, story.at(0, "07:40"), lambda work: _contact(story, work))
    story.tell(AMINA, story.at(1, "15:05"), lambda work: _next_look(story, work))


def _yes_to_the_school(story: Story, work: UnitOfWork) -> None:
    line = Asked(
        purpose=Purpose.REFERRAL,
        provider_id=ProviderId(story.ids["open-door"]),
        recipient="Open Door school",
        data_items=tuple(item.value for item in SCHOOL),
        answer=Answer.YES,
    )
    talk = talks.talk(work, "ti", talks.signed(1.4))
    keep_answers(work, (line,), talk, person_id=person_of(story, KEY))


def _goes_on(story: Story, work: UnitOfWork) -> None:
    progress.start(work, case_of(story, KEY), Step.IMPLEMENTATION)


def _note(story: Story, work: UnitOfWork) -> None:
    words = Words(
        observed="Holds her cheek while she speaks.",
        said="The tooth wakes me at night. I wait until the children sleep.",
        opinion="The dentist should come before the housing visits.",
    )
    write(work, case_of(story, KEY), words)


def _contact(story: Story, work: UnitOfWork) -> None:
    contact = Reached(
        channel=Channel.IN_PERSON,
        with_whom="Open Door school",
        about="Spoke with the school office about a place",
        safe_contact_seen=True,
    )
    log_contact(work, case_of(story, KEY), contact)


def _next_look(story: Story, work: UnitOfWork) -> None:
    appointment = review.Appointment(
        due_at=story.ahead(0, "10:30"),
        what="Look at the plan again, interpreter booked",
        place="room 2",
        assigned_to=UserId(story.user(AMINA)),
    )
    review.plan_follow_up(work, case_of(story, KEY), appointment)
