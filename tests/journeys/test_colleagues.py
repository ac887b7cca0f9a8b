"""Two people on one laptop, and a case that goes from one to the other."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from caseworker.model.case import CaseNote
from caseworker.model.review import Transfer, TransferKind, TransferState
from caseworker.model.staff import User
from caseworker.reception.check_in import AtTheGate
from tests.journeys.centre import AMINA, JOSEPHINE, Centre
from tests.journeys.leaks import Leaks
from ui.rehearsal import desk_work
from ui.window.navigation import Place

SEEN = AtTheGate(described_as="Man, about 30", language="fr")
NAME = desk_work.Name("Amadou-Cinnabar", "Feldsparre", "1990")


def written(centre: Centre, name: str) -> str:
    field = centre.hand.find(name)
    assert isinstance(field, QPlainTextEdit)
    return field.toPlainText()


def test_each_keeps_her_own_draft(centre: Centre, leaks: Leaks) -> None:
    centre.registers(NAME, SEEN)
    centre.hand.click("open-case")
    case = centre.case_of(NAME.given)
    centre.hand.click("write-note")
    centre.hand.type("note-observed", "Amina saw a Heliotrope scarf")

    hand = centre.unlock(JOSEPHINE)
    centre.go(Place.CASE, case.id)
    hand.click("write-note")
    assert written(centre, "note-observed") == "", "a draft is its author's alone"
    hand.type("note-observed", "Josephine saw a Lazulite ring")

    hand = centre.unlock(AMINA)
    centre.go(Place.CASE, case.id)
    if not hand.shown("note-observed"):
        hand.click("write-note")
    assert written(centre, "note-observed") == "Amina saw a Heliotrope scarf"
    hand.click("keep-note")
    assert centre.one(CaseNote).observed == "Amina saw a Heliotrope scarf"

    hand = centre.unlock(JOSEPHINE)
    centre.go(Place.CASE, case.id)
    if not hand.shown("note-observed"):
        hand.click("write-note")
    assert written(centre, "note-observed") == "Josephine saw a Lazulite ring"
    centre.lock()
    leaks.none_of("Cinnabar", "Feldsparre", "Heliotrope", "Lazulite")


@pytest.mark.requirement("R-244")
def test_a_case_is_handed_over(centre: Centre, leaks: Leaks) -> None:
    centre.registers(NAME, SEEN)
    hand = centre.hand
    hand.click("open-case")
    hand.click("finish-step")
    case = centre.case_of(NAME.given)
    josephine = centre.one(User, name=JOSEPHINE)
    centre.go(Place.CASE, case.id, "transfer")
    hand.choose("receiving-user", str(josephine.id))
    if not hand.shown("keep-transfer"):
        hand.click("open-transfer")
    hand.click("kind-colleague")
    hand.type("done_so_far", "Papers copied at the Tourmaline office")
    hand.type("still_to_do", "The appointment on the 12th")
    hand.type("introduced", "All three met")
    hand.click("keep-transfer")
    hand.click("finish-step")
    assert centre.one(Transfer).kind is TransferKind.COLLEAGUE
    assert centre.one(Transfer).state is TransferState.OFFERED
    assert centre.case_of(NAME.given).assigned_to != josephine.id, "not before she accepts"

    hand = centre.unlock(JOSEPHINE)
    hand.click(f"decision-{case.id}")
    hand.click("accept-transfer")
    assert centre.one(Transfer).state is TransferState.ACCEPTED
    assert centre.case_of(NAME.given).assigned_to == josephine.id
    centre.lock()
    leaks.none_of("Cinnabar", "Feldsparre", "Tourmaline")
