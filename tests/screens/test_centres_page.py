"""Cards that change, cases that did not leave, a yes that ended, a person who may be known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from caseworker.consent.withdrawal import Scope, withdraw
from caseworker.handover import cards, folder, sending
from caseworker.handover.card import read_card
from caseworker.handover.cards import CardState
from caseworker.handover.folder import write_card, write_handover
from caseworker.model.arrival import Eligibility
from caseworker.model.case import Case
from caseworker.model.consent import BasisUse, Disclosure, Purpose
from caseworker.model.handover import CentreCard, OwnCard, ReceivedHandover, SentHandover
from caseworker.model.ids import CardId, CaseId
from caseworker.model.person import Person
from caseworker.ports import UnitOfWork
from caseworker.reception.check_in import AtTheGate, arrive
from caseworker.reception.screening import screen
from tests.handover import centres
from tests.scene import JOSEPHINE, Scene
from tests.screens.at_work import AtWork
from tests.screens.chosen import ChosenFiles
from ui.handover import centres_page
from ui.outside import Outside
from ui.window.navigation import Place


class Here:
    """The store of the window, as the helpers of handing over act on it."""

    def __init__(self, work: AtWork) -> None:
        self.do = lambda act: work.office.perform(act)[0]
        self.ask = work.office.ask


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path, stick: Path) -> Iterator[AtWork]:
    files = ChosenFiles(goes_to=stick)
    made = AtWork(qtbot, tmp_path, outside=Outside(files=files))
    yield made
    made.close()


@pytest.fixture
def there() -> Scene:
    return centres.named(Scene(JOSEPHINE), "Northbank centre")


def a_case(work: AtWork) -> CaseId:
    def act(unit: UnitOfWork) -> CaseId:
        arrival = arrive(unit, AtTheGate(described_as="Somebody"))
        screening = screen(unit, arrival.id, criteria_met=(), result=Eligibility.ELIGIBLE).id
        return centres.a_record(unit, screening)

    return work.office.perform(act)[0]


def ready(work: AtWork, there: Scene, *, ours: bool) -> tuple[CaseId, CardId]:
    """Return a case with a plan to a centre whose card was compared."""
    here = Here(work)
    centres.card_of(here)
    card = centres.knows(here, centres.card_of(there), ours=ours)
    case_id = a_case(work)
    work.office.perform(lambda unit: centres.plan(unit, case_id, card, ours=ours))
    return case_id, card


def offered(work: AtWork, there: Scene, stick: Path) -> sending.Gone:
    """Hand a case over by the stick, and look at it."""
    here = Here(work)
    centres.knows(here, centres.card_of(there), ours=True)
    card = centres.knows(there, centres.card_of(here), ours=True)
    screening = there.screened()
    case_id = there.do(lambda unit: centres.a_record(unit, screening))
    there.do(lambda unit: centres.plan(unit, case_id, card, ours=True))
    gone = there.do(lambda unit: sending.send(unit, case_id, sending.Going()))
    write_handover(stick, gone.file_id, gone.file)
    work.go(Place.CENTRES)
    work.press("look-at-stick")
    return gone


def card_named(work: AtWork, number: int) -> CentreCard:
    (found,) = work.office.ask(lambda reads: reads.matching(CentreCard, number=number))
    return found


def test_a_changed_card_is_told_and_the_earlier_stays(
    work: AtWork, there: Scene, stick: Path
) -> None:
    first = centres.knows(Here(work), centres.card_of(there))
    there.do(lambda unit: cards.make_card(unit, "Another office"))
    renewed = centres.card_of(there)
    write_card(stick, read_card(renewed), renewed)
    work.go(Place.CENTRES)
    work.press("look-at-stick")
    work.press("take-card")
    assert work.sees("This is not the card that was compared before")
    assert work.office.ask(lambda reads: cards.usable_card(reads, first)) is not None
    work.press("card-same")
    assert work.sees("Say who read it to you.")
    work.write("compared-with", "Miriam, by telephone")
    work.press("card-same")
    assert work.office.ask(lambda reads: cards.usable_card(reads, first)) is None
    state = work.office.ask(lambda reads: cards.state_of(reads, card_named(work, 1)))
    assert state is CardState.OLDER
    work.press("put-card-aside")
    assert work.office.ask(cards.usable_cards) == []


def test_a_card_whose_number_differs_is_put_aside(work: AtWork, there: Scene) -> None:
    brought = work.office.perform(lambda unit: cards.bring(unit, centres.card_of(there)))[0]
    work.go(Place.CENTRES, str(brought.id))
    work.press("card-differs")
    state = work.office.ask(lambda reads: cards.state_of(reads, card_named(work, 1)))
    assert state is CardState.PUT_ASIDE
    assert work.sees("Put aside")


def test_a_new_card_has_new_keys_and_opens_what_is_on_its_way(
    work: AtWork, there: Scene, stick: Path
) -> None:
    here = Here(work)
    old = centres.card_of(here)
    centres.knows(here, centres.card_of(there))
    sent = centres.knows(there, old, ours=True)
    screening = there.screened()
    case_id = there.do(lambda unit: centres.a_record(unit, screening))
    there.do(lambda unit: centres.plan(unit, case_id, sent, ours=True))
    gone = there.do(lambda unit: sending.send(unit, case_id, sending.Going()))
    write_handover(stick, gone.file_id, gone.file)
    work.go(Place.CENTRES)
    work.press("renew-card")
    work.press("make-card")
    assert work.office.ask(lambda reads: reads.count(OwnCard)) == 2
    work.press("look-at-stick")
    assert work.sees("Northbank centre hands over a case")


def test_what_did_not_leave_is_prepared_again(work: AtWork, there: Scene, stick: Path) -> None:
    case_id, _card = ready(work, there, ours=True)
    work.go(Place.CASE, str(case_id), "transfer")
    work.press("finish-step")
    work.press("handover-act")
    assert len(list(stick.rglob("*.handover"))) == 1
    work.press("look-for-answer")
    assert work.find("look-at-stick")
    work.go(Place.CASE, str(case_id), "transfer")
    work.press("did-not-leave")
    (sent,) = work.office.ask(lambda reads: reads.matching(SentHandover))
    assert sent.taken_back_at is not None
    (told,) = work.office.ask(lambda reads: reads.matching(Disclosure))
    assert told.did_not_go_at is not None
    assert work.office.ask(lambda reads: sending.waiting(reads, case_id)) is None


def test_a_stick_that_cannot_be_written_leaves_nothing_as_sent(
    work: AtWork, there: Scene, stick: Path
) -> None:
    case_id, _card = ready(work, there, ours=True)
    stick.rmdir()
    work.go(Place.CASE, str(case_id), "transfer")
    work.press("finish-step")
    work.press("handover-act")
    work.settle()
    (told,) = work.office.ask(lambda reads: reads.matching(Disclosure))
    assert told.did_not_go_at is not None
    assert work.office.ask(lambda reads: sending.waiting(reads, case_id)) is None


def test_without_a_yes_another_basis_is_written_down(work: AtWork, there: Scene) -> None:
    case_id, _card = ready(work, there, ours=False)
    work.go(Place.CASE, str(case_id), "transfer")
    assert work.sees("Stops here: there is no yes to this recipient")
    work.press("other-basis")
    work.press("basis-vital_interests")
    work.write("basis-reason", "He waits at the gate.")
    work.press("basis-told")
    work.press("agree-basis")
    assert not work.sees("Stops here: there is no yes to this recipient")
    work.press("back-to-consent")
    assert work.sees("Stops here: there is no yes to this recipient")
    work.press("other-basis")
    work.press("basis-vital_interests")
    work.write("basis-reason", "He waits at the gate.")
    work.press("basis-told")
    work.press("agree-basis")
    work.press("finish-step")
    work.press("handover-act")
    assert work.office.ask(lambda reads: reads.count(BasisUse)) == 1


def test_a_yes_that_ended_asks_to_tell_the_centre(work: AtWork, there: Scene) -> None:
    case_id, _card = ready(work, there, ours=False)
    work.office.perform(lambda unit: centres.agrees(unit, case_id))
    work.office.perform(lambda unit: sending.send(unit, case_id, sending.Going()))
    person_id = work.office.ask(lambda reads: reads.get(Case, case_id).person_id)
    scope = Scope(purpose=Purpose.TRANSFER, recipient="Northbank centre")
    work.office.perform(lambda unit: withdraw(unit, person_id, scope))
    work.go(Place.TODAY)
    assert work.sees("A yes ended after a case went out: tell the centre")
    work.go(Place.CASE, str(case_id), "transfer")
    work.press("centre-told")
    (told,) = work.office.ask(lambda reads: reads.matching(Disclosure))
    assert told.recalled_at is not None


def test_what_was_answered_is_not_opened_again_from_the_list_below(
    work: AtWork, there: Scene, stick: Path
) -> None:
    gone = offered(work, there, stick)
    opens = f"open-handover-{gone.handover}"
    work.press(opens)
    work.write("decline-reason", "No bed is free")
    work.press("decline-handover")
    assert work.office.ask(lambda reads: reads.count(ReceivedHandover)) == 1
    work.press(opens)
    assert work.sees("This handover was answered before")
    assert not work.find("accept-handover")


def test_a_stick_with_too_much_says_what_was_not_read_and_what_comes_next(
    work: AtWork, there: Scene, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "MOST_FILES", 1)
    monkeypatch.setattr(centres_page, "MOST_SHOWN", 0)
    (stick / "large.handover").write_bytes(bytes(1_000_000))
    offered(work, there, stick)
    assert work.sees("1 more case lies there")
    assert work.sees("1 file was not read.")


def test_somebody_known_is_offered_and_never_merged(
    work: AtWork, there: Scene, stick: Path
) -> None:
    here = Here(work)
    a_case(work)
    (known,) = work.office.ask(lambda reads: reads.matching(Person))
    gone = offered(work, there, stick)
    body = centres.handed_over(here, gone.file).body
    work.press(f"open-handover-{body.handover}")
    assert work.sees("never in the evening")
    work.press(f"may-be-{known.id}")
    work.press("accept-handover")
    work.press("take-over-act")
    assert work.office.ask(lambda reads: reads.count(Person)) == 2
    assert work.sees("Perhaps the same person as Selam T.")
    work.press("open-may-be")
    assert work.sees("Perhaps the same person as Selam T.")
    (received,) = work.office.ask(lambda reads: reads.matching(ReceivedHandover))
    work.press(f"perhaps-{received.person_id}")
    assert work.find(f"perhaps-{known.id}")
    work.press(f"compare-perhaps-{known.id}")
    assert work.find("compare")
    work.go(Place.CENTRES)
    work.press(f"open-received-{received.id}")
    assert work.find("steps")
    work.go(Place.PERSON, str(known.id))
    work.press(f"two-people-{received.person_id}")
    files = set(stick.rglob("*.handover"))
    work.go(Place.CENTRES)
    work.press(f"answer-{received.id}")
    assert len(set(stick.rglob("*.handover")) - files) == 1
    work.go(Place.PERSON, str(known.id))
    assert not work.sees("Perhaps the same person as Selam T.")


def test_what_was_typed_before_a_decision_stands_there_again(
    work: AtWork, there: Scene, stick: Path
) -> None:
    gone = offered(work, there, stick)
    opens = f"open-handover-{gone.handover}"
    work.press(opens)
    work.write("decline-reason", "No bed is free")
    work.press("decide-later")
    work.press(opens)
    reason = work.widget("decline-reason")
    assert isinstance(reason, QPlainTextEdit)
    assert reason.toPlainText() == "No bed is free"
    work.press("decline-handover")
    assert work.office.drafts.load(gone.handover, "decision on a handover") is None


def test_what_is_typed_for_the_own_card_waits(work: AtWork) -> None:
    work.go(Place.CENTRES)
    work.write("card-ask", "Supervisor of the day")
    work.go(Place.TODAY)
    work.go(Place.CENTRES)
    ask = work.widget("card-ask")
    assert isinstance(ask, QLineEdit)
    assert ask.text() == "Supervisor of the day"
    work.press("make-card")
    assert work.sees("Supervisor of the day")
