"""A mother and two children in Arabic; a child alone, and a man who says he is the uncle."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from caseworker.model.arrival import Arrival, UrgentNeed
from caseworker.model.consent import Basis, BasisUse, Consent, FormOfConsent, KindOfConsent
from caseworker.model.form import FilledForm
from caseworker.model.person import HouseholdMembership, Person, Relationship
from caseworker.model.values import Answer
from caseworker.reception.check_in import AtTheGate
from caseworker.steps import assessment
from tests.journeys.centre import Centre
from tests.journeys.leaks import Leaks
from ui.language import speak
from ui.rehearsal import desk_work
from ui.rehearsal.driver import Driver
from ui.theme.theme import apply
from ui.window.navigation import Place

MOTHER = desk_work.Name("سلمى", "الزعفراني", "1994")
CHILDREN = (
    desk_work.Name("ياقوت", "الزعفراني", "2016"),
    desk_work.Name("زمردة", "الزعفراني", "2021"),
)


@pytest.mark.requirement("R-169", "R-435", "R-437", "R-438")
def test_a_mother_and_two_children_in_arabic(
    centre: Centre, leaks: Leaks, qapp: QApplication
) -> None:
    speak("ar")
    apply(qapp, language="ar", motion=False)
    centre.hand.session.rebuild()
    hand = centre.hand
    assert hand.window.layoutDirection() is Qt.LayoutDirection.RightToLeft
    seen = AtTheGate(
        described_as="Woman, about 30, and two children", people=3, children=2, language="ar"
    )
    centre.registers(MOTHER, seen)
    arrival = centre.one(Arrival)
    for child in CHILDREN:
        centre.go(Place.RECEPTION, arrival.id, "consent")
        assert not hand.shown("given_name"), "each person says yes or no before a name"
        desk_work.say(hand, "yes", "yes")
        desk_work.prepare_talk(hand)
        hand.click("guardian-speaks")
        hand.choose("guardian-tie", "mother")
        hand.type("guardian-name", MOTHER.given)
        hand.type("guardian-verified", "دفتر العائلة")
        hand.click("assent-yes")
        hand.click("form-of-consent-verbal")
        hand.click("keep-answers")
        desk_work.write_record(hand, child)
        centre.one(FilledForm, subject=centre.person(child.given).id, form="registration_child")

    people = centre.all(Person)
    assert {person.given_name for person in people} == {
        MOTHER.given,
        *(child.given for child in CHILDREN),
    }
    homes = {each.household_id for each in centre.all(HouseholdMembership)}
    assert len(homes) == 1, "one household"
    young = centre.person(CHILDREN[1].given)
    kinds = {each.kind for each in centre.all(Consent, person_id=young.id)}
    assert kinds == {KindOfConsent.GUARDIAN, KindOfConsent.ASSENT}
    for consent in centre.all(Consent, kind=KindOfConsent.GUARDIAN):
        assert consent.evidence is not None
        assert consent.evidence.form is FormOfConsent.VERBAL
        assert consent.evidence.certified_by == centre.office.actor.user_id
    centre.lock()
    leaks.none_of(MOTHER.given, MOTHER.family, *(child.given for child in CHILDREN))


def go_over_and_back(hand: Driver) -> None:
    """Who has a guardian is asked as a child; what both forms ask for stays answered."""
    assert hand.shown("with_whom")
    hand.type("called", "Id")
    hand.click("register-child")
    assert not hand.shown("with_whom")
    hand.click("register-child")
    assert hand.find("called").property("text") == "Id"


@pytest.mark.requirement("R-199", "R-438")
def test_a_child_alone_and_a_doubtful_uncle(centre: Centre, leaks: Leaks) -> None:
    hand = centre.hand
    alone = AtTheGate(
        described_as="Boy, about 13, with a man",
        children=1,
        language="ar",
        urgent_needs=frozenset({UrgentNeed.CHILD_ALONE}),
        urgent_help="Someone stays with him",
        someone_stays=True,
    )
    number = centre.arrives(alone)
    desk_work.check_in(hand, number, "Room 2, bed 1")
    desk_work.screen_and_explain(hand)
    desk_work.say(hand, "yes")
    desk_work.prepare_talk(hand)
    hand.click("guardian-speaks")
    hand.choose("guardian-tie", "uncle or aunt")
    hand.type("guardian-name", "Haroun-Obsidian")
    hand.type("guardian-doubt", "Does not know the boy's mother")
    hand.click("assent-yes")
    hand.click("form-of-consent-verbal")
    hand.click("keep-answers")
    assert hand.shown("registration-findings-0"), "said before a long form, not after it"
    boy = desk_work.Name("Idris-Malachite", "Adamantine", "2013")
    go_over_and_back(hand)
    desk_work.write_record(hand, boy)
    assert not centre.all(Person), "an unverified uncle opens nothing"

    centre.go(Place.RECEPTION, centre.one(Arrival).id, "consent")
    hand.click("other-basis")
    hand.click("basis-best_interests_of_child")
    hand.type("basis-reason", "Alone; the words of the man change")
    hand.click("basis-told")
    hand.click("agree-basis")
    hand.click("keep-record")
    person = centre.person(boy.given)
    assert centre.one(BasisUse).basis is Basis.BEST_INTERESTS_OF_CHILD
    claimed = centre.one(Relationship, person_id=person.id)
    assert claimed.verified_at is None
    assert claimed.doubt
    assert not centre.all(Consent, answer=Answer.YES, kind=KindOfConsent.GUARDIAN)

    hand.click("open-case")
    hand.click("finish-step")
    hand.click("desk-view-toggle")
    case = centre.case_of(boy.given)
    centre.go(Place.CASE, case.id, "assessment")
    if not hand.shown("open-assessment"):
        hand.click("desk-view-toggle")
    hand.click("open-assessment")
    hand.type("expectations", "School")
    hand.click("keep-assessment")
    hand.click("finish-step")
    found = centre.office.ask(lambda reads: assessment.findings(reads, case.id))
    missing = {each.code for each in found}
    assert "best-interests-missing" in missing, "a child's plan starts from best interests"
    centre.lock()
    leaks.none_of("Obsidian", "Malachite", "Adamantine")
