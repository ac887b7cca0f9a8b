"""Erasing a record on screen: the preview, two people, the act, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from caseworker.model.case import Case, CaseNote, CaseStatus
from caseworker.model.consent import Basis, Disclosure
from caseworker.model.erasure import Erasure, ErasureCause, KeptLonger
from caseworker.model.ids import CaseId, NoteId, PersonId, UserId
from caseworker.model.person import Person
from caseworker.model.rights import PersonRequest, RequestKind
from caseworker.model.staff import Role
from caseworker.ports import UnitOfWork
from caseworker.rights.outside_the_record import beyond
from caseworker.rights.whole_record import whole_record
from caseworker.rights.wishes import take_request
from tests.screens.at_work import AtWork, Begin
from tests.screens.chosen import ChosenFiles
from tests.screens.elsewhere import Elsewhere
from ui.documents.document_page import DocumentPage
from ui.outside import Outside
from ui.window.navigation import Place

OFFICER = frozenset({Role.DATA_PROTECTION_OFFICER})
SUPERVISOR = frozenset({Role.SUPERVISOR})


@pytest.fixture
def begin(qtbot: QtBot, tmp_path: Path) -> Iterator[Begin]:
    begun: list[AtWork] = []
    stick = tmp_path / "stick"
    stick.mkdir()

    def at_work(roles: frozenset[Role] = OFFICER) -> AtWork:
        outside = Outside(files=ChosenFiles(goes_to=stick))
        begun.append(AtWork(qtbot, tmp_path, roles, outside))
        return begun[-1]

    yield at_work
    for each in begun:
        each.close()


def selam(work: AtWork) -> tuple[PersonId, CaseId]:
    """Enter Selam, whose case is nobody's work any more."""
    case_id = work.selam()

    def nobody(unit: UnitOfWork) -> PersonId:
        case = unit.get(Case, case_id)
        case.assigned_to = None
        case.status, case.closed_at = CaseStatus.CLOSED, unit.now()
        return case.person_id

    return work.does(nobody), case_id


def decided(work: AtWork, person: PersonId) -> UUID:
    """Return the erasure of a wish that the officer grants by keyboard alone."""
    wish = work.does(lambda unit: take_request(unit, person, RequestKind.ERASURE).id)
    work.go(Place.RIGHTS, wish, "wish")
    work.widget("outcome-granted").setFocus()
    work.press_key(Qt.Key.Key_Space)
    work.write("verified", "A colleague knows her")
    work.press_key(Qt.Key.Key_Space, "give-answer")
    (erasure,) = work.office.ask(lambda reads: reads.matching(Erasure))
    return erasure.id


def decided_by_somebody_else(work: AtWork, person: PersonId) -> UUID:
    officer = work.colleague("Lucia Ferrer", role=Role.DATA_PROTECTION_OFFICER)

    def decide(unit: UnitOfWork) -> UUID:
        erasure = Erasure(id=unit.new_id(), number="7QK-E1", person_id=person,
                          cause=ErasureCause.WISH, asked_at=unit.now(), decided_at=unit.now(),
                          decided_by=officer)  # fmt: skip
        unit.add(erasure)
        return erasure.id

    return work.does(decide)


def agreed_by_somebody_else(work: AtWork, erasure: UUID) -> UserId:
    second = work.colleague("Josephine Okafor", role=Role.SUPERVISOR)

    def agree(unit: UnitOfWork) -> None:
        kept = unit.get(Erasure, erasure)
        unit.rely_on(kept)
        kept.agreed_at, kept.agreed_by = unit.now(), second
        record = whole_record(unit, kept.person_id)
        kept.agreed_to = record.counts()
        kept.agreed_beyond = beyond(unit, kept.person_id, record.all_that_goes)

    work.does(agree)
    return second


def kept(work: AtWork, erasure: UUID) -> Erasure:
    return work.office.ask(lambda reads: reads.get(Erasure, erasure))


@pytest.mark.requirement("R-442")
def test_a_record_is_erased_by_keyboard_alone(begin: Begin) -> None:
    work = begin()
    person, _case = selam(work)
    erasure = decided(work, person)
    work.press_key(Qt.Key.Key_Space, "open-erasure")
    assert work.sees("Decided, and nothing is erased yet")
    assert work.sees("Somebody else has not agreed yet")
    assert not work.widget("erase-record").isEnabled()
    assert not work.find("agree-erasure")
    agreed_by_somebody_else(work, erasure)
    assert work.sees("Two people answer for it: it can be erased now")
    work.press_key(Qt.Key.Key_Space, "erase-record")
    assert work.sees("Nothing brings it back. There is no undo.")
    assert kept(work, erasure).carried_out_at is None
    work.press_key(Qt.Key.Key_Escape, "erasing-back")
    assert kept(work, erasure).carried_out_at is None
    work.press_key(Qt.Key.Key_Space, "erase-record")
    work.press_key(Qt.Key.Key_Space, "erasing-act")
    work.settle()
    assert kept(work, erasure).carried_out_at is not None
    assert work.sees("The record is erased on this laptop")
    assert [each for each in work.words() if "Selam" in each] == []
    assert not work.office.ask(lambda reads: reads.matching(Person))
    assert not work.office.ask(lambda reads: reads.matching(PersonRequest))


@pytest.mark.requirement("R-442")
def test_what_goes_and_what_stays_is_said_before(begin: Begin) -> None:
    work = begin()
    person, _case = selam(work)

    def went(unit: UnitOfWork) -> None:
        gone = Disclosure(id=unit.new_id(), person_id=person, recipient="Port Maren legal aid",
                          basis=Basis.CONSENT, medium="printed", disclosed_at=unit.now(),
                          disclosed_by=unit.actor.user_id)  # fmt: skip
        unit.add(gone)

    work.does(went)
    decided(work, person)
    work.press("open-erasure")
    for words in (
        "What will be gone",
        "The case, notes and plans",
        "What stays, and why",
        "The records of other people, also where they speak of this person",
        "What cannot be reached from here",
        "Ask them to erase theirs.",
        "This laptop works alone.",
        "Others have copies",
    ):
        assert work.sees(words), words


@pytest.mark.requirement("R-442")
def test_a_supervisor_agrees_and_sees_no_word_of_the_record(begin: Begin) -> None:
    work = begin(SUPERVISOR)
    person, case_id = selam(work)

    def write(unit: UnitOfWork) -> None:
        note = CaseNote(id=NoteId(unit.new_id()), case_id=case_id, written_at=unit.now(),
                        written_by=unit.actor.user_id, said="canary")  # fmt: skip
        unit.add(note)

    work.does(write)
    erasure = decided_by_somebody_else(work, person)
    work.go(Place.TODAY)
    assert work.sees("A record is to be erased: agree, or leave it")
    work.press(f"decision-{erasure}")
    assert not work.sees("canary")
    assert not work.find("erase-record")
    work.press_key(Qt.Key.Key_Space, "agree-erasure")
    assert kept(work, erasure).agreed_by == work.office.actor.user_id
    assert work.sees("Two people answer for it: it can be erased now")


def test_a_new_note_asks_for_the_agreement_again(begin: Begin) -> None:
    work = begin(SUPERVISOR)
    person, case_id = selam(work)
    erasure = decided_by_somebody_else(work, person)
    work.go(Place.RIGHTS, erasure, "erasure")
    work.press("agree-erasure")

    def write(unit: UnitOfWork) -> None:
        unit.add(CaseNote(id=NoteId(unit.new_id()), case_id=case_id, written_at=unit.now(),
                          written_by=unit.actor.user_id, said="new"))  # fmt: skip

    work.does(write)
    work.go(Place.TODAY)
    work.go(Place.RIGHTS, erasure, "erasure")
    assert work.sees("The record has changed since somebody agreed")
    work.press("agree-erasure")
    assert not work.sees("The record has changed since somebody agreed")


@pytest.mark.requirement("R-442")
def test_a_law_that_asks_to_keep_it_stops_the_erasure(begin: Begin) -> None:
    work = begin()
    person, _case = selam(work)
    erasure = decided(work, person)
    agreed_by_somebody_else(work, erasure)
    work.go(Place.RIGHTS, erasure, "erasure")
    work.press_key(Qt.Key.Key_Space, "keep-by-law")
    work.write("keep-reason", "A case in court")
    work.write("keep-law", "Act 7")
    work.press_key(Qt.Key.Key_Space, "keep-years-2")
    work.press_key(Qt.Key.Key_Space, "keep-longer")
    work.go(Place.RIGHTS, erasure, "erasure")
    assert work.sees("Stops here: the law asks to keep the record until 17 November 2028")
    assert not work.widget("erase-record").isEnabled()


def test_a_record_can_be_left_as_it_is(begin: Begin) -> None:
    work = begin()
    person, _case = selam(work)
    erasure = decided(work, person)
    work.press("open-erasure")
    work.press("call-off")
    assert kept(work, erasure).called_off_at is not None
    assert work.sees("Called off: the record stays as it is")
    work.press("open-wish")
    assert work.sees("It was called off: the record stays as it is.")
    work.go(Place.RIGHTS)
    assert not work.sees("Still to be done")


@pytest.mark.requirement("R-443")
def test_the_person_is_told_by_a_paper_without_a_name(begin: Begin) -> None:
    work = begin()
    person, _case = selam(work)
    erasure = decided(work, person)
    agreed_by_somebody_else(work, erasure)
    work.go(Place.RIGHTS, erasure, "erasure")
    work.press("erase-record")
    work.press("erasing-act")
    work.go(Place.RIGHTS)
    assert work.sees("Erased records")
    assert work.sees("Not told yet")
    work.press(f"erasure-{erasure}")
    work.press("show-notice")
    shown = work.session.page
    assert isinstance(shown, DocumentPage)
    work.press("paper-language-fr")
    assert shown.document.language == "fr"
    assert "Selam" not in repr(shown.document)
    work.press("close-document")
    work.press("keep-gone-told")
    assert kept(work, erasure).told_at is not None


@pytest.mark.requirement("R-442")
def test_only_a_laptop_that_told_so_counts_as_erased(begin: Begin, tmp_path: Path) -> None:
    work = begin(OFFICER | {Role.ADMINISTRATOR})
    work.office.space.found()
    other = Elsewhere(work, tmp_path / "other", tmp_path / "stick", Role.SUPERVISOR)
    try:
        person, case_id = selam(work)
        erasure = decided(work, person)
        other.exchange(work.office)
        other.exchange()
        other.office.perform(agree_there(erasure))
        other.exchange()
        other.exchange(work.office)
        assert other.office.ask(lambda reads: reads.find(Person, person)) is not None
        work.go(Place.RIGHTS, erasure, "erasure")
        assert work.sees("1 other laptop erases it at its next exchange.")
        # Written there by somebody who did not know yet.
        other.office.perform(lambda unit: unit.add(late_note(unit, case_id)))
        work.press("erase-record")
        work.press("erasing-act")
        assert work.sees("Has not told so yet")
        other.exchange(work.office)
        work.go(Place.TODAY)
        work.go(Place.RIGHTS, erasure, "erasure")
        assert work.sees("Has not told so yet")
        other.exchange()
        assert other.office.ask(lambda reads: reads.find(Person, person)) is None
        # It tells so with what it sends the next time.
        other.exchange()
        other.exchange(work.office)
        work.go(Place.TODAY)
        work.go(Place.RIGHTS, erasure, "erasure")
        assert work.sees("Has erased it")
        assert not work.sees("Has not told so yet")
        assert work.sees("1 entry about this person came later")
        work.press("erase-late")
        assert not work.find("came-late")
        assert not work.office.ask(lambda reads: reads.matching(CaseNote))
    finally:
        other.office.close()


def agree_there(erasure: UUID) -> Callable[[UnitOfWork], None]:
    """Let whoever works at another laptop agree."""

    def act(unit: UnitOfWork) -> None:
        kept = unit.get(Erasure, erasure)
        unit.rely_on(kept)
        kept.agreed_at, kept.agreed_by = unit.now(), unit.actor.user_id
        record = whole_record(unit, kept.person_id)
        kept.agreed_to = record.counts()
        kept.agreed_beyond = beyond(unit, kept.person_id, record.all_that_goes)

    return act


def late_note(unit: UnitOfWork, case_id: CaseId) -> CaseNote:
    return CaseNote(id=NoteId(unit.new_id()), case_id=case_id, written_at=unit.now(),
                    written_by=unit.actor.user_id, said="late")  # fmt: skip


@pytest.mark.requirement("R-442")
def test_a_record_whose_time_is_over_is_kept_or_erased(begin: Begin) -> None:
    work = begin()
    person, _case = selam(work)
    work.moment += timedelta(days=6 * 366)
    work.go(Place.RIGHTS)
    assert work.sees("Records whose time is over")
    assert not work.sees("Selam")
    work.press_key(Qt.Key.Key_Space, f"time-over-{person}")
    work.press_key(Qt.Key.Key_Space, "keep-longer")
    assert work.sees("A few words are enough.")
    work.write("keep-reason", "A case in court")
    work.go(Place.TODAY)
    work.go(Place.RIGHTS, person, "time over")
    work.press_key(Qt.Key.Key_Space, "keep-longer")
    (longer,) = work.office.ask(lambda reads: reads.matching(KeptLonger))
    assert (longer.reason, longer.law) == ("A case in court", "")
    work.go(Place.RIGHTS)
    assert not work.sees("Records whose time is over")
    work.moment += timedelta(days=366)
    work.go(Place.TODAY)
    work.go(Place.RIGHTS)
    work.press(f"time-over-{person}")
    assert work.sees("A case in court")
    work.press_key(Qt.Key.Key_Space, "decide-erasure")
    assert work.sees("The time to keep it is over")
    assert work.sees("Somebody else has not agreed yet")


def test_a_page_of_a_record_that_is_gone_closes(begin: Begin) -> None:
    work = begin(OFFICER | {Role.SUPERVISOR})
    person, case_id = selam(work)
    erasure = decided(work, person)
    agreed_by_somebody_else(work, erasure)
    work.go(Place.CASE, case_id)

    def gone(unit: UnitOfWork) -> None:
        unit.erase(*whole_record(unit, person).entities)

    work.does(gone)
    assert work.sees("What was open here is no longer on this laptop")
    assert work.find("today")
