"""A tie is checked from the person, and a panel decides from the case: where one looks for it."""

from __future__ import annotations

import pytest

from caseworker.answers import Answers
from caseworker.model.assessment import BestInterests
from caseworker.model.case import Case
from caseworker.model.form import FilledForm
from caseworker.model.person import Relationship, Tie
from caseworker.people.ties import Claim, claim
from caseworker.ports import UnitOfWork
from caseworker.steps.assessment import keep_best_interests
from tests.journeys.centre import AMINA, JOSEPHINE, Centre
from tests.journeys.known_child import open_child
from tests.journeys.leaks import Leaks
from tests.screens.at_work import MENUS
from ui.form.form_view import FormView
from ui.rehearsal.driver import Driver
from ui.window.navigation import Place

pytestmark = MENUS


def known_child(work: UnitOfWork) -> Case:
    """A child with a case, an uncle who is only said to be one, and a first look."""
    case = open_child(work, "Idris-Malachite", "2013")
    claim(
        work,
        Claim(person_id=case.person_id, tie=Tie.UNCLE_OR_AUNT, relative_name="Haroun-Obsidian"),
    )
    keep_best_interests(work, case.id, Answers(form="best_interests", version="1"))
    return case


def answer(hand: Driver, form: str, **answers: str) -> None:
    shown = hand.find(form)
    assert isinstance(shown, FormView)
    for path, value in answers.items():
        shown.entry.set(f"/data/{path.replace('__', '/')}", value)
    hand.click("keep-filling")


@pytest.mark.requirement("R-209", "R-247", "R-438")
def test_a_tie_is_checked_from_the_person_and_a_panel_decides_from_the_case(
    centre: Centre, leaks: Leaks
) -> None:
    centre.unlock(AMINA)
    case = centre.office.perform(known_child)[0]
    tie = centre.one(Relationship)
    centre.go(Place.PERSON, case.person_id)
    assert not centre.hand.shown(f"check-{tie.id}"), "it takes the training"

    hand = centre.unlock(JOSEPHINE)
    centre.go(Place.PERSON, case.person_id)
    hand.click(f"check-{tie.id}")
    answer(hand, "relative_verification", result__verdict="verified", result__decided_by="02")
    assert centre.one(Relationship).verified_at is None, "one alone verifies nothing"
    assert hand.shown("filling-findings-0")
    answer(hand, "relative_verification", result__decided_by="02, 07")
    assert centre.one(Relationship, id=tie.id).verified_at is not None
    assert centre.one(FilledForm).kept_in == (tie.id,)

    centre.go(Place.CASE, case.id, "assessment")
    hand.click("desk-view-toggle")
    hand.click("open-determination")
    answer(
        hand,
        "best_interests_determination",
        panel_part__panel="health lawyer guardian",
        child__how_heard="alone",
        decision__determination="Stays where the Obsidian school is",
    )
    assert centre.one(BestInterests).determined_at is not None
    centre.lock()
    leaks.none_of("Obsidian", "Malachite")
