"""Chapter: people from outside ask for data; who gets what, and who gets nothing."""

from __future__ import annotations

from datetime import timedelta

from caseworker.data_access.asking import Asked, keep_signed_form, take_data_request
from caseworker.data_access.deciding import DataAccessDecision, decide
from caseworker.demo.staff import DANIEL, JOSEPHINE, LUCIA
from caseworker.demo.story import Story
from caseworker.model.data_access import Risk, Wanted
from caseworker.model.rights import Outcome
from caseworker.ports import UnitOfWork


def tell(story: Story) -> None:
    """A study on guardians is granted, an official asks for a list, a newspaper waits."""
    story.tell(JOSEPHINE, story.at(12, "11:00"), lambda work: _study(story, work))
    story.tell(LUCIA, story.at(11, "10:00"), lambda work: _grants(story, work))
    story.tell(DANIEL, story.at(5, "16:40"), lambda work: _official(story, work))
    story.tell(LUCIA, story.at(5, "17:10"), lambda work: _refuses(story, work))
    story.tell(DANIEL, story.at(0, "08:20"), _newspaper)


def _study(story: Story, work: UnitOfWork) -> None:
    asked = Asked(
        organisation="Institute for guardianship",
        asked_by="Head of research",
        reached_by="guardians@institute.example",
        wanted=Wanted.PROTECTION_FIGURES,
        what="How many children alone came to the centre, by month, this year",
        purpose="To ask for more guardians in the district",
        authority="Agreement of 2025 with the centre",
    )
    request = take_data_request(work, asked)
    story.ids["study"] = request.id
    keep_signed_form(work, request.id, work.now().date(), original_in="Cabinet, folder 3")


def _grants(story: Story, work: UnitOfWork) -> None:
    decision = DataAccessDecision(
        outcome=Outcome.PARTLY,
        reason="By month, and protected as all our figures are; not by nationality.",
        risks=frozenset({Risk.DISCRIMINATION}),
        weighed="Guardians are missing; the institute publishes nothing about single centres.",
        valid_until=work.now().date() + timedelta(days=90),
    )
    decide(work, story.ids["study"], decision)


def _official(story: Story, work: UnitOfWork) -> None:
    asked = Asked(
        organisation="District registry",
        asked_by="An officer, with two others",
        wanted=Wanted.PEOPLE,
        what="The list of all minors and women here, at once",
        authority="A decree; no paper was shown",
        urgent=True,
    )
    story.ids["official"] = take_data_request(work, asked).id


def _refuses(story: Story, work: UnitOfWork) -> None:
    decision = DataAccessDecision(
        outcome=Outcome.REFUSED, reason="We give no lists of people. An order comes in writing."
    )
    decide(work, story.ids["official"], decision)


def _newspaper(work: UnitOfWork) -> None:
    asked = Asked(
        organisation="Harbour Herald",
        asked_by="A journalist",
        reached_by="555 0144",
        wanted=Wanted.PROTECTION_FIGURES,
        what="How many women here were trafficked",
    )
    take_data_request(work, asked)
