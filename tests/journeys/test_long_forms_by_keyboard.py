"""The longest built-in forms, filled by the keyboard alone in French and in Arabic.

From the first question to the kept answers and the paper: what the keyboard cannot reach, no test
of this page can answer.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from caseworker.consent.asking import keep_answers
from caseworker.consent.talk import Asked
from caseworker.documents.filled_form import filled_form
from caseworker.form_library.filling import entry_of_filled, read_filled
from caseworker.model.assessment import Assessment, BestInterests, Factor
from caseworker.model.case import Case
from caseworker.model.consent import Purpose
from caseworker.model.form import FilledForm
from caseworker.model.person import Person
from caseworker.model.values import Answer
from caseworker.reception.check_in import AtTheGate
from caseworker.text import Text
from forms import FormEntry
from tests.journeys.centre import Centre
from tests.journeys.keyboard import WORDS, Keyboard
from tests.journeys.known_child import open_child
from tests.journeys.leaks import Leaks
from tests.scene import GOOD_TALK
from tests.screens.at_work import MENUS
from ui.form.form_view import FormView
from ui.language import speak
from ui.rehearsal import desk_work
from ui.rehearsal.driver import Driver
from ui.theme.theme import apply
from ui.window.navigation import Place

pytestmark = MENUS
WHO = {
    "fr": desk_work.Name("Élodine", "Mbuyizanga", "1994"),
    "ar": desk_work.Name("زمردة", "الزعفراني", "1994"),
}
FORMS = ("interview", "needs_assessment", "food_and_items", "legal_screening", "solutions")


@pytest.fixture(params=["fr", "ar"])
def speaking(request: pytest.FixtureRequest, centre: Centre, qapp: QApplication) -> str:
    """Amina's window speaks French, or Arabic from the right."""
    language = str(request.param)
    _speaks(centre, qapp, language)
    return language


def _speaks(centre: Centre, qapp: QApplication, language: str) -> None:
    speak(language)
    apply(qapp, language=language, motion=False)
    centre.hand.session.rebuild()
    right = centre.hand.window.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert right is (language == "ar")


def _case(centre: Centre, language: str) -> Driver:
    """Receive somebody, and open the case; return the hand that works."""
    hand = centre.hand
    centre.registers(WHO[language], AtTheGate(described_as="Woman, about 30", language="ti"))
    hand.click("open-case")
    return hand


def _known_child(centre: Centre, language: str) -> Case:
    """A child's record and case that a colleague opened."""
    return centre.office.perform(lambda work: open_child(work, WHO[language].given, "2015"))[0]


def _view(hand: Driver, name: str) -> FormView:
    form = hand.find(name)
    assert isinstance(form, FormView)
    return form


def _all_answered(entry: FormEntry) -> list[str]:
    """Return the paths of questions that were asked and stayed open."""
    return [
        question.path
        for question in entry.questions()
        if question.kind not in {"note", "calculate", "hidden"} and not question.value
    ]


def _of_the_form(path: str) -> bool:
    """Return whether the form itself wrote what stands at *path*: ids of lines, its own name."""
    return path.endswith("]") or "/meta/" in path


@pytest.mark.requirement("R-415")
@pytest.mark.parametrize("name", FORMS)
def test_a_long_form_from_the_first_key_to_the_paper(
    centre: Centre, leaks: Leaks, speaking: str, name: str
) -> None:
    _to_the_paper(centre, leaks, speaking, name)


@pytest.mark.requirement("R-209", "R-447")
@pytest.mark.parametrize(
    ("name", "language"), [("registration_household", "ar"), ("mandatory_report", "fr")]
)
def test_a_form_that_makes_more_of_the_record_is_worked_by_keys(
    centre: Centre, qapp: QApplication, leaks: Leaks, name: str, language: str
) -> None:
    _speaks(centre, qapp, language)
    _to_the_paper(centre, leaks, language, name)
    made = centre.one(FilledForm).kept_in
    assert len(made) == 2, "a household and a tie, or a basis and what went out"


def _to_the_paper(centre: Centre, leaks: Leaks, speaking: str, name: str) -> None:
    """Fill a form by keys alone, keep it, read it again and print it."""
    hand = _case(centre, speaking)
    person = centre.person(WHO[speaking].given)
    notes = Asked(purpose=Purpose.INTERVIEW_NOTES, answer=Answer.YES)
    centre.office.perform(lambda work: keep_answers(work, (notes,), GOOD_TALK, person_id=person.id))
    hand.click("fill-in-form")
    hand.click(f"fill-{name}")
    keys = Keyboard(hand, speaking)
    keys.go_to("one-part")
    answers = keys.fill(lambda: _view(hand, name), until="keep-filling")
    entry = _view(hand, name).entry
    assert _all_answered(entry) == []
    keys.press_space()

    case = centre.case_of(WHO[speaking].given)
    kept = centre.one(FilledForm, subject=case.id)
    read = centre.office.ask(lambda reads: read_filled(reads, kept.id))
    again = entry_of_filled(read).answers()
    given = {path: value for path, value in answers.items() if not _of_the_form(path)}
    assert given.items() <= again.items()
    hand.click(f"filled-{kept.id}")
    hand.click("print-filled")
    hand.wait(lambda: hand.shown("document-page-1"))
    paper = centre.office.ask(lambda reads: filled_form(reads, read, Text(speaking)))
    for words in {WORDS[speaking]} & set(answers.values()):
        assert words in str(paper.blocks)
    centre.lock()
    leaks.none_of(WHO[speaking].given, WORDS[speaking])


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("assessment", Assessment),
        ("vulnerability", Assessment),
        ("best_interests", BestInterests),
    ],
)
def test_a_form_of_a_step_is_worked_by_keys(
    centre: Centre, leaks: Leaks, speaking: str, name: str, kept: type[Assessment | BestInterests]
) -> None:
    case = _known_child(centre, speaking)
    hand = centre.hand
    centre.go(Place.CASE, case.id, "assessment")
    hand.click("desk-view-toggle")
    keys = Keyboard(hand, speaking)
    keys.go_to(f"open-{name}")
    keys.press_space()
    _view(hand, f"{name}-form").go_to(next(iter(_view(hand, f"{name}-form").questions)))
    keys.fill(lambda: _view(hand, f"{name}-form"), until=f"keep-{name}")
    assert _all_answered(_view(hand, f"{name}-form").entry) == []
    keys.press_space()
    found = centre.one(kept, case_id=case.id)
    assert WORDS[speaking] in str(vars(found))
    factors = centre.all(Factor) if kept is Assessment else []
    assert bool(factors) is (kept is Assessment)
    assert all(factor.what == WORDS[speaking] for factor in factors)
    centre.lock()
    leaks.none_of(WHO[speaking].given, WORDS[speaking])


def test_registration_is_worked_by_keys(centre: Centre, leaks: Leaks, speaking: str) -> None:
    hand = centre.hand
    number = centre.arrives(AtTheGate(described_as="Woman, about 30", language="ti"))
    desk_work.check_in(hand, number, "Room 4, bed 2")
    desk_work.screen_and_explain(hand)
    desk_work.say(hand, "yes", "yes")
    desk_work.prepare_talk(hand)
    hand.click("form-of-consent-verbal")
    hand.click("keep-answers")
    form = _view(hand, "registration-form")
    form.go_to(next(iter(form.questions)))
    keys = Keyboard(hand, speaking)
    keys.fill(lambda: _view(hand, "registration-form"), until="keep-record")
    assert _all_answered(_view(hand, "registration-form").entry) == []
    keys.press_space()
    person = centre.one(Person)
    assert person.given_name == WORDS[speaking]
    assert person.date_of_birth is not None
    assert person.date_of_birth.edtf == "1994"
    assert person.nationalities == ("ER",)
    centre.lock()
    leaks.none_of(WORDS[speaking])
