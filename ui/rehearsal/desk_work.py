"""The acts of reception and casework, as hands do them: clicks and words, by object name."""

from __future__ import annotations

from dataclasses import dataclass

from ui.rehearsal.driver import Driver

TOPICS = (
    "free_of_charge",
    "voluntary",
    "facility",
    "house_rules",
    "feedback",
    "limits_of_confidentiality",
    "use_of_data",
    "reporting_staff",
)


@dataclass(frozen=True)
class Name:
    """What is typed at registration."""

    given: str
    family: str = ""
    born: str = ""


def check_in(hand: Driver, number: str, bed: str) -> None:
    """Check a waiting number in, from Today."""
    hand.click(f"check-in-{number}")
    if hand.shown("keep-urgent"):
        hand.click("keep-urgent")
    hand.type("bed", bed)
    hand.click("kit-hygiene")
    hand.click("check-in")


def screen_and_explain(hand: Driver) -> None:
    """Look at eligibility without a name, then explain what has to be explained."""
    if hand.shown("criteria-0"):
        hand.click("criteria-0")
    hand.click("keep-eligibility")
    for topic in TOPICS:
        hand.click(f"topics-{topic}")
    hand.click("explained-back")
    hand.click("keep-explained")


def prepare_talk(hand: Driver) -> None:
    """Say who is in the room, what cannot stay secret, and whether today is a good day."""
    hand.click("room-private")
    hand.click("limits-told")
    hand.click("can-decide-yes")


def say(hand: Driver, *answers: str) -> None:
    """Answer the lines of the talk, in order: "yes" or "no"."""
    for line, answer in enumerate(answers):
        hand.click(f"answer-{line}-{answer}")


def write_record(hand: Driver, name: Name) -> None:
    """Type what registration asks, and keep it."""
    hand.type("given_name", name.given)
    if name.family:
        hand.type("family_name", name.family)
    if name.born:
        hand.type("date_of_birth", name.born)
    hand.click("keep-record")
