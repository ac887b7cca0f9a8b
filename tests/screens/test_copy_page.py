"""The copy of a record and who used it, on screen."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtWidgets import QCheckBox

from caseworker.model.case import Case, CaseNote
from caseworker.model.ids import NoteId, RelationshipId
from caseworker.model.person import Relationship, Tie
from caseworker.model.rights import (
    RecordCopy,
    RequestKind,
)
from caseworker.ports import UnitOfWork
from tests.screens.at_work import AtWork, Begin
from tests.screens.test_rights_pages import OFFICER, grant, kept, person_of, selam, wishes
from ui.documents.document_page import DocumentPage
from ui.window.navigation import Place


def copy_page(work: AtWork) -> tuple[UUID, UUID]:
    """Return the wish and a note in which somebody else is named, with the copy page open."""
    case_id = work.selam()
    person = person_of(work, case_id)

    def fill(unit: UnitOfWork) -> UUID:
        unit.get(Case, case_id).assigned_to = None
        tie = Relationship(id=RelationshipId(unit.new_id()), person_id=person, tie=Tie.FATHER,
                           relative_name="Dawit Haile", claimed_at=unit.now())  # fmt: skip
        unit.add(tie)
        note = CaseNote(id=NoteId(unit.new_id()), case_id=case_id, written_at=unit.now(),
                        written_by=unit.actor.user_id, observed="Dawit waited outside",
                        said="I want to learn")  # fmt: skip
        unit.add(note)
        return note.id

    note = work.does(fill)
    request = wishes(work, person, RequestKind.ACCESS)
    work.go(Place.RIGHTS, request, "wish")
    grant(work)
    work.press("prepare-copy")
    work.qtbot.waitUntil(lambda: bool(work.find(f"item-CaseNote:{note}:said")), timeout=20_000)
    return request, note


@pytest.mark.requirement("R-442")
def test_the_officer_sees_each_item_and_holds_back_more(begin: Begin) -> None:
    work = begin(OFFICER)
    request, note = copy_page(work)
    assert work.sees("Is it safe for the person to carry?")
    assert work.sees("Names somebody: read it first")
    said, named = f"item-CaseNote:{note}:said", f"item-CaseNote:{note}:observed"
    assert is_on(work, said)
    assert not is_on(work, named)
    assert work.sees("1 of 2 go along")
    work.session.page.show_part(work.widget(named))
    work.press(named)
    assert work.sees("2 of 2 go along")
    work.press(said)
    assert work.sees("1 of 2 go along")
    work.press("show-copy")
    assert isinstance(work.session.page, DocumentPage)
    words = str(work.session.page.document.blocks)
    assert "Dawit waited outside" in words
    assert "I want to learn" not in words
    work.press("close-document")
    work.go(Place.TODAY)
    work.go(Place.RIGHTS, request, "copy")
    work.qtbot.waitUntil(lambda: bool(work.find(said)), timeout=20_000)
    assert not is_on(work, said), "what was held back is still held back"
    work.press("leave-copy")
    assert not work.find("show-copy")


def is_on(work: AtWork, name: str) -> bool:
    row = work.widget(name)
    assert isinstance(row, QCheckBox)
    return row.isChecked()


def test_the_person_chooses_the_language_and_the_copy_is_kept_as_given(begin: Begin) -> None:
    work = begin(OFFICER)
    request, _note = copy_page(work)
    work.press("copy-language-fr")
    work.press("show-copy")
    assert isinstance(work.session.page, DocumentPage)
    assert work.session.page.document.language == "fr"
    work.press("close-document")
    work.press("copy-given")
    work.press("copy-given-sheet-act")
    assert work.sees("Whether it is safe to carry was not asked")
    work.press("copy-given")
    work.press("safe-to-carry")
    work.press("copy-given-sheet-act")
    (copy,) = work.office.ask(lambda reads: reads.matching(RecordCopy))
    assert (copy.language, copy.request_id) == ("fr", request)
    assert kept(work, request).carried_out_at is not None
    assert work.sees("A copy was given")


@pytest.mark.requirement("R-441")
def test_who_used_the_record_is_read_together_and_printed(begin: Begin) -> None:
    work = begin()
    person = selam(work)
    work.go(Place.PERSON, person)
    work.press("open-extract")
    assert work.sees("Looked at the record") or work.sees("Inside the centre")
    work.press("print-extract")
    work.press("paper-language-ar")
    assert isinstance(work.session.page, DocumentPage)
    assert work.session.page.document.language == "ar"
    assert "Amina" not in str(work.session.page.document.blocks)
    work.press("close-document")
