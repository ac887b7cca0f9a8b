"""Two centres, two windows, one stick: cards are compared, cases go out, are taken over or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.model.case import Case, CaseStatus
from caseworker.model.handover import CentreCard, ReceivedHandover
from caseworker.model.person import Person
from caseworker.model.review import Transfer, TransferState
from caseworker.model.staff import User
from caseworker.reception.check_in import AtTheGate
from tests.journeys.centre import AMINA, JOSEPHINE, Centre
from tests.journeys.leaks import Leaks
from ui.rehearsal import desk_work
from ui.window.navigation import Place

SEEN = AtTheGate(described_as="Woman, about 30", language="fr")
NAME = desk_work.Name("Mireille-Cinnabar", "Feldsparre", "1990")


@pytest.fixture
def there(qtbot: QtBot, centre: Centre, tmp_path: Path) -> Iterator[Centre]:
    """Another centre, elsewhere."""
    centre.lock()
    made = Centre(qtbot, tmp_path / "elsewhere" / "store", "Northbank centre")
    made.lock()
    yield made
    made.lock()


@pytest.fixture
def stick(centre: Centre, there: Centre, tmp_path: Path) -> Path:
    """The stick that goes between them, and that both choose in the dialog."""
    made = tmp_path / "stick"
    made.mkdir()
    centre.files.goes_to = there.files.goes_to = made
    return made


def write_card(centre: Centre) -> None:
    hand = centre.unlock(JOSEPHINE)
    centre.go(Place.CENTRES)
    hand.type("card-ask", "The supervisor, 555 0140")
    hand.click("make-card")
    hand.click("write-card")


def compare_card(centre: Centre) -> None:
    """Take the card that lies on the stick; the number is compared on the telephone."""
    hand = centre.hand
    centre.go(Place.CENTRES)
    hand.click("look-at-stick")
    hand.click("take-card")
    hand.type("compared-with", "Somebody I know, by telephone")
    hand.click("card-same")
    assert centre.one(CentreCard).compared_at is not None


def meet(centre: Centre, there: Centre) -> None:
    """Both write their cards, and compare."""
    write_card(centre)
    centre.lock()
    write_card(there)
    compare_card(there)
    there.lock()
    centre.unlock(JOSEPHINE)
    compare_card(centre)
    centre.unlock(AMINA)


def send(centre: Centre, case: Case) -> None:
    """Write the plan, ask the person, and write the file; the stick is chosen in the dialog."""
    hand = centre.hand
    centre.go(Place.CASE, case.id, "transfer")
    hand.choose("receiving-centre-card", str(centre.one(CentreCard).card_id))
    if not hand.shown("keep-transfer"):
        hand.click("open-transfer")
    hand.click("kind-partner")
    hand.type("done_so_far", "Papers copied at the Tourmaline office")
    hand.type("still_to_do", "The appointment on the 12th")
    hand.type("introduced", "All three spoke on the telephone")
    hand.click("keep-transfer")
    hand.click("step-findings-0-person")
    desk_work.say(hand, "yes")
    desk_work.prepare_talk(hand)
    hand.click("form-of-consent-verbal")
    hand.click("keep-answers")
    hand.click("finish-step")
    hand.click("handover-act")
    assert hand.shown("did-not-leave")


def open_offered(there: Centre) -> None:
    hand = there.unlock(JOSEPHINE)
    there.go(Place.CENTRES)
    hand.click("look-at-stick")
    (name,) = (each for each in hand.names() if each.startswith("open-handover-"))
    hand.click(name)


def take_answer(centre: Centre) -> None:
    hand = centre.unlock(AMINA)
    centre.go(Place.CENTRES)
    hand.click("look-at-stick")


@pytest.mark.requirement("R-244", "R-245")
@pytest.mark.procedure("other-centres")
def test_a_case_is_declined_then_taken_over(
    centre: Centre, there: Centre, stick: Path, leaks: Leaks
) -> None:
    meet(centre, there)
    centre.registers(NAME, SEEN)
    centre.hand.click("open-case")
    centre.hand.click("finish-step")
    case = centre.case_of(NAME.given)
    send(centre, case)
    centre.lock()

    open_offered(there)
    there.hand.click("decline-handover")
    assert not there.all(ReceivedHandover), "a reason is missing"
    there.hand.type("decline-reason", "No room before the 1st")
    there.hand.click("decline-handover")
    assert not there.all(Person)
    there.lock()

    take_answer(centre)
    assert centre.one(Transfer).state is TransferState.DECLINED
    assert centre.one(Transfer).answer == "No room before the 1st"
    assert centre.one(Case).status is CaseStatus.OPEN
    centre.go(Place.CASE, case.id, "transfer")
    hand = centre.hand
    hand.choose("receiving-centre-card", str(centre.one(CentreCard).card_id))
    hand.click("open-transfer")
    hand.click("kind-partner")
    hand.type("done_so_far", "They have room now")
    hand.type("still_to_do", "The appointment on the 12th")
    hand.type("introduced", "They have met")
    hand.click("keep-transfer")
    hand.click("finish-step")
    hand.click("handover-act")
    centre.lock()

    open_offered(there)
    there.hand.choose("case-taker", str(there.one(User, name=AMINA).id))
    there.hand.click("accept-handover")
    there.hand.click("take-over-act")
    assert there.hand.shown("came-from")
    assert there.person(NAME.given).family_name == NAME.family
    assert there.one(Case).assigned_to == there.one(User, name=AMINA).id
    there.lock()

    take_answer(centre)
    assert centre.one(Case).status is CaseStatus.TRANSFERRED
    centre.lock()
    leaks.none_of("Cinnabar", "Feldsparre", "Tourmaline")
