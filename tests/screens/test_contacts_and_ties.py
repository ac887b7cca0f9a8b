from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.model.case import Case, Contact
from caseworker.model.person import Channel, Relationship, SafeContact, Tie
from caseworker.people.ties import Claim, claim
from tests.screens.at_work import AtWork
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


@pytest.mark.requirement("R-203")
def test_a_contact_is_kept_with_the_safe_ways_in_sight(work: AtWork) -> None:
    case_id = work.selam()
    work.go(Place.CASE, case_id)
    work.press("log-contact")
    work.write("contact-about", "The appointment on Friday")
    work.press("keep-contact")
    (kept,) = work.office.ask(lambda reads: reads.matching(Contact, case_id=case_id))
    assert (kept.about, kept.channel) == ("The appointment on Friday", Channel.PHONE)
    assert kept.safe_contact_seen
    assert not work.find("contact-card")


@pytest.mark.requirement("R-203")
def test_a_way_never_to_be_used_keeps_nothing_but_what_was_typed(work: AtWork) -> None:
    case_id = work.selam()
    person_id = work.office.ask(lambda reads: reads.get(Case, case_id)).person_id
    work.does(
        lambda unit: unit.add(
            SafeContact(id=unit.new_id(), person_id=person_id, channel=Channel.MESSAGE, never=True)
        )
    )
    work.go(Place.CASE, case_id)
    work.press("log-contact")
    work.press("contact-channel-message")
    work.write("contact-about", "Come to the office")
    work.press("keep-contact")
    assert work.sees("Never reach the person this way")
    assert not work.office.ask(lambda reads: reads.matching(Contact, case_id=case_id))

    work.go(Place.TODAY)
    work.go(Place.CASE, case_id)
    work.press("log-contact")
    assert work.widget("contact-about").property("text") == "Come to the office"


def test_a_tie_is_verified_by_saying_how(work: AtWork) -> None:
    case_id = work.selam()
    person_id = work.office.ask(lambda reads: reads.get(Case, case_id)).person_id
    said = Claim(person_id=person_id, tie=Tie.SIBLING, relative_name="Dawit")
    tie = work.does(lambda unit: claim(unit, said).id)
    work.go(Place.PERSON, person_id)
    assert work.sees("Not verified")
    work.press(f"verify-{tie}")
    work.write("verified-how", "Both drew the same house")
    work.press("verify-tie-act")
    kept = work.office.ask(lambda reads: reads.get(Relationship, tie))
    assert (kept.verified_how, kept.verified_at is not None) == ("Both drew the same house", True)
    assert not work.sees("Not verified")
