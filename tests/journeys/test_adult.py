"""An adult with a signed consent, from the gate to closure."""

from __future__ import annotations

import pytest

from caseworker.model.case import CaseStatus, Step, StepState
from caseworker.model.consent import Consent, FormOfConsent, Purpose
from caseworker.model.person import Person
from caseworker.model.review import ApprovalState, Closure
from caseworker.model.values import Answer
from caseworker.reception.check_in import AtTheGate
from caseworker.steps.progress import progress
from tests.journeys.centre import JOSEPHINE, Centre
from tests.journeys.leaks import Leaks
from ui.rehearsal import case_work, desk_work
from ui.window.navigation import Place

GOAL = case_work.GoalWords(
    title="A workshop by the Zanfara quay",
    own_words="Bring me my Tremolite lamp.",
    measure="A contract",
    act="Ask the harbour master",
    who="Amina",
)
MOST_ACTIONS_TO_CHECK_IN = 6
MOST_FIELDS_TO_REGISTER = 25


@pytest.mark.requirement("R-266", "R-278")
def test_check_in_by_number_takes_few_actions(centre: Centre) -> None:
    number = centre.arrives(AtTheGate(described_as="Man, about 40", language="fr"))
    before = centre.hand.actions
    desk_work.check_in(centre.hand, number, "Room 4, bed 2")
    assert centre.hand.actions - before <= MOST_ACTIONS_TO_CHECK_IN
    assert not centre.all(Person), "a number needs no name"


@pytest.mark.requirement("R-205", "R-207", "R-218", "R-221", "R-232", "R-234", "R-237", "R-433")
def test_from_the_gate_to_closure(centre: Centre, leaks: Leaks) -> None:
    hand = centre.hand
    number = centre.arrives(AtTheGate(described_as="Man, about 40", language="fr"))
    desk_work.check_in(hand, number, "Room 7, bed 5")
    desk_work.screen_and_explain(hand)
    desk_work.say(hand, "yes", "yes", "no", "yes")
    desk_work.prepare_talk(hand)
    hand.click("form-of-consent-signature")
    hand.click("keep-answers")
    assert not hand.shown("keep-record"), "without a line drawn, nothing is signed"
    hand.draw("signature-pad")
    hand.click("keep-answers")
    before = hand.actions
    desk_work.write_record(hand, desk_work.Name("Jean-Quixote", "Mbuyizanga", "1986"))
    assert hand.actions - before <= MOST_FIELDS_TO_REGISTER

    person = centre.person("Jean-Quixote")
    answers = {consent.purpose: consent for consent in centre.all(Consent, person_id=person.id)}
    assert answers[Purpose.RECORD].answer is Answer.YES
    assert answers[Purpose.PHOTO].answer is Answer.NO
    evidence = answers[Purpose.RECORD].evidence
    assert evidence is not None
    assert evidence.form is FormOfConsent.SIGNATURE
    attachment = evidence.attachment_id
    assert attachment is not None
    assert centre.office.ask(lambda reads: reads.content(attachment)).startswith(b"\x89PNG")

    hand.click("open-case")
    hand.click("finish-step")
    hand.click("desk-view-toggle")
    case_work.assess(hand, "A quiet Xylophone room", "Repairs Theremins")
    case_work.plan(hand, GOAL)
    case_work.help_given(hand, "Went along to the quay")
    case_work.look_again(hand, "He has a bench there")
    case = centre.case_of("Jean-Quixote")
    centre.go(Place.CASE, case.id, "closure")
    case_work.ask_to_close(hand, "Knows where to ask")
    assert centre.one(Closure).approval is ApprovalState.ASKED

    hand = centre.unlock(JOSEPHINE)
    centre.go(Place.CASE, case.id, "closure")
    hand.click("approve-closure")
    assert centre.case_of("Jean-Quixote").status is CaseStatus.CLOSED
    entries = centre.office.ask(lambda reads: progress(reads, case.id))
    done = {step for step, entry in entries.items() if entry.state is StepState.DONE}
    assert done >= set(Step) - {Step.CLOSURE}

    centre.lock()
    leaks.none_of("Quixote", "Mbuyizanga", "Xylophone", "Theremin", "Tremolite", "Zanfara")
