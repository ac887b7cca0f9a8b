"""Chapter: somebody was registered twice, under another spelling; a supervisor is asked."""

from __future__ import annotations

from caseworker.demo.casework import person_of
from caseworker.demo.staff import AMINA
from caseworker.demo.story import Story
from caseworker.people.duplicates import joining

WHY = "He says that he was here in October, and knows the cook. The same scar on his hand."


def tell(story: Story) -> None:
    """Tell how Amina saw that Musa is Moussa."""
    story.tell(
        AMINA,
        story.at(1, "11:40"),
        lambda work: joining.ask(
            work, person_of(story, "moussa"), person_of(story, "moussa again"), WHY
        ),
    )
