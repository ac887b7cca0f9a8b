"""What the guidance says about each step, in a few sentences of our own."""

from __future__ import annotations

from caseworker.model.case import Step
from caseworker.text import N_

# ; R-234 to
#
GUIDANCE: dict[Step, tuple[str, ...]] = {
    Step.IDENTIFICATION: (
        N_("Help for urgent needs has begun before any of this."),
        N_(
            "One caseworker stays with one person. Say who you are, and what you can and cannot do."
        ),
        N_("Ask first how and when it is safe to be in touch."),
    ),
    Step.ASSESSMENT: (
        N_("A talk, not a questionnaire. Leave out whatever need not be asked today."),
        N_(
            "Look at what weighs and at what carries: the person, the household, the community,"
            " the law."
        ),
        N_("Nobody is vulnerable by being who they are. Name the situation, not the person."),
        N_("Offer a break and a glass of water. Stop when it gets too much."),
    ),
    Step.PLANNING: (
        N_("The plan is the person's. Each goal begins with a sentence in their own words."),
        N_("Small steps with a day and a name are done; wishes are forgotten."),
        N_("Read it together and agree. It can be changed any day."),
    ),
    Step.IMPLEMENTATION: (
        N_("Write down what was done and what came of it, on the same day."),
        N_("Where a service is not to be had, you stay the one to turn to. Agree on another way."),
    ),
    Step.REVIEW: (
        N_("Look again as often as the risk asks, and whenever something changes."),
        N_("Changes are told to the person first, and to partners only under a yes."),
    ),
    Step.CLOSURE: (
        N_("Prepare the end together. Nobody is left alone with what comes next."),
        N_("Name what stays open, and how to come back."),
    ),
}


def guidance(step: Step) -> tuple[str, ...]:
    """Return the sentences for *step*, in English, to be translated where they are shown."""
    return GUIDANCE[step]
