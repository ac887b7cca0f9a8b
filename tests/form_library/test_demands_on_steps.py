"""Plan, review and closure, against what the guidance demands."""

from __future__ import annotations

import pytest

from tests.form_library.demanded import Demand, asks, chooses, flat, hold, tells

PLAN = flat(
    asks("R-221", "objective[1]/title", bound="objective.title"),
    asks("R-221", "objective[1]/measure", bound="objective.measure"),
    chooses("R-222", "objective[1]/mode", "direct referral both", bound="objective.mode"),
    asks("R-223", "objective[1]/own_words", when={"objective[1]/own_words_asked": "yes"},
         bound="objective.own_words"),
    asks("R-224", "objective[1]/action[1]/what", bound="planned_action.what"),
    chooses("R-225", "objective[1]/action[1]/who", "person caseworker provider other"),
    asks("R-226", "objective[1]/action[1]/due", kinds=("date",), takes="2031-05-01",
         bound="planned_action.due"),
    chooses("R-226", "objective[1]/action[1]/term", "short medium long",
            bound="planned_action.term"),
    asks("R-227", "together/monitoring", bound="case_plan.monitoring"),
    asks("R-228", "together/feedback", bound="case_plan.feedback"),
    asks("R-229", "together/data_protection", bound="case_plan.data_protection"),
    asks("R-230", "together/information_sharing", bound="case_plan.information_sharing"),
    asks("R-231", "objective[1]/action[1]/cost_amount", kinds=("decimal",), takes="120.50",
         refuses=("-1",), bound="planned_action.cost_amount"),
    asks("R-231", "objective[1]/action[1]/cost_currency", takes="XOF", refuses=("francs",),
         when={"objective[1]/action[1]/cost_amount": "5"}, bound="planned_action.cost_currency"),
)  # fmt: skip

REVIEW = flat(
    asks("R-234", "what_changed", bound="review.what_changed"),
    asks("R-234", "next_review_on", kinds=("date",), takes="2031-05-01", refuses=("2001-01-01",),
         bound="review.next_review_on"),
    asks("R-235", "adjustments", bound="review.adjustments"),
    chooses("R-235", "told_her", "yes no", when={"adjustments": "More time"},
            bound="review.told_her"),
    asks("R-235", "told_partners", when={"adjustments": "More time"},
         bound="review.told_partners"),
    chooses("R-236", "meeting/kind", "case_planning case_management case_conference",
            when={"meeting_held": "yes"}, bound="meeting.kind"),
    asks("R-236", "meeting/attendants", when={"meeting_held": "yes"}, bound="meeting.attendants"),
    asks("R-236", "meeting/decisions", when={"meeting_held": "yes"}, bound="meeting.decisions"),
    tells("R-236", "meeting/conference", "share nothing without a yes",
          meeting_held="yes", meeting__kind="case_conference"),
)  # fmt: skip

CLOSURE = flat(
    chooses("R-237", "reason", "support_ended", bound="closure.reason"),
    chooses("R-238", "reason", "criteria_no_longer_met"),
    chooses("R-239", "reason", "chose_to_stop"),
    chooses("R-240", "reason", "left_the_place"),
    chooses("R-241", "reason", "deceased"),
    asks("R-242", "prepared/transition", bound="closure.transition"),
    chooses("R-242", "prepared/told_how_to_return", "yes no", bound="closure.told_how_to_return"),
    chooses("R-243", "no_unmet_needs", "yes no", bound="closure.no_unmet_needs"),
    asks("R-243", "unmet_needs", when={"no_unmet_needs": "no"}, bound="closure.unmet_needs"),
)


@pytest.mark.requirement(
    "R-221", "R-222", "R-223", "R-224", "R-225", "R-226", "R-227", "R-228", "R-229", "R-230",
    "R-231",
)  # fmt: skip
@pytest.mark.parametrize("demand", PLAN, ids=lambda each: f"{each.number}-{each.at}")
def test_the_plan(demand: Demand) -> None:
    hold("planning", demand)


@pytest.mark.requirement("R-234", "R-235", "R-236")
@pytest.mark.parametrize("demand", REVIEW, ids=lambda each: f"{each.number}-{each.at}")
def test_the_review(demand: Demand) -> None:
    hold("review", demand)


@pytest.mark.requirement("R-237", "R-238", "R-239", "R-240", "R-241", "R-242", "R-243")
@pytest.mark.parametrize("demand", CLOSURE, ids=lambda each: f"{each.number}-{each.at}")
def test_the_closure(demand: Demand) -> None:
    hold("closure", demand)
