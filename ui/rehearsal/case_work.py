"""The six steps of one case, as hands do them: clicks and words, by object name."""

from __future__ import annotations

from dataclasses import dataclass

from ui.rehearsal.driver import Driver


@dataclass(frozen=True)
class GoalWords:
    """What is typed for one goal and its first act."""

    title: str
    own_words: str
    measure: str
    act: str
    who: str


def assess(hand: Driver, hopes: str, strengths: str) -> None:
    """Fill the assessment, judge how soon to look again, and finish the step."""
    hand.click("open-assessment")
    hand.type("expectations", hopes)
    hand.type("strengths", strengths)
    hand.click("needs-housing")
    hand.click("read_back-yes")
    hand.click("keep-assessment")
    hand.click("risk-level-low")
    hand.type("risk-reason", "Safe here; looks ahead.")
    hand.click("keep-risk")
    hand.click("finish-step")


def plan(hand: Driver, goal: GoalWords) -> None:
    """Write one goal with its first act, agree on the plan, and finish the step."""
    hand.click("add-goal")
    hand.type("goal-title", goal.title)
    hand.type("goal-own-words", goal.own_words)
    hand.type("goal-measure", goal.measure)
    hand.click("goal-review-in-14")
    hand.click("keep-goal")
    hand.click("open-goal-1")
    hand.type("action-what", goal.act)
    hand.type("action-who", goal.who)
    hand.click("action-due-in-7")
    hand.click("add-action")
    hand.click("keep-goal")
    hand.click("agree-plan")
    hand.click("agreement-act")
    hand.click("finish-step")


def help_given(hand: Driver, what: str) -> None:
    """Write down help that was given, and finish the step."""
    hand.click("open-implementation")
    hand.type("what", what)
    hand.click("outcome-given")
    hand.click("keep-implementation")
    hand.click("finish-step")


def look_again(hand: Driver, what_changed: str) -> None:
    """Look back together, and finish the step."""
    hand.click("open-review")
    hand.click("met-yes")
    hand.type("what_changed", what_changed)
    hand.click("risk_level-low")
    hand.click("keep-review")
    hand.click("finish-step")


def ask_to_close(hand: Driver, transition: str) -> None:
    """Write how the work ends, and ask for a second pair of eyes."""
    hand.click("open-closure")
    hand.choose("reason", "support_ended")
    hand.type("transition", transition)
    hand.click("told_how_to_return-yes")
    hand.click("feedback_asked-yes")
    hand.click("no_unmet_needs-yes")
    hand.click("keep-closure")
    hand.click("finish-step")


def refer(hand: Driver, words: str, need: str) -> None:
    """Find help for a need, ask for a yes to the provider, and show the form."""
    hand.click("find-help")
    hand.type("need", words)
    hand.rest()
    hand.click("start-referral")
    hand.type("referral-need", need)
    if hand.shown("referral-findings-0-ask"):
        ask_for_provider(hand)
    send_referral(hand)


def ask_for_provider(hand: Driver) -> None:
    """Ask for a yes to this provider and these items; it is spoken."""
    hand.click("referral-findings-0-ask")
    hand.click("room-private")
    hand.click("limits-told")
    hand.click("can-decide-yes")
    hand.click("answer-0-yes")
    hand.click("form-of-consent-verbal")
    hand.click("keep-answers")


def send_referral(hand: Driver) -> None:
    """Look at what leaves, send, and see the form."""
    hand.click("print-form")
    hand.click("leaving-sheet-act")
    hand.wait(lambda: hand.shown("document-page-1"))
