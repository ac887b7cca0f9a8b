"""Forms about the centre in the real window: found, filled by keys, answered, read by few."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from caseworker.model.audit import FormAnswer
from caseworker.model.form import FilledForm
from caseworker.model.incident import Feedback, FeedbackState, StaffConcern
from tests.journeys.centre import JOSEPHINE, Centre
from tests.journeys.keyboard import WORDS, Keyboard
from tests.journeys.leaks import Leaks
from tests.screens.at_work import MENUS
from ui.form.form_view import FormView
from ui.language import speak
from ui.rehearsal.driver import Driver
from ui.theme.theme import apply
from ui.window.navigation import Place

pytestmark = MENUS


def in_language(centre: Centre, qapp: QApplication, language: str) -> None:
    """Let the window speak French, or Arabic from the right."""
    speak(language)
    apply(qapp, language=language, motion=False)
    centre.hand.session.rebuild()
    right = centre.hand.window.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert right is (language == "ar")


def view(hand: Driver, name: str) -> FormView:
    form = hand.find(name)
    assert isinstance(form, FormView)
    return form


def begin(centre: Centre, form: str) -> Driver:
    centre.go(Place.MORE)
    hand = centre.hand
    hand.click(f"more-{Place.FEEDBACK.value}")
    hand.click(f"fill-{form}")
    return hand


@pytest.mark.requirement("R-404", "R-405", "R-407")
@pytest.mark.parametrize(("form", "speaking"), [("satisfaction", "fr"), ("training_needs", "ar")])
def test_a_form_about_the_centre_by_keys_alone(
    centre: Centre, qapp: QApplication, leaks: Leaks, form: str, speaking: str
) -> None:
    in_language(centre, qapp, speaking)
    hand = begin(centre, form)
    keys = Keyboard(hand, speaking)
    keys.go_to("one-part")
    keys.fill(lambda: view(hand, form), until="keep-filling")
    keys.press_space()
    filled = centre.one(FilledForm, form=form)
    assert hand.shown(f"fill-{form}"), "one stands where the next one is begun"
    assert not hand.shown(f"filled-{filled.id}"), "who filled it in does not read it either"
    assert filled.filled_by is None
    hand = centre.unlock(JOSEPHINE)
    centre.go(Place.FEEDBACK)
    hand.click(f"filled-{filled.id}")
    hand.click("print-filled")
    assert hand.shown("document-page-1")
    centre.go(Place.FEEDBACK)
    hand.click(f"counted-{form}")
    assert hand.shown("document-page-1")
    centre.lock()
    leaks.none_of(WORDS[speaking])


@pytest.mark.requirement("R-406")
def test_feedback_is_taken_at_the_desk_and_answered_by_the_supervisor(
    centre: Centre, leaks: Leaks
) -> None:
    hand = begin(centre, "feedback")
    entry = view(hand, "feedback").entry
    for path, value in (
        ("about", "food"),
        ("said/channel", "box"),
        ("said/complaint", "yes"),
        ("said/words", "The soup is Quixotically cold"),
    ):
        entry.set(f"/data/{path}", value)
    hand.click("keep-filling")
    said = centre.one(Feedback)
    assert (said.words, said.state) == ("The soup is Quixotically cold", FeedbackState.RECEIVED)
    hand = centre.unlock(JOSEPHINE)
    filled = centre.one(FilledForm)
    centre.go(Place.FEEDBACK)
    hand.click(f"answer-{filled.id}")
    hand.click("correct-filled")
    entry = view(hand, "feedback").entry
    entry.set("/data/handled/state", "answered")
    entry.set("/data/handled/answer", "It is hot from today")
    hand.click("keep-filling")
    said = centre.one(Feedback)
    assert (said.state, said.answer) == (FeedbackState.ANSWERED, "It is hot from today")
    centre.go(Place.FEEDBACK)
    assert not hand.shown(f"answer-{filled.id}")
    centre.lock()
    leaks.none_of("Quixotically")


@pytest.mark.requirement("R-402")
def test_what_is_about_a_colleague_is_led_outside_and_leaves_nothing(centre: Centre) -> None:
    hand = begin(centre, "feedback")
    view(hand, "feedback").entry.set("/data/about", "staff")
    hand.rest()
    hand.click("keep-filling")
    assert hand.shown("acknowledge"), "the channels outside the centre are shown"
    for kind in (Feedback, FilledForm, FormAnswer, StaffConcern):
        assert not centre.all(kind)
    hand = begin(centre, "feedback")
    assert view(hand, "feedback").entry.value("/data/about") == "", "no draft either"


def test_a_form_about_the_centre_waits_where_one_stopped(centre: Centre) -> None:
    hand = begin(centre, "training_needs")
    view(hand, "training_needs").go_to("/data/place/position")
    for letter in "Cook at the harbour":
        focused = QApplication.focusWidget()
        assert focused is not None
        hand.press(focused, letter)
    hand.settle()
    hand.click("leave-filling")
    hand = begin(centre, "training_needs")
    assert view(hand, "training_needs").entry.value("/data/place/position") == "Cook at the harbour"


@pytest.mark.requirement("R-348", "R-352")
def test_the_walk_through_the_house_is_kept_with_its_figures_and_printed(
    centre: Centre, qapp: QApplication
) -> None:
    in_language(centre, qapp, "fr")
    hand = begin(centre, "centre_standards")
    keys = Keyboard(hand, "fr")
    keys.go_to("one-part")
    keys.fill(lambda: view(hand, "centre_standards"), until="keep-filling")
    questions = view(hand, "centre_standards").entry.questions()
    keys.press_space()
    filled = centre.one(FilledForm, form="centre_standards")
    assert filled.filled_by is not None
    asked = sum(question.kind != "note" for question in questions)
    assert len(centre.all(FormAnswer)) == asked > 30, "the whole walk was answered"
    hand.click(f"filled-{filled.id}")
    hand.click("print-filled")
    assert hand.shown("document-page-1")
