"""Referrals to us on screen: written down, answered, met at the desk, told back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from caseworker.centre.settings import the_centre
from caseworker.model.arrival import Arrival, ArrivalState
from caseworker.model.consent import Consent, Disclosure, Purpose
from caseworker.model.ids import ConsentId, InboundReferralId, PersonId, ProviderId, UserId
from caseworker.model.inbound_referral import (
    CameBy,
    ForgettingAsked,
    InboundReferral,
    InboundState,
    SaidConsent,
)
from caseworker.model.person import Person
from caseworker.model.values import Answer
from caseworker.ports import UnitOfWork
from caseworker.referral.inbound import Received, receive
from tests.directory.entries import enter
from tests.screens.at_work import AtWork
from ui.documents.document_page import DocumentPage
from ui.window.navigation import Place


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path) -> Iterator[AtWork]:
    at_work = AtWork(qtbot, tmp_path)
    yield at_work
    at_work.close()


def one(work: AtWork) -> InboundReferral:
    (inbound,) = work.office.ask(lambda reads: reads.matching(InboundReferral))
    return inbound


def received(work: AtWork, **said: object) -> InboundReferralId:
    values = {"referred_by": "The harbour clinic", "need": "A safe place", **said}
    return work.does(lambda unit: receive(unit, Received(**values)).id)  # type: ignore[arg-type]  # by name


def test_a_referral_is_written_down_and_accepted_by_keyboard_alone(work: AtWork) -> None:
    work.go(Place.REFERRALS)
    work.widget("direction-inbox").setFocus()
    work.press_key(Qt.Key.Key_Space, "direction-inbox")
    assert work.sees("Nobody was referred to us")
    work.press_key(Qt.Key.Key_Space, "receive-referral")
    work.press_key(Qt.Key.Key_Space, "keep-inbound")
    assert work.sees("Say who refers, or choose an entry above.")
    work.write("inbound-referred-by", "The harbour clinic")
    work.press_key(Qt.Key.Key_Space, "keep-inbound")
    assert work.sees("A few words are enough.")
    work.write("inbound-need", "A safe place for the night")
    work.press_key(Qt.Key.Key_Space, "inbound-consent-spoken")
    work.press_key(Qt.Key.Key_Space, "keep-inbound")
    after = one(work)
    assert (after.referred_by, after.came_by) == ("The harbour clinic", CameBy.PHONE)
    assert after.consent_said is SaidConsent.SPOKEN
    assert work.sees("From The harbour clinic")
    work.press_key(Qt.Key.Key_Space, "accept-inbound")
    assert one(work).state is InboundState.ACCEPTED
    work.qtbot.keyClick(work.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    work.settle()
    assert one(work).state is InboundState.RECEIVED


def test_a_closed_lid_loses_nothing_of_what_a_partner_says(work: AtWork) -> None:
    work.go(Place.REFERRALS, part="inbox:new")
    work.write("inbound-need", "Advice on papers")
    work.press("inbound-came-by-paper")
    work.go(Place.TODAY)
    work.go(Place.REFERRALS, part="inbox:new")
    assert work.widget("inbound-need").property("plainText") == "Advice on papers"
    work.write("inbound-referred-by", "A school")
    work.press("keep-inbound")
    assert one(work).came_by is CameBy.PAPER
    assert not work.office.drafts.all()


def test_a_partner_without_a_yes_is_warned_of_and_waits_on_today(work: AtWork) -> None:
    key = received(work)
    work.go(Place.TODAY)
    assert work.sees("A partner refers somebody: answer")
    work.press(f"decision-{key}")
    assert work.sees("The partner says of no yes")
    work.press("decline-inbound")
    assert work.sees("A few words are enough.")
    work.write("decline-reason", "No bed is free")
    work.press("decline-inbound")
    assert work.sees("No bed is free")
    assert not work.find("meet-referred")
    work.press("answer-slip")
    assert isinstance(work.session.page, DocumentPage)
    assert "No bed is free" in repr(work.session.page.document)
    work.press("close-document")
    work.press("inbound-sent-channel-email")
    work.press("answer-sent")
    assert work.sees("It went back to the partner.")
    work.press("ask-to-forget")
    assert not work.find("forget-inbound")
    assert work.sees("It stands on Today of your colleagues")
    work.does(lambda unit: setattr(the_centre(unit), "sole_worker", True))
    work.go(Place.TODAY)
    # Her own asking waits for somebody else.
    assert not work.find(f"decision-{key}")
    work.go(Place.REFERRALS, key, "inbox")
    assert work.sees("Working alone is no way around it: a second caseworker erases it")
    work.does(lambda unit: unit.add(asked_by_a_colleague(unit, key)))
    work.go(Place.TODAY)
    assert work.sees("What a partner wrote is to be erased: do it, or leave it")
    work.press(f"decision-{key}")
    work.press("forget-inbound")
    assert work.find("inbox")
    work.go(Place.TODAY)
    assert not work.find(f"decision-{key}")
    assert not work.office.ask(lambda reads: reads.matching(InboundReferral))


def asked_by_a_colleague(unit: UnitOfWork, key: InboundReferralId) -> ForgettingAsked:
    return ForgettingAsked(
        id=unit.new_id(), inbound_id=key, asked_at=unit.now(), asked_by=UserId(unit.new_id())
    )


@pytest.mark.requirement("R-207")
def test_who_is_accepted_comes_to_the_desk_by_number(work: AtWork) -> None:
    key = received(work, their_reference="Hiwot")
    work.go(Place.REFERRALS, key, "inbox")
    work.press("accept-inbound")
    work.press_key(Qt.Key.Key_Space, "meet-referred")
    (arrival,) = work.office.ask(lambda reads: reads.matching(Arrival))
    assert (arrival.state, one(work).arrival_id) == (ArrivalState.WAITING, arrival.id)
    assert not work.sees("Hiwot")
    work.go(Place.REFERRALS, key, "inbox")
    assert work.sees(f"Number {arrival.number} at the desk")
    assert work.sees("Stops here: nobody has a record yet")
    work.press("open-arrival")
    assert work.find("stages")


@pytest.mark.requirement("R-260")
def test_somebody_known_is_found_and_the_partner_told_with_a_yes(work: AtWork) -> None:
    work.selam()
    (person,) = work.office.ask(lambda reads: reads.matching(Person))
    partner = ProviderId(work.does(enter("Port Maren legal aid"))[0])
    key = received(work, provider_id=partner, referred_by="")
    work.go(Place.REFERRALS, key, "inbox")
    work.press("accept-inbound")
    work.write("known-person", "Sel")
    work.press(f"known-{person.id}")
    assert one(work).person_id == person.id
    assert work.sees("Stops here: there is no yes to this recipient")
    assert not work.find("inbound-feedback")
    work.does(lambda unit: unit.add(yes(unit, person.id, partner)))
    work.write("inbound-feedback", "Has a place now")
    work.press_key(Qt.Key.Key_Space, "keep-inbound-feedback")
    (went,) = work.office.ask(lambda reads: reads.matching(Disclosure))
    assert went.recipient == "Port Maren legal aid"
    assert one(work).feedback == "Has a place now"
    work.press("open-referred")
    assert work.session.page.objectName() == "person"


def yes(unit: UnitOfWork, person: PersonId, partner: ProviderId) -> Consent:
    return Consent(id=ConsentId(unit.new_id()), person_id=person, purpose=Purpose.REFERRAL,
                   provider_id=partner, answer=Answer.YES, asked_at=unit.now(),
                   asked_by=unit.actor.user_id)  # fmt: skip
