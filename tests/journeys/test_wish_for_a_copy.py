"""From the wish for a copy to the paper in her hand, and who else learns nothing of it."""

from __future__ import annotations

import pypdfium2
import pytest

from caseworker.keys import Newcomer
from caseworker.model.case import Case
from caseworker.model.ids import PersonId
from caseworker.model.person import Tie
from caseworker.model.rights import Asker, Outcome, PersonRequest, RecordCopy, RequestKind
from caseworker.model.staff import Role
from caseworker.notes.writing import Words, write
from caseworker.people.ties import Claim, claim
from caseworker.ports import UnitOfWork
from caseworker.reception.check_in import AtTheGate
from tests.journeys.centre import AMINA, PASSPHRASE, Centre
from tests.journeys.leaks import Leaks
from ui.documents.document_page import DocumentPage
from ui.rehearsal import desk_work
from ui.window.navigation import Place

LUCIA = "Lucia Ferrer"
SEEN = AtTheGate(described_as="Woman, about 30", language="fr")
NAME = desk_work.Name("Fatou-Obsidian", "Marcasite", "1994")
CANARIES = ("Obsidian", "Marcasite", "Wulfenite", "Beryllium", "Zoisite")


@pytest.fixture
def centre(centre: Centre) -> Centre:
    """The small centre, with a data protection officer."""
    hand = centre.unlock("Tomas")
    officer = Newcomer(name=LUCIA, staff_code="04", roles=frozenset({Role.DATA_PROTECTION_OFFICER}))
    centre.office.keys.add(officer, PASSPHRASE)
    hand.settle()
    centre.unlock(AMINA)
    return centre


def notes_of(work: UnitOfWork, person_id: PersonId) -> None:
    case = work.matching(Case, person_id=person_id)[0]
    write(work, case.id, Words(observed="Brought a Wulfenite box"))
    write(work, case.id, Words(observed="Her neighbour has a Beryllium ring", third_party=True))
    claim(work, Claim(person_id=person_id, tie=Tie.SPOUSE, relative_name="Zoisite"))


def paper_of(centre: Centre) -> str:
    """Return the words of the paper that lies over the window."""
    hand = centre.hand
    hand.wait(lambda: hand.shown("document-page-1"))
    page = hand.session.page
    assert isinstance(page, DocumentPage)
    with pypdfium2.PdfDocument(page.pdf) as document:
        return "\n".join(each.get_textpage().get_text_range() for each in document)


@pytest.mark.requirement("R-442")
def test_a_wish_becomes_a_paper_without_the_others(centre: Centre, leaks: Leaks) -> None:
    centre.registers(NAME, SEEN)
    hand = centre.hand
    hand.click("open-case")
    person = PersonId(centre.person(NAME.given).id)
    centre.office.perform(lambda work: notes_of(work, person))
    centre.go(Place.PERSON, person)
    hand.click("request-access")
    hand.type("request-words", "I want to read what is written")
    hand.click("request-act")
    request = centre.one(PersonRequest)
    assert (request.kind, request.asked_by) == (RequestKind.ACCESS, Asker.PERSON)

    hand = centre.unlock(LUCIA)
    hand.click(f"decision-{request.id}")
    hand.click("outcome-granted")
    hand.click("give-answer")
    assert centre.one(PersonRequest).outcome is None, "first somebody makes sure who asks"
    hand.type("verified", "Amina has known her for weeks")
    hand.click("give-answer")
    assert centre.one(PersonRequest).outcome is Outcome.GRANTED
    hand.click("prepare-copy")
    hand.rest()
    hand.click("show-copy")
    said = paper_of(centre)
    assert "Marcasite" in said
    assert "Wulfenite" in said
    assert "Beryllium" not in said
    assert "Zoisite" not in said
    assert "Amina" not in said, "paper carries codes"
    hand.click("print-document")
    assert hand.shown("print-sheet-act"), "whether it is safe to carry is asked first"
    hand.click("print-sheet-back")
    hand.click("close-document")
    hand.click("copy-given")
    hand.click("copy-given-sheet-act")
    assert not centre.all(RecordCopy), "nobody asked whether it is safe to carry"
    hand.click("copy-given")
    hand.click("safe-to-carry")
    hand.click("copy-given-sheet-act")
    assert centre.one(RecordCopy).person_id == person

    hand = centre.unlock(AMINA)
    hand.click(f"decision-{request.id}")
    hand.type("told-words", "The copy is hers, and what is not in it")
    hand.click("keep-told")
    done = centre.one(PersonRequest)
    assert done.told_at is not None
    assert done.carried_out_at is not None
    centre.go(Place.TODAY)
    assert not hand.shown(f"decision-{request.id}")
    centre.lock()
    leaks.none_of(*CANARIES)


@pytest.mark.requirement("R-442")
def test_a_father_who_may_harm_gets_nothing(centre: Centre, leaks: Leaks) -> None:
    centre.registers(NAME, SEEN)
    hand = centre.hand
    person = PersonId(centre.person(NAME.given).id)
    harm = Claim(person_id=person, tie=Tie.FATHER, relative_name="Zoisite", may_be_abuser=True)
    centre.office.perform(lambda work: claim(work, harm).id)
    centre.go(Place.PERSON, person)
    hand.click("request-access")
    hand.click("asked-by-parent")
    hand.click("request-act")
    assert not centre.all(PersonRequest), "who asks is written down"
    hand.type("asked-by-other", "Her father, on the telephone")
    hand.click("request-act")
    request = centre.one(PersonRequest)

    hand = centre.unlock(LUCIA)
    hand.click(f"decision-{request.id}")
    hand.click("outcome-granted")
    hand.type("verified", "He sent a paper")
    hand.click("give-answer")
    assert centre.one(PersonRequest).outcome is None
    hand.click("outcome-refused")
    hand.type("answer-reason", "The person asks for nothing")
    hand.click("give-answer")
    assert centre.one(PersonRequest).outcome is Outcome.REFUSED
    assert not hand.shown("prepare-copy")
    centre.lock()
    leaks.none_of("Obsidian", "Marcasite", "Zoisite")
