"""The whole story of Harbour Gate, chapter by chapter."""

from __future__ import annotations

from datetime import datetime

from caseworker.demo import arrivals
from caseworker.demo.story import Keeper, Story


def make(keeper: Keeper, now: datetime) -> None:
    """Make the demo centre as it stands at *now*, which carries the zone of the centre."""
    story = Story(now)
    arrivals.tell(story, registered=0)
    story.play(keeper)
