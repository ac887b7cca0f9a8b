"""The whole story of Harbour Gate, chapter by chapter."""

from __future__ import annotations

from datetime import datetime

from caseworker.centre.settings import Settings, change_settings
from caseworker.demo import (
    arrivals,
    between_centres,
    courses,
    directory,
    earlier_groups,
    ends,
    outside,
    receiving,
    selam,
    team,
    turns,
    twice,
    voices,
)
from caseworker.demo.cases import COURSES
from caseworker.demo.places import PLACES
from caseworker.demo.staff import CENTRE_NAME, COUNTRY, TOMAS
from caseworker.demo.story import Keeper, Story

FOUNDED = 340
"""Days ago."""


def make(keeper: Keeper, now: datetime) -> None:
    """Make the demo centre as it stands at *now*, which carries the zone of the centre."""
    story = Story(now)
    settings = Settings(
        name=CENTRE_NAME,
        country=COUNTRY,
        eligibility_criteria=receiving.CRITERIA,
        outside_channels=("Harbour ombuds office, 555 0199", "psea@harbour-ombuds.example"),
    )
    story.tell(TOMAS, story.at(FOUNDED, "09:00"), lambda work: change_settings(work, settings))
    directory.tell(story, PLACES)
    earlier_groups.tell(story)
    numbers = receiving.tell(story)
    arrivals.tell(story, registered=numbers + turns.NUMBERS + earlier_groups.NUMBERS)
    selam.tell(story)
    courses.tell(story, COURSES)
    turns.tell(story)
    ends.tell(story)
    between_centres.tell(story)
    outside.tell(story)
    team.tell(story)
    twice.tell(story)
    voices.tell(story)
    story.play(keeper)
